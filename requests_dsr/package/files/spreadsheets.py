"""Write the rows of a package as CSV (RFC 4180), one file a table, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from requests_dsr.package.files.cells import csv_value
from requests_dsr.package.files.schema import TablePart

BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet reads å as two signs
ROWS_AT_A_TIME = 500


def csv_of(table: TablePart) -> Iterator[str]:
    """Give a table as CSV, piece by piece: a heading line, then a line for each row, CRLF between."""
    names = [column.name for column in table.columns]
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    lines.write(BYTE_ORDER_MARK)
    writer.writerow(csv_value(name) for name in names)
    for number, row in enumerate(table.rows, 1):
        writer.writerow([csv_value(row.get(name)) for name in names])
        if number % ROWS_AT_A_TIME == 0:
            yield _taken(lines)
    yield _taken(lines)


def _taken(lines: io.StringIO) -> str:
    text = lines.getvalue()
    lines.seek(0)
    lines.truncate()
    return text
