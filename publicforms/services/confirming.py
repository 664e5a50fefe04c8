"""Open a sealed letter with its link, and do what it asks once the button is pressed.

Who can open it reads the mail of the address: that is the evidence of identity (Art. 12(6); domain.md
4.7). The clock of a request has run since the form was sent, not since the button (DL-1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Controller
from law.rights import Right
from ledger.actor import SUBJECT
from publicforms.models import Unconfirmed
from publicforms.sealing import digest_of, unseal
from requests_dsr.identity import MAIL_ROUND_TRIP
from requests_dsr.models import Channel, DataSubjectRequest
from requests_dsr.selectors import may_be_used
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from requests_dsr.services.receiving.unmatched import ask_how_we_know_you, may_be_somebody
from subjects.models import DataSubject, IdentityKind
from subjects.selectors import find_subject
from subjects.services.deed import deed
from subjects.services.errors import HolderErased, Refused
from subjects.services.inquiries import take_inquiry


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A letter that a link has opened: its row, and what it says; nothing once it is confirmed."""

    row: Unconfirmed
    content: dict[str, Any]

    @property
    def is_done(self) -> bool:
        """Tell whether the button was pressed before."""
        return self.row.confirmed_at is not None


def open_letter(*, controller: Controller, token: str, at: datetime) -> Opened | None:
    """Read the letter of a link; None when it is forged, another company's or too old. Changes nothing."""
    rows = Unconfirmed.objects.for_controller(controller)
    row = rows.filter(token_digest=digest_of(token), expires_at__gt=at).first()
    return None if row is None else _read(row, token)


@deed
def confirm(*, controller: Controller, token: str, at: datetime) -> Opened | None:
    """Do what a letter asks, once: a second press finds it done. None as for `open_letter`."""
    rows = Unconfirmed.objects.for_controller(controller).select_for_update(of=["self"])
    row = rows.filter(token_digest=digest_of(token), expires_at__gt=at).first()
    opened = None if row is None else _read(row, token)
    if row is None or opened is None or opened.is_done:
        return opened
    if opened.content["form"] == "contact":
        _inquire(row, opened.content, at)
    else:
        row.request_ref = _open(row, opened.content, at).ref
    row.confirmed_at, row.sealed = at, b""
    row.save(update_fields=["confirmed_at", "sealed", "request_ref"])
    return opened


def _read(row: Unconfirmed, token: str) -> Opened | None:
    if row.confirmed_at is not None:
        return Opened(row=row, content={})
    content = unseal(bytes(row.sealed), token)
    return None if content is None else Opened(row=row, content=content)


def _open(row: Unconfirmed, content: dict[str, Any], at: datetime) -> DataSubjectRequest:
    known = find_subject(controller=row.controller, kind=IdentityKind.EMAIL, value=content["email"])
    try:
        with transaction.atomic():
            return _open_for(known, row, content, at)
    except HolderErased:  # a purge came first: it is now a stranger's request
        return _open_for(None, row, content, at)
    except Refused:  # the policy has changed since the form was sent: a handler reads what was meant
        said = "\n".join([content["words"], *map(str, content["proposed"].get("purposes", ()))])
        return _open_for(known, row, {**content, "proposed": {}, "words": said}, at)


def _open_for(
    subject: DataSubject | None, row: Unconfirmed, content: dict[str, Any], at: datetime
) -> DataSubjectRequest:
    request = open_request(
        controller=row.controller,
        asked=Asked(
            right=Right(content["right"]),
            words=_words(content),
            categories=content.get("categories", ()),
            proposed=content.get("proposed", {}),
        ),
        requester=Requester(
            subject=subject,
            name=content["name"],
            email=content["email"],
            language=content["language"],
            identity_method=_proof(subject, content["email"], at),
        ),
        channel=Channel.WEB_FORM,
        received_at=row.submitted_at,
        by=SUBJECT,
        at=at,
    )
    if subject is None and may_be_somebody(request):
        ask_how_we_know_you(request=request, at=at)
    return request


def _proof(subject: DataSubject | None, email: str, at: datetime) -> str:
    """Say by what the person is known; an address that has just become theirs shows nothing yet (T1)."""
    return MAIL_ROUND_TRIP if subject is None or may_be_used(subject, email, at) else ""


def _words(content: dict[str, Any]) -> str:
    """Give the person's words, with what else they said of themselves below them."""
    with override(content["language"]):
        more = [
            _("Arbetar hos: %(where)s") % {"where": content["organisation"]}
            if content["organisation"]
            else "",
            _("Känns också igen på: %(what)s") % {"what": content["known_as"]} if content["known_as"] else "",
        ]
    return "\n\n".join(part for part in (content["words"], *more) if part)


def _inquire(row: Unconfirmed, content: dict[str, Any], at: datetime) -> None:
    take_inquiry(
        controller=row.controller,
        kind=content["kind"],
        message=_words({**content, "known_as": ""}),
        full_name=content["name"],
        email=content["email"],
        language=content["language"],
        received_at=row.submitted_at,
        at=at,
    )
