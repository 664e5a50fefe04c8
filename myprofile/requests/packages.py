"""What a person is told of a package: whether it opens now, how many times more, and when it is gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from requests_dsr.lasting import is_over
from requests_dsr.models import Package
from requests_dsr.selectors import frozen_until
from requests_dsr.services.reaching.packages import OPENINGS, may_open
from retention.permission import Permission


@dataclass(frozen=True, kw_only=True)
class PackageView:
    """A package as the page shows it."""

    package: Package
    opens: Permission
    frozen_until: datetime | None

    @property
    def left(self) -> int:
        """Count the openings that are left."""
        return max(0, OPENINGS - self.package.openings)

    @property
    def is_gone(self) -> bool:
        """Tell whether it is gone for good: nothing but a new request helps."""
        return not self.opens and self.frozen_until is None


def package_view(package: Package, *, user: User, at: datetime) -> PackageView:
    """Say whether a package opens for somebody now; nothing is opened."""
    opens = may_open(package, user=user, at=at)
    subject = package.request.subject
    waits = package.deleted_at is None and not is_over(package.expires_at, at) and subject is not None
    until = frozen_until(subject, at) if waits and not opens and subject is not None else None
    return PackageView(package=package, opens=opens, frozen_until=until)
