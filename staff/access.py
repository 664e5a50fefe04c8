"""Who is asking, and for which companies they work today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Controller, Role, User
from accounts.selectors import live_roles
from law.calendar import stockholm_day
from ledger.actor import Actor
from staff.requests.waiting import Tally, tally_from, waiting_columns

EVERY_ROLE = tuple(Role)
CASE_ROLES = (Role.HANDLER, Role.DPO, Role.ACCOUNTING)
"""Who works with people: they alone open a person or an organisation (WN-47)."""


@dataclass(frozen=True)
class Staff:
    """A member of staff at an instant: the roles held at each company that Stockholm day."""

    user: User
    roles: Mapping[Controller, frozenset[Role]]
    at: datetime
    waiting: Mapping[Controller, Tally] = field(default_factory=dict)
    """How many requests wait at each company, for the menu; counted with the roles."""

    @property
    def today(self) -> date:
        """Give the Stockholm day."""
        return stockholm_day(self.at)

    @property
    def controllers(self) -> list[Controller]:
        """Give the companies the person works for, by name."""
        return sorted(self.roles, key=lambda controller: controller.name)

    def within(self, roles: Iterable[Role]) -> Staff:
        """Keep the companies where the person holds one of these roles."""
        asked = frozenset(roles)
        return replace(self, roles={c: held for c, held in self.roles.items() if held & asked})

    def has(self, controller: Controller, *roles: Role) -> bool:
        """Answer whether the person holds one of the roles at a company."""
        return not self.roles.get(controller, frozenset()).isdisjoint(roles)

    def role_at(self, controller: Controller, *among: Role) -> Role | None:
        """Give the role in which the person acts at a company: the first of `among` that they hold."""
        return next((role for role in among if self.has(controller, role)), None)

    def actor(self, role: Role) -> Actor:
        """Give the person as the ledger names them."""
        return Actor(role=role.value, ref=f"user:{self.user.pk}")


def staff_of(request: HttpRequest) -> Staff:
    """Give who is asking; the roles are read once a request."""
    known: Staff | None = getattr(request, "_staff", None)
    if known is None:
        known = _read(request)
        request._staff = known  # type: ignore[attr-defined]
    return known


def _read(request: HttpRequest) -> Staff:
    user, now = request.user, timezone.now()
    assert isinstance(user, User)
    held: dict[Controller, frozenset[Role]] = {}
    waiting: dict[Controller, Tally] = {}
    rows = live_roles(user, on=stockholm_day(now)).select_related("controller").order_by("pk")
    for row in rows.annotate(**waiting_columns("controller", on=stockholm_day(now))):
        held[row.controller] = held.get(row.controller, frozenset()) | {Role(row.role)}
        waiting[row.controller] = tally_from(row)
    return Staff(user, held, now, waiting)
