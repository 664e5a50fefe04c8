"""Send the alarms of changed addresses again that never left, and show what has to be looked into (T1)."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from accounts.models import Controller
from register.services.findings import keep_findings
from requests_dsr.clockwork.each import for_each
from requests_dsr.services.receiving.address_alarms import alarms_to_show, changes_of_address, sound_again
from requests_dsr.services.receiving.address_confirming import ask_again


def sound_alarms(controller: Controller, *, at: datetime) -> int:
    """Sound each alarm that nobody has heard, and ask each new address anew; give how many alarms left."""
    found = changes_of_address(controller, at=at)
    for_each(controller, "asked", found, partial(ask_again, at=at), ref=lambda one: one.ref, at=at)
    left = for_each(controller, "alarms", found, partial(sound_again, at=at), ref=lambda one: one.ref, at=at)
    keep_findings(controller=controller, found=alarms_to_show(controller, at=at), within=["address:"], at=at)
    return left
