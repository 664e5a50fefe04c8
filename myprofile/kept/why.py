"""Why until then: always the same four lines. How we count, before that, our rule, the law."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from law.reasons import PROVISIONS, Code
from myprofile.kept.dates import day_in_words
from myprofile.kept.policy_words import PolicyWords
from register.policyfile.words import LegalBasis
from retention.law import RetentionDecision, Rule

BASIS_NAMES: dict[LegalBasis, Promise] = {
    LegalBasis.CONSENT: gettext_lazy("samtycke"),
    LegalBasis.CONTRACT: gettext_lazy("avtal"),
    LegalBasis.LEGAL_OBLIGATION: gettext_lazy("rättslig förpliktelse"),
    LegalBasis.VITAL_INTERESTS: gettext_lazy("skydd för liv"),
    LegalBasis.PUBLIC_TASK: gettext_lazy("uppgift av allmänt intresse"),
    LegalBasis.LEGITIMATE_INTERESTS: gettext_lazy("berättigat intresse"),
}
ADDED: dict[str, Promise] = {
    Code.LEGAL_HOLD: gettext_lazy("Just nu raderas inget, för uppgifterna behövs i en tvist."),
    Code.RESTRICTION_ART18: gettext_lazy(
        "Just nu raderas inget, för uppgifterna är pausade medan något utreds."
    ),
    Code.OPEN_DSR: gettext_lazy("Just nu raderas inget, för du väntar på svar från oss."),
    Code.CLAIM_OPEN_BLOCKS_ALL: gettext_lazy("Just nu raderas inget, för en faktura är obetald."),
    Code.REMINDER_LATE_GRACE: gettext_lazy(
        "Men du ska alltid få minst 30 dagar på dig från vår första påminnelse, så vi väntar in dem."
    ),
    Code.REMINDER_MISSING: gettext_lazy(
        "Vi raderar inget utan att först ha mejlat dig, och det har vi inte gjort än."
    ),
    Code.RETRO_CORRECTION_GRACE: gettext_lazy(
        "Slutdatumet rättades i efterhand, så vi väntar två veckor till."
    ),
    Code.DEFERRED_BLOCK_ENDED: gettext_lazy("Raderingen fick vänta medan något annat höll den tillbaka."),
    Code.DSR_ERASURE_GRANTED: gettext_lazy("Du bad oss radera, och vi har sagt ja."),
    Code.CONSENT_WITHDRAWN: gettext_lazy("Du har tagit tillbaka ditt samtycke."),
    Code.OBJECTION_ART21_2: gettext_lazy("Du har sagt nej till reklam."),
    Code.ERASURE_EXEMPT_CONTRACT: gettext_lazy("Du har bett oss radera, men avtalet gäller fortfarande."),
    Code.ERASURE_EXEMPT_CLAIM: gettext_lazy("Du har bett oss radera, men fakturan är inte betald."),
    Code.ERASURE_EXEMPT_BFL: gettext_lazy("Bokföringslagen går före, även om du ber oss radera."),
    Code.DATA_QUALITY_REVIEW: gettext_lazy(
        "Datumen säger emot varandra. En människa tittar på det, och tills dess sparas de."
    ),
    Code.CONTACT_LEFT_24M: gettext_lazy("Du har slutat hos kunden, så vi räknar från din sista dag där."),
    Code.INQUIRY_CONVERTED: gettext_lazy("Förfrågan blev ett avtal, så den följer avtalet."),
}


@dataclass(frozen=True, kw_only=True)
class Why:
    """The four lines; an empty one is left out."""

    counted: list[str]
    before: str = ""
    rule: str = ""
    law: list[str] = field(default_factory=list)


def why(category: str, decision: RetentionDecision, words: PolicyWords, law_rule: Rule | None) -> Why:
    """Explain a decision on one category."""
    rule = words.rule(category, decision)
    return Why(
        counted=[
            *filter(None, [words.filled(rule.counting, law_rule) if rule else ""]),
            *_last_day(decision),
            *_added(decision, words),
        ],
        before=words.filled(rule.before, law_rule) if rule else "",
        rule=words.filled(rule.rule, law_rule) if rule else "",
        law=_law(category, decision, words),
    )


def _last_day(decision: RetentionDecision) -> list[str]:
    if not decision.retain_until or not decision.action_date:
        return []
    said = _("Sista dagen vi vill ha dem kvar är %(last)s. De raderas %(goes)s.")
    return [said % {"last": day_in_words(decision.retain_until), "goes": day_in_words(decision.action_date)}]


def _added(decision: RetentionDecision, words: PolicyWords) -> list[str]:
    """Give a sentence for each reason beside the rule: the policy's own, else ours."""
    said = (words.reason(code) or str(ADDED.get(code, "")) for code in decision.reasons)
    return [sentence for sentence in said if sentence]


def _law(category: str, decision: RetentionDecision, words: PolicyWords) -> list[str]:
    grounds = [
        _("%(why)s Det kallas %(basis)s, GDPR artikel 6.1 %(letter)s.")
        % {"why": ground.why, "basis": BASIS_NAMES[ground.basis], "letter": ground.basis.letter}
        for ground in words.grounds(category)
    ]
    cited = sorted({PROVISIONS[code] for code in decision.reasons if code in PROVISIONS})
    return [*grounds, *([_("Om hur länge: %(cited)s.") % {"cited": "; ".join(cited)}] if cited else [])]
