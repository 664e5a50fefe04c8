"""Why a line or a part of it is refused, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imports.judging import Past
from register.wording import PolicyWords

WHY: Mapping[str, Promise] = {
    "unknown_organisation": gettext_lazy(
        "organisationen finns inte; importera den först eller ge den ett namn i mappningen"
    ),
    "unknown_person": gettext_lazy(
        "personen finns inte; importera den först eller ge den ett namn i mappningen"
    ),
    "two_people": gettext_lazy("raden känns igen som två olika personer som redan finns"),
    "somebody_elses": gettext_lazy("det som personen känns igen på hör redan till en annan person"),
    "differs": gettext_lazy(
        "numret finns redan med andra uppgifter; rätta filen, eller uppgifterna här, och kör igen"
    ),
}
"""What each fault of writing means (`imports.writing.statements.Faults`)."""

PART_NAMES: Mapping[str, Promise] = {
    "contact": gettext_lazy("kunduppgifterna"),
    "contract": gettext_lazy("avtalet"),
    "invoice": gettext_lazy("fakturan"),
    "voucher": gettext_lazy("verifikationen"),
    "support_profile": gettext_lazy("supportkontot"),
    "inquiry": gettext_lazy("förfrågan"),
    "correspondence": gettext_lazy("e-posten"),
    "record": gettext_lazy("uppgiften"),
}

WAITS = gettext_lazy("väntar på en människa: adressen hör till någon vars uppgifter har raderats på begäran")
HOLDER_REFUSED = gettext_lazy("det som raden hör till är avvisat")


def past_its_date(past: Past, words: PolicyWords) -> str:
    """Say until when something was to be kept, and by which rules, in the words of the policy."""
    reasons = [(str(code), words.reason(str(code), past.category)) for code in past.decision.reasons]
    said = " ".join(f"{text} ({code})" for code, text in reasons)
    if past.decision.retain_until is None:
        return _("förbi sitt datum. %(why)s") % {"why": said}
    until = past.decision.retain_until.isoformat()
    return _("förbi sitt datum: fick sparas till %(until)s. %(why)s") % {"until": until, "why": said}
