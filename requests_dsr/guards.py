"""What a move needs, each as one question with the sentence that says why not.

The button asks the same question as the POST, and shows its sentence when it is grey.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from law.calendar import stockholm_day
from law.rights import Right
from ledger.actor import Actor
from requests_dsr.clocks import clock_of, closes_on, is_extended
from requests_dsr.identity import ANSWERS_ANYBODY, LOGGED_IN, is_answered_to_anybody, is_identified
from requests_dsr.lanes import in_fast_lane
from requests_dsr.law import LawfulExtension
from requests_dsr.law.numbers import DEFAULTS
from requests_dsr.letters.address import addressee_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.models.requests import DENIED
from requests_dsr.states import BY_STATES, OPEN, State
from retention.permission import Permission


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """Somebody trying a move: who, in what role, when, with what words and codes.

    `proposal` is the digest of what they put forward with it (`services.deciding`), `received_at` when what
    opens a request again came to us.
    """

    request: DataSubjectRequest
    by: Actor
    at: datetime
    user: User | None = None
    comment: str = ""
    codes: tuple[str, ...] = ()
    extension_reasons: tuple[str, ...] = ()
    proposal: str = ""
    received_at: datetime | None = None


STARTING = frozenset({State.RECEIVED, State.IDENTITY_PENDING})
"""Where evidence of who asks lets the work begin."""
WORKING = frozenset({State.IN_PROGRESS, State.EXTENDED, State.REOPENED})
"""Where evidence is noted without a move, when the request was linked to somebody else meanwhile."""

STAFF = frozenset({"handler", "dpo"})

NOBODY_LINKED = gettext_lazy(
    "Begäran är inte knuten till någon person. Knyt den först: det är den personen som styrks."
)

MISSING: dict[str, Promise] = {
    "erasure": gettext_lazy("Ett utfall saknas för något slag av uppgifter."),
    "rectification": gettext_lazy("Ett utfall saknas för något värde."),
    "objection": gettext_lazy("Ett utfall saknas för något ändamål."),
}
Guard = Callable[[Attempt], str]
"""A guard gives the sentence that says why not, or nothing."""


def _identity(attempt: Attempt) -> str:
    """Hold what a person is linked to until it is known that they ask; nobody's may be looked into."""
    request = attempt.request
    if request.subject_id is None or is_identified(request) or request.right in ANSWERS_ANYBODY:
        return ""
    return _("Det är inte klart vem som frågar. Ange hur identiteten är styrkt.")


def _person(attempt: Attempt) -> str:
    """Do nothing with a person's data but for that person: evidence of them, and of nobody else."""
    request = attempt.request
    if is_answered_to_anybody(Right(request.right), request.file.plan):
        return ""
    if request.file.on_behalf == "next_of_kin" and request.right in (Right.ACCESS, Right.PORTABILITY):
        return _("En närstående får ingen kopia av den dödas uppgifter (skäl 27). Svara på den grunden.")
    if is_identified(request):
        return ""
    if request.subject_id is None:
        return _("Begäran är inte knuten till någon person.")
    return _("Det är inte klart att det är personen som frågar. Styrk identiteten först.")


def _doubt(attempt: Attempt) -> str:
    return "" if attempt.comment.strip() else _("Skriv varför det finns rimliga tvivel om vem som frågar.")


def _unidentified(attempt: Attempt) -> str:
    """Ask again who asks only where somebody is linked whom there is no evidence of (Art. 12(6))."""
    if attempt.request.subject_id is None:
        return str(NOBODY_LINKED)
    return _("Identiteten är redan styrkt.") if is_identified(attempt.request) else ""


def _fast_lane(attempt: Attempt) -> str:
    if in_fast_lane(attempt.request):
        return ""
    return _("En sådan begäran besvaras efter handläggning och granskning.")


def _unanswered_60_days(attempt: Attempt) -> str:
    if attempt.request.questions.filter(kind="identity", evidence_kind=DENIED).exists():
        return ""  # the person has said that somebody else asked: there is nothing to wait for
    close_on = closes_on(attempt.request)
    if close_on is not None and stockholm_day(attempt.at) >= close_on:
        return ""
    days = DEFAULTS.close_unverified_days
    return _("Frågan om identitet har inte varit obesvarad i %(days)d dagar.") % {"days": days}


def _lawful_extension(attempt: Attempt) -> str:
    lawful = {reason.value for reason in LawfulExtension}
    if not attempt.extension_reasons or not lawful.issuperset(attempt.extension_reasons):
        return _("Lagen tillåter bara två skäl: att ärendet är komplicerat, eller att begärandena är många.")
    if is_extended(attempt.request):
        return _("Begäran är redan förlängd. Lagen tillåter det en gång.")
    clock = clock_of(attempt.request)
    if clock.one_month is None:
        return _("Klockan står still tills personen har svarat. Då går det inte att förlänga.")
    if attempt.at >= clock.one_month.before_at:
        return _("Den första månaden är över. En förlängning måste meddelas inom den.")
    return ""


def _draft(attempt: Attempt) -> str:
    """Ask whoever sends to review for a proposal of their own: one that was sent back is nobody's."""
    if attempt.proposal and attempt.proposal == attempt.request.file.plan_digest:
        return ""
    return _("Det finns inget förslag till beslut.")


def _comment(attempt: Attempt) -> str:
    return "" if attempt.comment.strip() else _("Skriv vad som behöver ändras.")


def _told(attempt: Attempt) -> str:
    """Ask whoever takes a request back on the person's word to write the word down."""
    if attempt.by.role not in STAFF or attempt.comment.strip():
        return ""
    return _("Skriv hur och när personen tog tillbaka begäran.")


