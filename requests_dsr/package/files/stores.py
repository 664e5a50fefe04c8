"""Where the files of a package are read from: the common store, or one that a higher floor registers."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Any

from django.core.files.storage import default_storage

Opener = Callable[[str], IO[Any]]
_stores: dict[str, Opener] = {}


def provide_files(prefix: str, opener: Opener) -> None:
    """Register who opens the paths that begin with `prefix/`; the opener raises OSError where it cannot."""
    _stores[prefix] = opener


def open_stored(path: str) -> IO[Any]:
    """Open a stored file for reading bytes. Raises OSError."""
    opener = _stores.get(path.partition("/")[0])
    return opener(path) if opener else default_storage.open(path, "rb")


def can_be_read(path: str) -> bool:
    """Tell whether a stored file is there and opens, before anybody promises that it comes along."""
    try:
        with open_stored(path):
            return True
    except OSError:
        return False
