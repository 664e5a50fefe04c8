"""How often somebody may send: by address, by network (IPv4, IPv6 /64) and by company, counted in Redis.

The network is the one our own proxies saw (`TRUSTED_PROXIES`): what a stranger writes in
`X-Forwarded-For` stands to the left of that and counts for nothing. Where nothing can be counted the
door is closed, with words on how else to reach us: an open one would send mail to anybody.
"""

from __future__ import annotations

import logging
from enum import Enum

from allauth.core import ratelimit
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest
from redis import RedisError

from accounts.models import Controller
from consents.keyed import Address, digest
from subjects.models import IdentityKind

log = logging.getLogger(__name__)
RETRY_AFTER_SECONDS = 3600


class Turn(Enum):
    """Whether it is somebody's turn, and why not."""

    FREE = "free"
    TOO_MANY = "too many"
    NOT_COUNTED = "not counted"


def take_turn(request: HttpRequest, *, controller: Controller, email: str, form: str) -> Turn:
    """Count one sending: first for the network, then for the company, then for the address.

    So a flood from one network spends nobody else's turns. `form` is `request` or `contact`.
    """
    counted = {
        f"public_{form}_network": None,
        f"public_{form}_company": controller.slug,
        f"public_{form}_address": _key(controller, email),
    }
    try:
        free = all(ratelimit.consume(request, action=action, key=key) for action, key in counted.items())
    except PermissionDenied:  # no address that could be counted by
        return Turn.TOO_MANY
    except (RedisError, OSError, ImproperlyConfigured) as fault:
        log.error("no turn could be counted: %s", type(fault).__name__)
        return Turn.NOT_COUNTED
    return Turn.FREE if free else Turn.TOO_MANY


def take_anonymous_turn(request: HttpRequest) -> Turn:
    """Count one use of a page that takes no address, for the network alone."""
    try:
        free = ratelimit.consume(request, action="public_page_network")
    except PermissionDenied:
        return Turn.TOO_MANY
    except (RedisError, OSError, ImproperlyConfigured) as fault:
        log.error("no turn could be counted: %s", type(fault).__name__)
        return Turn.NOT_COUNTED
    return Turn.FREE if free else Turn.TOO_MANY


def give_back(request: HttpRequest, *, controller: Controller, email: str, form: str) -> None:
    """Give an address its turns back: its owner has pressed the button, and may have more to ask for."""
    try:
        ratelimit.clear(request, action=f"public_{form}_address", key=_key(controller, email))
    except (RedisError, OSError) as fault:
        log.warning("turns were not given back: %s", type(fault).__name__)


def _key(controller: Controller, email: str) -> str:
    """Name an address in the counter by its keyed hash: what lies in Redis leads to nobody."""
    return digest(controller.slug, Address(IdentityKind.EMAIL, email)).value.hex()
