"""How the staff panel looks: unfold's settings. The menu itself is in `staff.navigation`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static


def _static(path: str) -> Callable[[HttpRequest], str]:
    return lambda request: static(path)


PRIMARY = {
    "50": "239 246 250",
    "100": "219 234 243",
    "200": "188 215 231",
    "300": "141 187 213",
    "400": "84 150 187",
    "500": "74 156 201",
    "600": "11 74 111",
    "700": "9 62 94",
    "800": "8 52 78",
    "900": "6 42 63",
    "950": "4 28 43",
}

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "PrivacyHub",
    "SITE_HEADER": "PrivacyHub",
    "SITE_SUBHEADER": "staff.navigation.subheader",
    "SITE_SYMBOL": "shield_person",
    "SITE_URL": "/",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": _static("favicon.svg")}],
    "SHOW_LANGUAGES": True,
    "THEME": "light",
    "STYLES": [_static("staff/staff.css")],
    "COLORS": {"primary": PRIMARY},
    "SIDEBAR": {"show_search": False, "navigation": "staff.navigation.navigation"},
}
