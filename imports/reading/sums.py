"""Sums from a file beside the imported one: the lines of an order, added up for each order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from imports.cells import BadCell, read_money_exactly
from imports.mapping.schema import FileForm, Join
from imports.reading.records import open_records
from imports.report import FileFault, LineFault

MOST_KEYS = 5_000_000
FACTOR = re.compile(r"(?:(?P<whole>\d+) - )?(?P<column>.+)")
"""A column, or `1 - discount`."""


def read_sums(folder: Path, join: Join, form: FileForm) -> Mapping[str, Decimal]:
    """Add up the product of a join's columns for each key. Raises FileFault with file and line."""
    path = folder / join.file
    factors = [match.groupdict() for match in map(FACTOR.fullmatch, join.sum) if match]
    sums: dict[str, Decimal] = {}
    try:
        for line, record in open_records(path, form, {join.key, *(f["column"] for f in factors)}):
            if isinstance(record, LineFault):
                raise FileFault(record.why, line=line)
            key = record[join.key].strip()
            sums[key] = sums.get(key, Decimal()) + _product(record, factors, form, line)
            if len(sums) > MOST_KEYS:
                raise FileFault(_("fler än %(n)s nycklar") % {"n": MOST_KEYS}, line=line)
    except FileFault as fault:
        raise FileFault(f"{join.file}: {fault.fault}") from None
    return sums


def _product(record: Mapping[str, str], factors: list[dict[str, str]], form: FileForm, line: int) -> Decimal:
    product = Decimal(1)
    for factor in factors:
        try:
            number = read_money_exactly(record[factor["column"]], form)
        except BadCell as bad:
            raise FileFault(f"{factor['column']}: {bad}", line=line) from None
        product *= Decimal(factor["whole"]) - number if factor["whole"] else number
    return product
