"""Do a deed of the morning for each of what is due: one that fails stops no other, and somebody is told."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from accounts.models import Controller
from register.policyfile.linting import LintFinding
from register.policyfile.values import Text
from register.services.findings import keep_findings

log = logging.getLogger(__name__)
T = TypeVar("T")
STUCK = "F-STUCK"
FAILS = Text(
    sv="Det som skulle göras i morse med den här begäran gick fel, och prövas igen varje morgon. Felet står "
    "i serverns logg, under begärans referens.",
    en="What was to be done with this request this morning went wrong, and is tried again every morning. "
    "The error is in the server's log, under the request's reference.",
)


def for_each(
    controller: Controller,
    deed: str,
    found: Iterable[T],
    do: Callable[[T], int],
    *,
    ref: Callable[[T], UUID],
    at: datetime,
) -> int:
    """Do something for each of what was found, and give how much was done in all.

    `deed` names it in the findings, each of which stands until the same goes well, and `ref` gives the
    request it is about: neither the finding nor the log says more of anybody.
    """
    done, failed = 0, []
    for one in found:
        try:
            done += do(one)
        except Exception:
            log.exception("request %s: %s failed", ref(one), deed)
            failed.append(LintFinding(STUCK, f"clock.{deed}:{ref(one)}", FAILS))
    keep_findings(controller=controller, found=failed, within=[f"clock.{deed}:"], at=at)
    return done
