"""How a page says whose, where from and which country, to the person it is about."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from myprofile.requests.clock import days_left
from subjects.models import SourceKind, SourceRecord

register = template.Library()

SOURCES: dict[str, Promise] = {
    SourceKind.SELF: _("från dig själv"),
    SourceKind.OBSERVED: _("när du använde tjänsten"),
    SourceKind.COLLEAGUE: _("från en kollega till dig"),
    SourceKind.STAFF: _("från vår personal"),
    SourceKind.AGGREGATOR: _("från ett företag som samlar uppgifter"),
    SourceKind.MARKETING_PARTNER: _("från en samarbetspartner"),
    SourceKind.PUBLIC_SOURCE: _("från en offentlig källa"),
    SourceKind.SOCIAL_NETWORK: _("från ett socialt nätverk"),
    SourceKind.ADDRESS_REGISTER: _("från ett adressregister"),
}
ROLES: dict[str, Promise] = {
    Role.HANDLER: _("En handläggare"),
    Role.DPO: _("Dataskyddsombudet"),
    Role.ACCOUNTING: _("Ekonomi"),
    Role.AUDITOR: _("En granskare"),
    Role.ADMIN: _("En administratör"),
}


@register.filter
def from_where(source: SourceRecord) -> str:
    """Say from whom we have a person, with the source's name where it has one."""
    said = str(SOURCES.get(source.kind, source.get_kind_display()))
    return f"{said} ({source.name})" if source.name else said


@register.filter
def who(role: str) -> str:
    """Name a role of the staff; the person learns roles, not names."""
    return str(ROLES.get(role, _("Någon hos oss")))


@register.filter
def away(day: date, today: date) -> str:
    """Say how far off a day is."""
    return days_left(day, today)
