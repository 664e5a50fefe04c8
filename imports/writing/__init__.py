"""Write what is staged: a constant number of statements a file, whatever its size."""

from imports.writing.rounds import Written, write

__all__ = ["Written", "write"]
