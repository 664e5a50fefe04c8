"""What the live policies call their kinds of data."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import Controller
from register.models import DataCategory
from staff.wording.categories import TITLES, category_title


def category_titles(controllers: Iterable[Controller]) -> dict[str, str]:
    """Give each category's title in the language of the page, in the order of the policy files.

    Companies share the hub's categories; where they word one differently, the first by name speaks.
    """
    rows = DataCategory.objects.filter(policy_version__live__controller__in=list(controllers))
    titles: dict[str, str] = {}
    for row in rows.order_by("policy_version__controller__name", "pk"):
        titles.setdefault(row.key, row.title)
    return titles | {key: category_title(key) for key in TITLES if key not in titles}
