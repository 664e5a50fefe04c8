"""What a request leaves to do with others: to tell them, to send it on, to get what a copy lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from connectors.models import (
    ARTICLE_19,
    LEADS_TO,
    UNSETTLED,
    NoticeKind,
    NoticeState,
    RecipientNotice,
    Trouble,
)
from requests_dsr.services.reaching.recipients import CONFIRMED_AT_ONCE


@dataclass(frozen=True, kw_only=True)
class Sort:
    """One sort of matter: its heading, what its rows are about, and what its buttons say."""

    title: str | Promise
    kinds: Collection[NoticeKind]
    sent: str | Promise
    confirmed: str | Promise
    impossible: str | Promise


SORTS = (
    Sort(
        title=gettext_lazy("De här ska få veta det (artikel 19)"),
        kinds=ARTICLE_19,
        sent=gettext_lazy("Meddelad"),
        confirmed=gettext_lazy("Har bekräftat"),
        impossible=gettext_lazy("Går inte att meddela"),
    ),
    Sort(
        title=gettext_lazy("Begäran ska vidare till den som bestämmer över uppgifterna"),
        kinds=(NoticeKind.FORWARDED,),
        sent=gettext_lazy("Skickad vidare"),
        confirmed=gettext_lazy("Har bekräftat"),
        impossible=gettext_lazy("Går inte att skicka vidare"),
    ),
    Sort(
        title=gettext_lazy("Det här saknas i kopian"),
        kinds=(NoticeKind.COPY,),
        sent="",
        confirmed=gettext_lazy("Personen har fått det"),
        impossible=gettext_lazy("Går inte att få fram"),
    ),
)


TO_DO: dict[str, Promise] = {
    NoticeKind.OBJECTION_UPHELD: gettext_lazy(
        "personen är pausad där tills någon gör det här: be dem som sköter systemet att sluta för gott med "
        "det personen invände mot, och sedan häva pausen. Notera det när det är gjort"
    ),
    NoticeKind.COMPLETION: gettext_lazy(
        "systemet har ingen plats för personens ord. De står i begäran: ge dem till dem som sköter systemet"
    ),
}
"""What a person does where no connected system can, by what it is about; else the trouble's own words."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One recipient, and what can be noted of it now: (state, what the button says)."""

    notice: RecipientNotice
    steps: list[tuple[NoticeState, str]]
    impossible: str
    trouble: str


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What is left, and what was done, under one heading."""

    title: str
    rows: list[Row]


def matters_of(notices: Iterable[RecipientNotice]) -> list[Matter]:
    """Sort the notices of a request under their headings; a heading with nothing under it is left out."""
    found = list(notices)
    sorted_out = [(sort, [row for row in found if row.kind in sort.kinds]) for sort in SORTS]
    return [
        Matter(title=str(sort.title), rows=[_row(sort, notice) for notice in rows])
        for sort, rows in sorted_out
        if rows
    ]


def _row(sort: Sort, notice: RecipientNotice) -> Row:
    open_now = notice.state in UNSETTLED
    return Row(
        notice=notice,
        steps=list(_steps(sort, notice)),
        impossible=str(sort.impossible) if open_now else "",
        trouble=_trouble(notice) if open_now else "",
    )


def _trouble(notice: RecipientNotice) -> str:
    if notice.trouble == Trouble.UNABLE and notice.kind in TO_DO:
        return str(TO_DO[notice.kind])
    return notice.get_trouble_display() if notice.trouble else ""


def _steps(sort: Sort, notice: RecipientNotice) -> Iterable[tuple[NoticeState, str]]:
    if notice.kind in CONFIRMED_AT_ONCE:
        if notice.state in UNSETTLED:
            yield NoticeState.CONFIRMED, str(sort.confirmed)
        return
    for state, words in ((NoticeState.SENT, sort.sent), (NoticeState.CONFIRMED, sort.confirmed)):
        if notice.state in LEADS_TO[state]:
            yield state, str(words)
