"""Why something is kept or goes, in a sentence for staff. The numbers are the policy's, not ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from law.reasons import Code

NO_RULE = "NO_RULE"

SENTENCES: dict[str, Promise] = {
    Code.SUPPORT_24M: _("Räknas från senaste användningen av supporten"),
    Code.UNVERIFIED_7D: _("Registrerad men aldrig bekräftad"),
    Code.TICKET_FOLLOWS_PROFILE: _("Följer supportkontot; namnet tas bort när kontot raderas"),
    Code.REMINDER_DUE: _("En påminnelse ska skickas"),
    Code.REMINDER_MISSING: _("Ingen påminnelse har gått iväg, så inget raderas än"),
    Code.REMINDER_LATE_GRACE: _("Flyttat, för att påminnelsen ska hinna ge 30 dagar"),
    Code.REMINDER_PROMISED: _("Flyttat till dagen som ett mejl till personen nämnde"),
    Code.CONTRACT_OPEN: _("Avtal löper utan slutdatum"),
    Code.CONTRACT_RUNNING_FIXED: _("Avtal löper till ett bestämt datum"),
    Code.CONTRACT_ENDED_24M: _("Räknas från sista avtalets slut"),
    Code.CONTACT_LEFT_24M: _("Räknas från dagen då personen slutade hos kunden"),
    Code.RETRO_CORRECTION_GRACE: _(
        "Avtalets slutdatum har rättats bakåt, och respiten räknas från rättelsen"
    ),
    Code.INQUIRY_12M: _("Räknas från senaste kontakten"),
    Code.INQUIRY_CONVERTED: _("Förfrågan blev ett avtal och följer det"),
    Code.PHONE_30D: _("Räknas från dagen då meddelandet togs emot"),
    Code.CLAIM_OPEN: _("Fakturan är inte betald"),
    Code.CLAIM_BALANCE_NOT_ZERO: _("Fakturan är överbetald; summan går inte jämnt upp"),
    Code.CLAIM_SETTLED_24M: _("Räknas från dagen då fakturan reglerades"),
    Code.CLAIM_TIME_BARRED: _("Fordran är preskriberad"),
    Code.CLAIM_OPEN_BLOCKS_ALL: _("En oreglerad faktura håller kvar kundens uppgifter"),
    Code.BFL_7_2: _("Bokföringslagen kräver att underlaget sparas"),
    Code.CREDIT_INFO_3M: _("Räknas från dagen då upplysningen hämtades"),
    Code.WEB_26M: _("Räknas från besöket"),
    Code.IP_NOT_MASKED: _("IP-adressen är inte avkortad"),
    Code.STATS_MUST_BE_ANONYMISED: _("Statistik som inte är anonymiserad"),
    Code.NOT_PERSONAL_DATA: _("Inte personuppgifter"),
    Code.MARKETING_IDLE_24M: _("Räknas från senaste livstecknet efter samtycket"),
    Code.MARKETING_LI_CUSTOMER: _("Kund: reklam på berättigat intresse"),
    Code.MARKETING_LI_12M: _("Räknas från sista avtalets slut"),
    Code.CONSENT_WITHDRAWN: _("Samtycket är återkallat"),
    Code.OBJECTION_ART21_2: _("Har sagt nej till reklam"),
    Code.DSR_ERASURE_GRANTED: _("Begäran om radering är beviljad"),
    Code.ERASURE_EXEMPT_CONTRACT: _("Undantas från raderingen: avtalet löper"),
    Code.ERASURE_EXEMPT_CLAIM: _("Undantas från raderingen: fakturan är inte reglerad"),
    Code.ERASURE_EXEMPT_BFL: _("Undantas från raderingen: bokföringslagen går före"),
    Code.LEGAL_HOLD: _("Spärrat: behövs för ett rättsligt anspråk"),
    Code.RESTRICTION_ART18: _("Spärrat: behandlingen är begränsad"),
    Code.OPEN_DSR: _("Spärrat: svaret på en begäran har inte nått personen"),
    Code.DEFERRED_BLOCK_ENDED: _("En spärr har flyttat datumet"),
    Code.DATA_QUALITY_REVIEW: _("Datumen säger emot varandra; en människa måste titta"),
    Code.DSR_FILE_24M: _("Räknas från dagen då begäran avslutades"),
    Code.DSR_LEDGER_60M: _("Bevis om en begäran, räknas från avslutet"),
    Code.CONSENT_ACTIVE: _("Samtycket gäller, så beviset behövs"),
    Code.CONSENT_EVIDENCE_60M: _("Bevis om ett samtycke, räknas från att det upphörde"),
    Code.DISCLOSURE_LOG_60M: _("Bevis om ett utlämnande"),
    Code.SUPPRESSION_PERSISTS: _("Spärr mot reklam, så länge vi gör reklam"),
    Code.SECURITY_LOG_12M: _("Säkerhetslogg"),
    Code.ACCESS_LOG_24M: _("Logg över läsningar"),
    Code.MESSAGE_LOG_12M: _("Logg över utskick"),
    Code.STAFF_24M: _("Personalens inloggning, räknas från sista rollens slut"),
    Code.ACCOUNT_FOLLOWS_SUBJECT: _("Inloggningen följer personen"),
    Code.IDENTITY_FOLLOWS_HOLDER: _("Raderas med det sista som sparas om personen"),
    NO_RULE: _("Policyn saknar en regel; inget raderas"),
}

DUE: dict[str, Promise] = {
    Code.SUPPORT_24M: _("Supporten har inte använts på hela tiden i policyn"),
    Code.UNVERIFIED_7D: _("Registreringen bekräftades aldrig i tid"),
    Code.TICKET_FOLLOWS_PROFILE: _("Supportkontot raderas, och med det namnet i ärendena"),
    Code.CONTRACT_ENDED_24M: _("Tiden efter sista avtalets slut har gått ut"),
    Code.CONTACT_LEFT_24M: _("Tiden sedan personen slutade hos kunden har gått ut"),
    Code.RETRO_CORRECTION_GRACE: _("Avtalets slutdatum har rättats bakåt, och respiten har gått ut"),
    Code.INQUIRY_12M: _("Tiden efter senaste kontakten har gått ut"),
    Code.PHONE_30D: _("Tiden efter telefonmeddelandet har gått ut"),
    Code.CLAIM_SETTLED_24M: _("Tiden efter att fakturan reglerades har gått ut"),
    Code.BFL_7_2: _("Bokföringslagens tid har gått ut"),
    Code.CREDIT_INFO_3M: _("Tiden efter kreditupplysningen har gått ut"),
    Code.WEB_26M: _("Tiden efter besöket har gått ut"),
    Code.MARKETING_IDLE_24M: _("Inget livstecken på hela tiden i policyn"),
    Code.MARKETING_LI_12M: _("Tiden efter sista avtalets slut har gått ut"),
}
"""The same codes once the day has come."""

OWN_RULE = _("Policyns egen regel")
"""What is said of a code that only a company's policy file knows; the file has the words."""

FIRST = (Code.LEGAL_HOLD, Code.RESTRICTION_ART18, Code.OPEN_DSR, Code.DATA_QUALITY_REVIEW, NO_RULE)
"""What speaks before the rest of a list of reasons."""


def because(codes: Iterable[str]) -> str:
    """Say a list of codes in one line: what blocks or is in doubt first."""
    return _together(SENTENCES, codes)


def why_due(codes: Iterable[str]) -> str:
    """Say in one line why something goes now."""
    return _together(SENTENCES | DUE, codes)


def _together(words: Mapping[str, Promise], codes: Iterable[str]) -> str:
    ordered = sorted(codes, key=lambda code: (code not in FIRST, code))
    said = dict.fromkeys(str(words.get(code, OWN_RULE)) for code in ordered)
    return ". ".join(said) + "." if said else ""
