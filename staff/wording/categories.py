"""What the hub's own kinds of data are called where a policy does not name them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from register.categories import Category
from register.wording import PolicyWords

TITLES: dict[str, Promise] = {
    Category.SUPPORT_PROFILE: _("Supportkonton"),
    Category.SUPPORT_TICKETS: _("Supportärenden"),
    Category.CUSTOMER_DATA: _("Kunddata"),
    Category.CORRESPONDENCE: _("Mejlväxling"),
    Category.CRM_INQUIRY: _("Förfrågningar"),
    Category.BILLING_CLAIM: _("Fordringsakter"),
    Category.ACCOUNTING_RECORDS: _("Bokföring"),
    Category.MARKETING_PROFILE: _("Marknadsprofiler"),
    Category.CREDIT_CHECK: _("Kreditupplysningar"),
    Category.PHONE_MESSAGE: _("Telefonmeddelanden"),
    Category.SECURITY_LOG: _("Säkerhetslogg"),
    Category.WEB_VISIT_STATS: _("Besöksstatistik"),
    Category.STATS_EXTRACT: _("Statistikuttag"),
    Category.DSR_FILE: _("Ärendeakter"),
    Category.DSR_LEDGER: _("Bevis om begäranden"),
    Category.CONSENT_EVIDENCE: _("Bevis om samtycken"),
    Category.DISCLOSURE_LOG: _("Utlämnanden"),
    Category.SUPPRESSION_ENTRY: _("Reklamspärrar"),
    Category.ACCOUNT: _("Inloggningar"),
    Category.IDENTITY: _("Kontaktuppgifter"),
    Category.STAFF_ACCOUNT: _("Personalens inloggningar"),
    Category.ACCESS_LOG: _("Läsningar"),
    Category.MESSAGE_LOG: _("Utskick"),
}


def category_title(key: str) -> str:
    """Name a kind of data; one that only a policy knows is shown by its key."""
    return str(TITLES.get(key, key))


def titles_of(words: PolicyWords) -> dict[str, str]:
    """Give the titles of every kind of data as one company's policy says them, in its order; no query."""
    own = {key: words.category(key) for key in words.policy.categories}
    return own | {key: category_title(key) for key in TITLES if key not in own}
