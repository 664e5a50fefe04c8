"""The files of a package: pages, tables, JSON and its schema, in a sealed ZIP."""
