"""Log lines without people: of a fault its kind and where it came from, never what it says.

A database names the row it refuses, a mail relay the address: the text of an exception can hold
personal data, and a log is kept and copied further than any table (reliability.md, T14).
"""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutValues(logging.Formatter):
    """Write an exception as its kinds, SQLSTATE and lines of code, from the cause to the last."""

    def formatException(self, ei: ExcInfo) -> str:
        """Give the kind of the fault and of what caused it, and the files and lines it passed."""
        fault = ei[1]
        if fault is None:
            return ""
        kinds = [self._kind(one) for one in _chain(fault)]
        frames = traceback.extract_tb(fault.__traceback__)
        lines = [f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}' for frame in frames]
        return "\n".join([*lines, " <- ".join(kinds)])

    @staticmethod
    def _kind(fault: BaseException) -> str:
        code = getattr(fault, "pgcode", None)
        return f"{type(fault).__name__} {code}" if code else type(fault).__name__


def _chain(fault: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while fault is not None and fault not in found:
        found.append(fault)
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    return found
