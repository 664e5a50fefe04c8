"""The values of a category, each with its origin and its source (Art. 15(1)(g), 15(3)).

What is personal in a table stands in the table's own `PersonalData`: the page reads the same
declaration as the export and the erasure do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myprofile.templatetags.profile import SOURCES
from register.naming import ORIGIN_NAMES
from register.wording.when import day_in_words, instant_in_words
from requests_dsr.answers.statements import said_in
from retention.selectors import Kept
from subjects import models as subjects
from subjects.models import SourceKind
from subjects.models.base import Stated

SHOWN = 50
HIDDEN = frozenset(
    {"subject", "org", "reference_contact", "source_kind", "source_name", "triggers", "content"}
)
TABLES: dict[str, tuple[type[models.Model], str]] = {
    "support_profile": (subjects.SupportProfile, "pk"),
    "support_tickets": (subjects.SupportTicket, "subject"),
    "customer_data": (subjects.CustomerData, "contact"),
    "correspondence": (subjects.Correspondence, "contact"),
    "crm_inquiry": (subjects.Inquiry, "pk"),
    "billing_claim": (subjects.Invoice, "pk"),
    "accounting_records": (subjects.Voucher, "pk"),
    "phone_message": (subjects.PhoneMessage, "pk"),
    "marketing_profile": (subjects.MarketingProfile, "pk"),
}
CONTENT: dict[str, Promise] = {"page": gettext_lazy("sida")}
"""What our own fields of a free record are called; a field that a company named keeps its name."""


@dataclass(frozen=True, kw_only=True)
class Value:
    """One value, what it is called and where it came from."""

    label: str
    text: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing of the category: a ticket, an invoice, a profile."""

    values: list[Value]


def items_of(category: str, kept: Iterable[Kept]) -> list[Item]:
    """Give what is kept of a category, the newest fifty."""
    ids = [one.key.item_id for one in kept if one.category == category]
    table, by = TABLES.get(category, (subjects.Record, "pk"))
    rows = table._default_manager.filter(**{f"{by}__in": ids}).order_by("-pk")[:SHOWN]
    return [Item(values=list(_values(row))) for row in rows]


def _values(row: models.Model) -> Iterator[Value]:
    for name, origin in row.PersonalData.personal.items():  # type: ignore[attr-defined]
        text = "" if name in HIDDEN else in_words(row, name)
        if text:
            label = str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            yield Value(label=label[:1].upper() + label[1:], text=text, source=_source(row, origin))
    for label, text in getattr(row, "content", {}).items():
        yield Value(label=_named(str(label)), text=str(text), source=_source(row, "provided"))
    for said in said_in([row] if isinstance(row, Stated) else []):
        label = _("Ditt tillägg om %(what)s") % {"what": said.what}
        yield Value(label=label, text=said.words, source=_("du lämnade det själv"))


def _named(field: str) -> str:
    return str(CONTENT[field]).capitalize() if field in CONTENT else field


def in_words(row: models.Model, name: str) -> str:
    """Give a field's value as a person reads it."""
    if display := getattr(row, f"get_{name}_display", None):
        return str(display())
    return _written(getattr(row, name))


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, datetime):
        return instant_in_words(value)
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, dict):
        return ""  # said apart, under the names of what they are about
    return "" if value is None else str(value)


def _source(row: models.Model, origin: str) -> str:
    """Say where a value came from: whoever gave it where somebody did, else how it arose."""
    kind = getattr(row, "source_kind", "")
    if origin != "provided" or kind not in SOURCES:
        return str(ORIGIN_NAMES[origin])
    return (
        _("du lämnade det själv") if kind == SourceKind.SELF else _("kom %(from)s") % {"from": SOURCES[kind]}
    )
