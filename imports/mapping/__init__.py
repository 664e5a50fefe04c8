"""The mapping file: what each column of a CSV file means here (docs/import.md).

load(path) -> Mapping        # raises PolicyFileError with every fault and its place
"""

from imports.mapping.loading import load, parse
from imports.mapping.schema import Mapping

__all__ = ["Mapping", "load", "parse"]
