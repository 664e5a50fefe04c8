"""The reasons of `reason_texts` to somebody who asks for another: they speak of the person, and say no `you`.

An attorney, a guardian or the next of kin reads why data are kept; the data and the yes are not theirs.
"""

from __future__ import annotations

import re

from law.reasons import Code
from register.policyfile.values import Text
from register.wording.numbers import is_swedish

YOU = {
    True: re.compile(r"\b(du|dig|din|ditt|dina|ni|er|ert|era)\b", re.IGNORECASE),
    False: re.compile(r"\b(you|your|yours|yourself)\b", re.IGNORECASE),
}


def speaks_to_the_person(said: str, language: str) -> bool:
    """Tell whether a sentence says `you` to whoever reads it."""
    return bool(YOU[is_swedish(language)].search(said))


def _said(sv: str, en: str) -> Text:
    return Text(sv=sv, en=en)


IN_THE_POLICY = _said("Det står i vår integritetspolicy.", "Our privacy policy says so.")
"""For a company's own sentence that says `you`, about a reason that the hub has no words for."""
OF_ANOTHER: dict[str, Text] = {
    Code.REMINDER_LATE_GRACE: _said(
        "Påminnelsen kom sent, så personen får längre tid på sig.",
        "The reminder came late, so the person gets more time.",
    ),
    Code.REMINDER_PROMISED: _said(
        "Den dagen har vi nämnt i ett mejl till personen, och inget raderas tidigare.",
        "We named that day in an e-mail to the person, and nothing is erased before it.",
    ),
    Code.CONTACT_LEFT_24M: _said(
        "Tiden räknas från personens sista dag hos företaget.",
        "The time counts from the person's last day with the company.",
    ),
    Code.MARKETING_LI_CUSTOMER: _said(
        "Företaget är kund, och personen har inte sagt nej till reklam.",
        "The company is a customer, and the person has not said no to marketing.",
    ),
    Code.CONSENT_WITHDRAWN: _said(
        "Personen har tagit tillbaka sitt ja.", "The person has taken back their yes."
    ),
    Code.OBJECTION_ART21_2: _said(
        "Personen har sagt nej till reklam.", "The person has said no to marketing."
    ),
    Code.DSR_ERASURE_GRANTED: _said(
        "Radering är begärd, och vi gör den.", "Erasure was asked for, and we carry it out."
    ),
    Code.ERASURE_EXEMPT_CONTRACT: _said(
        "Uppgifterna behövs så länge avtalet gäller, även om radering är begärd.",
        "The data are needed while the contract runs, even though erasure was asked for.",
    ),
    Code.ERASURE_EXEMPT_CLAIM: _said(
        "Uppgifterna behövs för att få betalt, även om radering är begärd.",
        "The data are needed to be paid, even though erasure was asked for.",
    ),
    Code.ERASURE_EXEMPT_BFL: _said(
        "Bokföringslagen kräver att vi sparar, även om radering är begärd.",
        "Swedish accounting law requires us to keep this, even though erasure was asked for.",
    ),
    Code.OPEN_DSR: _said(
        "Svaret på en begäran om personen har inte nått fram än. Inget raderas förrän det har gjort det.",
        "The answer to a request about the person has not arrived yet. Nothing is erased until it has.",
    ),
    Code.CONSENT_ACTIVE: _said("Personens ja gäller.", "The person's yes is in force."),
    Code.CONSENT_EVIDENCE_60M: _said(
        "Tiden räknas från dagen då personens ja upphörde.",
        "The time counts from the day the person's yes ended.",
    ),
    Code.ACCOUNT_FOLLOWS_SUBJECT: _said(
        "Inloggningen försvinner med de sista uppgifterna om personen.",
        "The sign-in goes with the last of the data about the person.",
    ),
    Code.IDENTITY_FOLLOWS_HOLDER: _said(
        "Försvinner med de sista uppgifterna om personen.",
        "Goes with the last of the data about the person.",
    ),
}