def _complaint(attempt: Attempt) -> str:
    """Ask for what the person says against the answer, and take a day on which that can have come."""
    came_at, closed_at = attempt.received_at, attempt.request.closed_at
    if came_at is not None and came_at > attempt.at:
        return _("Mottagandet ligger i framtiden.")
    if came_at is not None and closed_at is not None and came_at < closed_at:
        return _("Det kan inte ha kommit före svaret.")
    return "" if attempt.comment.strip() else _("Skriv vad personen invänder mot svaret.")


def _second_person(attempt: Attempt) -> str:
    if attempt.user is not None and attempt.user.pk != attempt.request.drafted_by_id:
        return ""
    return _(
        "Den som gjorde förslaget får inte själv besluta. En annan person behöver granska. Är du ensamt "
        "dataskyddsombud: skicka tillbaka det, så att en handläggare gör förslaget och du beslutar."
    )


def _outcome(attempt: Attempt) -> str:
    if attempt.request.file.plan.get("complete", False):
        return ""
    return outcome_missing(attempt.request.file.plan)


def outcome_missing(plan: Mapping[str, Any]) -> str:
    """Say of what an outcome is missing in a proposal: kinds of data are weighed in an erasure alone."""
    if plan.get("words", {}).get("outcome") == "":
        return _("Det personen skrev har inget svar än.")
    return str(MISSING.get(plan.get("kind", ""), _("Ett utfall saknas.")))


def _exception(attempt: Attempt) -> str:
    if attempt.codes:
        return ""
    return _("Ange vilket undantag i lagen som avslaget eller undantaget vilar på.")


def _reachable(attempt: Attempt) -> str:
    to = addressee_of(attempt.request, at=attempt.at)
    if to.email or to.postal_address:
        return ""
    return _(
        "Vi har ingen adress att svara till. Ange en i begäran, eller anteckna hur svaret lämnas, till "
        "exempel över disk."
    )


GUARDS: dict[str, Guard] = {
    "identity": _identity,
    "person": _person,
    "doubt": _doubt,
    "unidentified": _unidentified,
    "fast_lane": _fast_lane,
    "unanswered_60_days": _unanswered_60_days,
    "lawful_extension": _lawful_extension,
    "draft": _draft,
    "comment": _comment,
    "complaint": _complaint,
    "told": _told,
    "second_person": _second_person,
    "outcome": _outcome,
    "exception": _exception,
    "reachable": _reachable,
}


def may_link(attempt: Attempt) -> Permission:
    """Answer whether a request may be linked to another person now.

    A proposal under review was made for the one it is linked to: it goes back first, as only a DPO may
    send it.
    """
    state = State(attempt.request.state)
    if state not in OPEN:
        return Permission(False, _("Begäran är avslutad."))
    if state is State.REVIEW and attempt.by.role not in BY_STATES[state, State.IN_PROGRESS].roles:
        return Permission(
            False,
            _("Ett förslag granskas för den som är knuten nu. Be dataskyddsombudet skicka tillbaka det."),
        )
    return Permission(True)


def may_establish(attempt: Attempt) -> Permission:
    """Answer whether evidence of who asks may be noted now: it is evidence of the person who is linked."""
    request, state = attempt.request, State(attempt.request.state)
    if request.subject_id is None:
        return Permission(False, str(NOBODY_LINKED))
    if state in STARTING:
        return may_move(attempt, State.IN_PROGRESS, given={"identity"})
    if state not in WORKING:
        return Permission(False, _("Det går inte från det läge som begäran är i."))
    if attempt.by.role not in BY_STATES[State.RECEIVED, State.IN_PROGRESS].roles:
        return Permission(False, _("Din roll får inte göra det här."))
    return Permission(not is_identified(request), _("Identiteten är redan styrkt."))


def may_ask_for_another(attempt: Attempt) -> Permission:
    """Answer whether a request may be noted as asked for its person by somebody else now.

    What came from behind the person's own login is the person's. A proposal under review was made for
    another reader: it goes back first.
    """
    request, state = attempt.request, State(attempt.request.state)
    if state not in OPEN:
        return Permission(False, _("Begäran är avslutad."))
    if request.subject_id is None:
        return Permission(
            False, _("Begäran är inte knuten till någon person. Knyt den först till den som den gäller.")
        )
    if request.identity_method == LOGGED_IN:
        return Permission(False, _("Personen frågade själv, inloggad i Min profil."))
    if state is State.REVIEW:
        return Permission(False, _("Ett förslag granskas. Skicka tillbaka det först."))
    if attempt.by.role not in BY_STATES[State.RECEIVED, State.IDENTITY_PENDING].roles:
        return Permission(False, _("Din roll får inte göra det här."))
    return Permission(True)


def may_end_asking_for_another(attempt: Attempt) -> Permission:
    """Answer whether it may be taken back now that somebody else asks for the person of a request."""
    if not attempt.request.file.on_behalf:
        return Permission(False, _("Ingen annan är antecknad som den som frågar."))
    return may_ask_for_another(attempt)


def may_move(attempt: Attempt, target: State, *, given: Collection[str] = ()) -> Permission:
    """Answer whether a move is open to somebody now; every reason why not, in their language.

    `given` names the guards that a form will answer: whether the form opens does not hang on them.
    """
    move = BY_STATES.get((State(attempt.request.state), target))
    if move is None:
        return Permission(False, _("Det går inte från det läge som begäran är i."))
    if attempt.by.role not in move.roles:
        return Permission(False, _("Din roll får inte göra det här."))
    missing = [sentence for name in move.needs if name not in given and (sentence := GUARDS[name](attempt))]
    return Permission(not missing, " ".join(missing))
