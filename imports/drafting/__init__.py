"""From a record to what it becomes: typed values for each part, or the faults of the line."""

from imports.drafting.compiling import Drafter, compiled

__all__ = ["Drafter", "compiled"]
