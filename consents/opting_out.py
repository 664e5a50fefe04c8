"""The link with which a person says no to marketing: opaque, without a login, good for ever (RFC 8058).

It carries the keyed hash of the address, encrypted, and nothing is kept of it with us: it works as
long as the mail lies in somebody's inbox, also after the person is erased.
"""

from __future__ import annotations

import base64
import hashlib
import struct
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.urls import reverse

from accounts.models import Controller
from consents.keyed import Address, Digest, digest
from subjects.models import DataSubject, IdentityKind

SALT = b"consents.opting_out|"
FORM = struct.Struct(">IQH32s")


@dataclass(frozen=True, kw_only=True, slots=True)
class OptOut:
    """What a link stands for: the company, the address as a hash, and the person (0 for nobody)."""

    controller_id: int
    subject_id: int
    address: Digest


def opt_out_link(controller: Controller, subject: DataSubject | None, to: str) -> str:
    """Give the address that stops marketing mail to this e-mail address with one POST."""
    return f"{settings.SITE_URL}{reverse('opt_out', args=[seal(controller, subject, to)])}"


def seal(controller: Controller, subject: DataSubject | None, to: str) -> str:
    """Make the token of a link."""
    hashed = digest(controller.slug, Address(IdentityKind.EMAIL, to))
    packed = FORM.pack(controller.pk, subject.pk if subject else 0, hashed.key_version, hashed.value)
    return _ciphers().encrypt(packed).decode().rstrip("=")


def unseal(token: str) -> OptOut | None:
    """Read the token of a link; None when it is forged or cut off."""
    padded = token + "=" * (-len(token) % 4)
    try:
        controller_id, subject_id, version, value = FORM.unpack(_ciphers().decrypt(padded.encode()))
    except (InvalidToken, struct.error, ValueError):
        return None
    return OptOut(controller_id=controller_id, subject_id=subject_id, address=Digest(version, value))


def _ciphers() -> MultiFernet:
    """Give the ciphers of today's secret and of earlier ones: a mail is read years later."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [hashlib.sha256(SALT + str(secret).encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
