"""The queue: which requests wait, the least time left first, and how the company keeps its time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from string import hexdigits
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate, TruncMonth
from django.utils.translation import gettext as _

from accounts.models import Controller
from law.calendar import STOCKHOLM, add_months
from law.rights import Right
from register.rights import SHORT
from requests_dsr.models import DataSubjectRequest
from requests_dsr.models.requests import STATES
from requests_dsr.selectors import letters_to_print, notices_to_give
from requests_dsr.states import CLOSED, OPEN, State
from requests_dsr.untold import waits_to_be_told, with_telling
from staff.access import Staff
from staff.charts import Chart, bars, month_label
from staff.requests.finding import REQUEST_ROLES, name_in_list, requests_of, short_ref
from staff.requests.timeleft import TimeLeft, time_left
from staff.requests.waiting import Tally

MONTHS = 12
UUID_SIGNS = 32
CLOSED_TOO = "avslutade"
"""The word of the address for everything that is closed; without a word the queue is what is open."""

TO_TELL = "att-meddela"
"""The word for requests with somebody left to tell, or to be sent on, whether they are closed or not."""

NOT_TOLD = "svar-ej-framme"
"""The word for closed requests whose answer has not left for the person."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One row of the queue."""

    request: DataSubjectRequest
    ref: str
    headline: str
    name: str
    left: TimeLeft
    target_passed: bool


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody chose to see; a word that means nothing chooses nothing."""

    state: str = ""
    right: str = ""
    company: str = ""
    ref: str = ""

    @property
    def is_closed(self) -> bool:
        """Tell whether what is wanted is closed: then the newest answer stands first."""
        return self.state == CLOSED_TOO or self.state in CLOSED

    def query(self) -> dict[str, str]:
        """Give the choice as the address carries it."""
        return {"lage": self.state, "ratt": self.right, "bolag": self.company, "referens": self.ref}


def queue_of(staff: Staff, wanted: Wanted) -> QuerySet[DataSubjectRequest]:
    """Give the requests somebody works with: those open first by the limit, suspended ones last.

    A reference finds its request whatever else is chosen: whole, or as people say it, its first signs.
    """
    found = requests_of(staff)
    if wanted.ref:
        return found.filter(ref__range=_range(wanted.ref)).order_by("received_at", "pk")
    if wanted.state == CLOSED_TOO:
        found = found.filter(state__in=sorted(CLOSED))
    elif wanted.state == TO_TELL:
        found = found.filter(ref__in=notices_to_give(staff.controllers).values("request_ref"))
    elif wanted.state == NOT_TOLD:
        found = found.filter(waits_to_be_told())
    elif wanted.state in set(State):
        found = found.filter(state=wanted.state)
    else:
        found = found.filter(state__in=sorted(OPEN))
    if wanted.right in set(Right):
        found = found.filter(right=wanted.right)
    if wanted.company:
        found = found.filter(controller__slug=wanted.company)
    if wanted.is_closed:
        return found.order_by("-closed_at", "-pk")
    return found.order_by(F("due_on").asc(nulls_last=True), "received_at", "pk")


def _range(typed: str) -> tuple[UUID, UUID]:
    """Give the references that begin as typed; what is no reference begins none."""
    signs = typed.replace("-", "").lower()
    if not signs or len(signs) > UUID_SIGNS or set(signs) - set(hexdigits):
        return UUID(int=0), UUID(int=0)
    return UUID(signs.ljust(UUID_SIGNS, "0")), UUID(signs.ljust(UUID_SIGNS, "f"))


def rows_of(found: Iterable[DataSubjectRequest], today: date) -> list[Waiting]:
    """Say of each request what the list says."""
    return [
        Waiting(
            request=request,
            ref=short_ref(request),
            headline=str(SHORT[request.right]),
            name=name_in_list(request),
            left=time_left(request, today),
            target_passed=request.target_on is not None and request.target_on < today,
        )
        for request in found
    ]


def state_choices() -> dict[str, str]:
    """Give what the list can be narrowed to."""
    words = {str(state): str(label) for state, label in STATES}
    more = {
        TO_TELL: _("att skicka vidare eller meddela"),
        NOT_TOLD: _("avslutade, men svaret har inte nått fram"),
        CLOSED_TOO: _("alla avslutade"),
    }
    return more | words


def right_choices() -> dict[str, str]:
    """Give the rights by their words."""
    return {str(right): str(label) for right, label in SHORT.items()}


def tally_of(staff: Staff) -> Tally:
    """Give what waits for somebody: nothing for those who see no requests."""
    companies = staff.within(REQUEST_ROLES).controllers
    return sum((staff.waiting.get(company, Tally()) for company in companies), Tally())


def to_tell(controllers: Iterable[Controller]) -> int:
    """Count the requests that somebody is left to be told of, or that are to be sent on."""
    return notices_to_give(controllers).values("request_ref").distinct().count()


def not_told(staff: Staff) -> int:
    """Count the closed requests whose answer has not left for the person."""
    found = DataSubjectRequest.objects.filter(waits_to_be_told(), controller__in=staff.controllers)
    return found.count()


def letters_waiting(controllers: Iterable[Controller]) -> int:
    """Count the letters to print and post."""
    return letters_to_print(controllers).count()


def timeliness_chart(controllers: Iterable[Controller], *, today: date) -> Chart:
    """Draw how many requests were answered in time, and too late, in each of the last twelve months.

    An answer counts from when it left, and a closed request without one is not answered.
    """
    first = add_months(today.replace(day=1), 1 - MONTHS)
    closed = DataSubjectRequest.objects.filter(
        ~waits_to_be_told(),
        controller__in=list(controllers),
        state__in=sorted(CLOSED),
        due_on__isnull=False,
    )
    answered = (
        with_telling(closed)
        .annotate(left_at=Coalesce("told_at", "closed_at"))
        .annotate(month=TruncMonth("left_at", tzinfo=STOCKHOLM), day=TruncDate("left_at", tzinfo=STOCKHOLM))
    )
    rows = answered.filter(day__gte=first).values("month").annotate(
        good=Count("pk", filter=Q(day__lte=F("due_on"))), late=Count("pk", filter=Q(day__gt=F("due_on")))
    )  # fmt: skip
    found = {row["month"].date(): (row["good"], row["late"]) for row in rows.order_by("month")}
    months = [add_months(first, number) for number in range(MONTHS)]
    good, late = zip(*(found.get(month, (0, 0)) for month in months), strict=True)
    return bars(
        labels=[month_label(month) for month in months],
        series={_("i tid"): list(good), _("för sent"): list(late)},
    )


def rights_chart(controllers: Iterable[Controller]) -> Chart:
    """Draw how many requests are open, right by right."""
    rows = DataSubjectRequest.objects.filter(controller__in=list(controllers), state__in=sorted(OPEN))
    counted: Mapping[str, int] = dict(rows.values_list("right").annotate(n=Count("pk")).order_by("right"))
    named = {str(label): counted[right] for right, label in SHORT.items() if right in counted}
    return bars(labels=list(named), series={_("öppna"): list(named.values())}, across=True)
