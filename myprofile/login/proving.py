"""By which address a session was opened, and whether that address shows anything yet (reliability.md T1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from requests_dsr.selectors import held_until
from subjects.models import DataSubject
from subjects.services.login import prove_address


@receiver(user_logged_in, dispatch_uid="myprofile.note_the_proof")
def note_the_proof(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """Let an address be proven by the code that was mailed to it and came back."""
    if request is not None and (address := _code_went_to(request, user)):
        prove_address(user=user, email=address, at=timezone.now())


def shows_nothing_until(
    request: HttpRequest, user: User, person: DataSubject, *, at: datetime
) -> datetime | None:
    """Give until when this session shows nothing, because its address is new with the person; else None.

    A login has one address and a person may have several: what counts is where the code went.
    """
    return held_until(person, _code_went_to(request, user) or user.email, at)


def _code_went_to(request: HttpRequest, user: User) -> str:
    codes = [one for one in get_authentication_records(request, user) if one.get("method") == "code"]
    return str(codes[-1].get("email") or "") if codes else ""
