"""The plain names of grounds, origins and countries, as a notice and a person's own page say them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from register.categories import Origin
from register.policyfile.words import LegalBasis

BASIS_NAMES: dict[LegalBasis, Promise] = {
    LegalBasis.CONSENT: _("samtycke"),
    LegalBasis.CONTRACT: _("avtal"),
    LegalBasis.LEGAL_OBLIGATION: _("rättslig förpliktelse"),
    LegalBasis.VITAL_INTERESTS: _("skydd för någons liv"),
    LegalBasis.PUBLIC_TASK: _("uppgift av allmänt intresse"),
    LegalBasis.LEGITIMATE_INTERESTS: _("berättigat intresse"),
}

ORIGIN_NAMES: dict[str, Promise] = {
    Origin.PROVIDED: _("lämnat"),
    Origin.OBSERVED: _("uppstod när tjänsten användes"),
    Origin.INFERRED: _("vår egen slutsats"),
    Origin.THIRD_PARTY: _("kom från någon annan"),
}
"""How a value came to be, as a person's own pages and their copy say it."""

COUNTRIES: dict[str, Promise] = {
    "SE": _("Sverige"),
    "NO": _("Norge"),
    "DK": _("Danmark"),
    "FI": _("Finland"),
    "DE": _("Tyskland"),
    "IE": _("Irland"),
    "NL": _("Nederländerna"),
    "FR": _("Frankrike"),
    "GB": _("Storbritannien"),
    "US": _("USA"),
}


def country_name(code: str) -> str:
    """Name a country; its ISO code where we have no name for it."""
    return str(COUNTRIES.get(code, code))
