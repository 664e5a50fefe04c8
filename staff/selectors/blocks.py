"""Blocks as decisions: the rows of one decision are one line, whoever they were written for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import Controller
from subjects.models import ProcessingBlock


def standing_decisions(controllers: Iterable[Controller], *, on: date) -> QuerySet[ProcessingBlock]:
    """Give one row of each decision that blocks on a Stockholm day, what is to be reviewed first."""
    rows = ProcessingBlock.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on), controller__in=list(controllers)
    )
    # The row written for the person tells most; the organisations' rows of the same decision follow it.
    first = rows.order_by("decision_ref", "subject_id", "pk").distinct("decision_ref").values("pk")
    listed = ProcessingBlock.objects.filter(pk__in=first).select_related("controller", "subject", "org")
    return listed.order_by("review_on", "from_on", "pk")
