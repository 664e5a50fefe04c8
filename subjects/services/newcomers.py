"""Registering where the policy opens the support service to everybody.

Nothing is stored before the person has opened the mailed link and pressed the button. The link carries
the address itself, encrypted, for seven days: we have no row it could name.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from typing import Unpack

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import Controller
from subjects.identifiers import normalise_email
from subjects.models import IdentityKind, SubjectKind, SupportProfile
from subjects.selectors import find_subject
from subjects.services.deed import deed
from subjects.services.errors import NotPossible
from subjects.services.people import Recognised, Source, add_identity, create_subject
from subjects.services.registration import LINK_LIVES, Details, anyone_may_register, register_profile

SALT = b"subjects.newcomers|"


def newcomer_token(*, email: str, controller: Controller, at: datetime) -> str:
    """Make what the mailed link carries: the company and the address, encrypted."""
    said = f"{controller.slug} {normalise_email(email)}".encode()
    return _ciphers().encrypt_at_time(said, int(at.timestamp())).decode().rstrip("=")


def newcomer(*, token: str, controller: Controller, at: datetime) -> str | None:
    """Give the address a mailed link stands for; None when it is forged, too old or no longer welcome."""
    padded = token + "=" * (-len(token) % 4)
    try:
        said = _ciphers().decrypt_at_time(
            padded.encode(), int(LINK_LIVES.total_seconds()), int(at.timestamp())
        )
    except (InvalidToken, UnicodeEncodeError):
        return None
    slug, _space, email = said.decode().partition(" ")
    return email if slug == controller.slug and anyone_may_register(controller) else None


@deed
def register_newcomer(
    *,
    email: str,
    full_name: str,
    controller: Controller,
    language: str,
    at: datetime,
    **details: Unpack[Details],
) -> SupportProfile:
    """Take in somebody we did not know, with the support profile they ask for.

    Somebody who has become known by the address meanwhile gets the profile as they are; their name is
    not changed. Raises NotPossible where the policy has closed the door since the mail.
    """
    if not anyone_may_register(controller):
        raise NotPossible(_("Bara den som arbetar hos en kund kan registrera ett konto."))
    address = Recognised(kind=IdentityKind.EMAIL, value=email)
    person = find_subject(controller=controller, kind=address.kind, value=email) or create_subject(
        controller=controller,
        full_name=full_name,
        identities=[address],
        source=Source(),
        at=at,
        kind=SubjectKind.LEAD,
        language=language,
    )
    identity = add_identity(subject=person, identity=address, at=at)
    return register_profile(identity=identity, at=at, **details)


def _ciphers() -> MultiFernet:
    """Give the ciphers of today's secret and of earlier ones: a mail may be opened after a change of key."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [hashlib.sha256(SALT + str(secret).encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
