"""Blocks as decisions: the rows of one decision are one line, whoever they were written for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import Controller
from requests_dsr.models import DataSubjectRequest
from requests_dsr.pauses import request_named
from retention.permission import Permission
from staff.access import Staff
from staff.permissions import may_release_block
from staff.requests.finding import REQUEST_ROLES, short_ref
from subjects.models import ProcessingBlock


@dataclass(frozen=True)
class ToldBlock:
    """A block as a page tells of it: the case it stands for, if any, and whether it may be ended here.

    `may_read_case` is whether whoever looks may open that case.
    """

    block: ProcessingBlock
    case: DataSubjectRequest | None
    release: Permission
    may_read_case: bool

    @property
    def ground(self) -> str:
        """The ground without the reference, which is written as the case's own link."""
        return self.block.ground.rpartition(", ")[0] if self.case else self.block.ground

    @property
    def case_ref(self) -> str:
        """The case's reference as people say it."""
        return short_ref(self.case) if self.case else ""


def told_blocks(staff: Staff, blocks: Iterable[ProcessingBlock]) -> list[ToldBlock]:
    """Tell of blocks; one question to the database for all of them."""
    named = [(block, request_named(block)) for block in blocks]
    cases = DataSubjectRequest.objects.in_bulk([ref for _, ref in named if ref], field_name="ref")
    return [
        ToldBlock(
            block,
            case,
            may_release_block(staff, block, case=case),
            may_read_case=staff.has(block.controller, *REQUEST_ROLES),
        )
        for block, case in ((block, cases.get(ref) if ref else None) for block, ref in named)
    ]


def standing_decisions(controllers: Iterable[Controller], *, on: date) -> QuerySet[ProcessingBlock]:
    """Give one row of each decision that blocks on a Stockholm day, what is to be reviewed first."""
    rows = ProcessingBlock.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on), controller__in=list(controllers)
    )
    # The row written for the person tells most; the organisations' rows of the same decision follow it.
    first = rows.order_by("decision_ref", "subject_id", "pk").distinct("decision_ref").values("pk")
    listed = ProcessingBlock.objects.filter(pk__in=first).select_related("controller", "subject", "org")
    return listed.order_by("review_on", "from_on", "pk")
