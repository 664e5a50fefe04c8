"""From the bytes of a CSV file to records, each with the line it begins on."""

from imports.reading.records import Records, open_records

__all__ = ["Records", "open_records"]
