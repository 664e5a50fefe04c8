"""One morning, for every controller; what fails for one does not stop the others."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import Controller
from requests_dsr.clockwork import alarming, archiving, finishing, lifting, nudging, warning, winding
from requests_dsr.services.reaching import undelivered

log = logging.getLogger(__name__)
Deed = Callable[..., int]

DEEDS: tuple[tuple[str, Deed], ...] = (
    ("wound", winding.wind_again),
    ("nudged", nudging.nudge),
    ("alarms", alarming.sound_alarms),
    ("letters", finishing.send_letters_again),
    ("paused", lifting.end_told_pauses),
    ("lifted", lifting.lift_announced),
    ("resumed", lifting.tell_of_ended_pauses),
    ("erasures", finishing.finish_erasures),
    ("undelivered", undelivered.report_undelivered),
    ("warned", warning.warn),  # after what leaves or is erased this morning
    ("overdue", warning.escalate),
    ("notices", finishing.tell_systems_again),
    ("packages", finishing.delete_expired_packages),
    ("proofs", finishing.forget_old_proofs),
    ("files", archiving.forget_files),
    ("requests", archiving.forget_requests),
)


@dataclass
class Morning:
    """How many of each deed were done, and which failed."""

    done: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def every_morning(*, at: datetime) -> Morning:
    """Do what is due for every controller at an instant."""
    morning = Morning()
    for controller in Controller.objects.order_by("slug"):
        for name, deed in DEEDS:
            try:
                morning.done[name] = morning.done.get(name, 0) + deed(controller, at=at)
            except Exception:
                log.exception("the requests of %s: %s failed", controller.slug, name)
                morning.failed.append(f"{controller.slug}.{name}")
    finishing.sweep_folder(at=at)
    return morning
