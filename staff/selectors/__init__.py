"""The figures of the staff pages: set-based, a constant number of queries, nothing written."""
