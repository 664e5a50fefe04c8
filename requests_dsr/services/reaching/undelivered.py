"""Tell the staff of what has not reached the person: a letter that came back or is lost, an erasure.

Each is a finding with the request's reference. They are made exact every morning, and a letter that leaves
closes its own at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Controller
from law.calendar import STOCKHOLM, stockholm_day
from law.rights import Right
from register.policyfile.linting import LintFinding
from register.policyfile.values import Text
from register.services.findings import close_finding, keep_findings, raise_finding
from requests_dsr.law.numbers import DEFAULTS
from requests_dsr.letters.writing import after_it_left
from requests_dsr.models import ON_THEIR_WAY, Certificate, DataSubjectRequest, Letter, LetterStatus
from requests_dsr.states import CLOSED, State
from requests_dsr.untold import answers_of, waits_to_be_told
from requests_dsr.waiting import OVERTAKEN

CAME_BACK, UNSURE, UNTOLD, UNERASED = "F-CAMEBACK", "F-UNSURE", "F-UNTOLD", "F-UNERASED"
RETURNED = Text(
    sv="Ett mejl till personen kom tillbaka. Skriv ut brevet och posta det, eller lämna det på annat sätt.",
    en="A mail to the person came back. Print the letter and post it, or hand it over in another way.",
)
NOT_SURE = Text(
    sv="Servern stannade medan ett mejl till personen skickades, och vi vet inte om det kom iväg. Se efter "
    "i mejlserverns logg. Kom det iväg: markera brevet som postat den dagen. Annars: skriv ut och posta det.",
    en="The server stopped while a mail to the person was being sent, and we do not know whether it left. "
    "Look in the mail server's log. If it left: mark it as posted that day. If not: print and post it.",
)
NOT_TOLD = Text(
    sv="Begäran är avslutad, men svaret har inte lämnat oss på {days} dagar. Skriv ut brevet och posta det.",
    en="The request is closed, but its answer has not left us for {days} days. Print the letter and post it.",
)
NOT_ERASED = Text(
    sv="En beviljad radering är inte gjord efter {days} dagar. Oftast väntar den på ett brev till personen.",
    en="A granted erasure is not done after {days} days. Most often it waits for a letter to the person.",
)
BY_STATUS = {CAME_BACK: LetterStatus.BOUNCED, UNSURE: LetterStatus.UNKNOWN}
SAID = {CAME_BACK: RETURNED, UNSURE: NOT_SURE}


def tell_of_a_return(letter: Letter, *, at: datetime) -> None:
    """Open the finding about a letter that came back."""
    request = letter.request
    raise_finding(
        controller=request.controller, code=CAME_BACK, where=place_of(request), text=RETURNED, at=at
    )


@after_it_left
def close_what_is_told(letter: Letter, at: datetime) -> None:
    """Close the findings about a request's letters, once none of them is left with us."""
    request = letter.request
    for code, status in BY_STATUS.items():
        if not _left_with_us(request.controller, status).filter(request=request).exists():
            close_finding(controller=request.controller, code=code, where=place_of(request), at=at)
    if not _untold(request.controller).filter(pk=request.pk).exists():
        close_finding(controller=request.controller, code=UNTOLD, where=place_of(request), at=at)


def report_undelivered(controller: Controller, *, at: datetime) -> int:
    """Make the open findings about letters and erasures be exactly these; give how many there are."""
    return keep_findings(
        controller=controller, found=_found(controller, at), within=["letter:", "erasure:"], at=at
    )


def _left_with_us(controller: Controller, status: str) -> QuerySet[Letter]:
    """Give the letters a person has to see to; a receipt is overtaken once the request is closed."""
    found = Letter.objects.filter(request__controller=controller, status=status)
    return found.exclude(event__in=OVERTAKEN, request__state__in=sorted(CLOSED)).select_related("request")


def unerased(controller: Controller, *, at: datetime) -> QuerySet[DataSubjectRequest]:
    """Give the granted erasures that nothing came of for so long, and that nobody was told of since.

    What something else holds back is told to the person (Art. 17(3)), and is none of these.
    """
    certified = Certificate.objects.filter(request=OuterRef("pk"), erased_at__gte=OuterRef("decided_at"))
    return DataSubjectRequest.objects.filter(
        ~Exists(certified),
        controller=controller,
        right=Right.ERASURE,
        state__in=[State.FULFILLED, State.PARTLY_FULFILLED],
        file__plan__kind="erasure",
        file__plan__held__isnull=True,
        decided_at__lt=_days_ago(DEFAULTS.unerased_days, at),
    ).order_by("decided_at", "pk")


def place_of(request: DataSubjectRequest) -> str:
    """Give the place of a finding about a request's letters."""
    return f"letter:{request.ref}"


def _found(controller: Controller, at: datetime) -> Iterator[LintFinding]:
    for code, status in BY_STATUS.items():
        for letter in _left_with_us(controller, status):
            yield LintFinding(code, place_of(letter.request), SAID[code])
    never_left = set(ON_THEIR_WAY) - set(BY_STATUS.values())  # those are told already
    late = answers_of(OuterRef("pk")).filter(
        status__in=never_left, written_at__lt=_days_ago(DEFAULTS.untold_days, at)
    )
    for request in _untold(controller).filter(Exists(late)):
        yield LintFinding(UNTOLD, place_of(request), _in_days(NOT_TOLD, DEFAULTS.untold_days))
    for request in unerased(controller, at=at):
        where = f"erasure:{request.ref}"
        yield LintFinding(UNERASED, where, _in_days(NOT_ERASED, DEFAULTS.unerased_days))


def _untold(controller: Controller) -> QuerySet[DataSubjectRequest]:
    return DataSubjectRequest.objects.filter(waits_to_be_told(), controller=controller)


def _days_ago(days: int, at: datetime) -> datetime:
    """Give the midnight that begins the Stockholm day so many days before; what came earlier is older."""
    return datetime.combine(stockholm_day(at) - timedelta(days=days), time.min, STOCKHOLM)


def _in_days(text: Text, days: int) -> Text:
    return Text(sv=text.sv.format(days=days), en=text.en.format(days=days))
