"""What stands in a file that can be used, and yet is wrong or unsaid: findings for a person.

The seed texts have defects (U15); they are carried by their sentences and come out here, beside
what the linter sees for itself (domain.md 6.1). A finding blocks nothing and is never valid data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from register.policyfile.schema import PolicyFile
from register.policyfile.values import Text
from register.policyfile.words import Decision, LegalBasis, Mechanism, ProcessingRole, SubjectKind

CONTACTS = {SubjectKind.CUSTOMER_CONTACT, SubjectKind.PARTNER_CONTACT, SubjectKind.SUPPLIER_CONTACT}
SAYS_CONSENT = re.compile(r"\b(samtyck|medgiv|consent)", re.IGNORECASE)
MAPPED = {
    "purpose": "purposes",
    "rule": "retention",
    "recipient": "recipients",
    "processor": "processors",
    "transfer": "transfers",
    "cookie": "cookies",
}
"""What a published text has to say, by the word a sentence is carried by."""


@dataclass(frozen=True)
class LintFinding:
    """A finding: its code (F-PS, F-BASIS ...), where in the file, and what is wrong."""

    code: str
    where: str
    text: Text


def lint(policy: PolicyFile, published: str | None = None) -> list[LintFinding]:
    """Give every finding of a policy; `published` is the text of the notice, to be covered whole."""
    parts = (_address, _carried, _rules, _bases, _assessments, _suppliers, _transfers, _storage, _unmapped)
    found = [finding for part in parts for finding in part(policy)]
    return found + list(_unsaid(policy, published) if published is not None else ())


def _address(policy: PolicyFile) -> Iterator[LintFinding]:
    """Tell of a company that cannot be written to on paper, though some people have no e-mail address."""
    if policy.controller.postal_address is None:
        yield LintFinding("F-ADDRESS", "controller.postal_address", NO_ADDRESS)


def _carried(policy: PolicyFile) -> Iterator[LintFinding]:
    for name, sentence in policy.sentences.items():
        for finding in sentence.findings:
            yield LintFinding(finding.code, f"sentences.{name}", finding.text)


def _rules(policy: PolicyFile) -> Iterator[LintFinding]:
    for name, category in policy.categories.items():
        if category.role == ProcessingRole.CONTROLLER and name not in policy.retention:
            sv = f"{category.title.sv} har ingen gallringsregel. Inget raderas förrän den har en."
            en = f"{category.title.en} has no retention rule. Nothing is erased until it has one."
            yield LintFinding("F-RULE", f"categories.{name}", Text(sv=sv, en=en))


def _bases(policy: PolicyFile) -> Iterator[LintFinding]:
    for name, purpose in policy.purposes.items():
        for category, basis in purpose.bases.items():
            where = f"purposes.{name}.bases.{category}"
            of_contact = basis.basis == LegalBasis.CONTRACT and basis.contact_basis is None
            if of_contact and CONTACTS & set(purpose.subjects):
                yield LintFinding("F-B", where, CONTRACT_OF_ANOTHER)
            if basis.on_interests:
                if not _stands(policy, basis.assessment):
                    yield LintFinding("F-LIA", where, NO_ASSESSMENT)
                if SAYS_CONSENT.search(f"{basis.why.sv} {basis.why.en}") and basis.consent_text is None:
                    yield LintFinding("F-BASIS", where, BASED_ON_CONSENT)


def _stands(policy: PolicyFile, name: str | None) -> bool:
    weighing = policy.assessments.get(name or "")
    return weighing is not None and weighing.decision == Decision.APPROVED


def _assessments(policy: PolicyFile) -> Iterator[LintFinding]:
    for name, weighing in policy.assessments.items():
        said = f"{weighing.interest.sv} {weighing.necessity.sv} {weighing.balancing.sv}"
        if SAYS_CONSENT.search(said):
            yield LintFinding("F-BASIS", f"assessments.{name}", BASED_ON_CONSENT)


def _suppliers(policy: PolicyFile) -> Iterator[LintFinding]:
    for name, processor in policy.processors.items():
        if not processor.active and processor.dpa_signed_on is None:
            sv = f"{processor.name.sv} har inget underskrivet biträdesavtal och kan inte tas i bruk."
            en = f"{processor.name.en} has no signed processing agreement and cannot be put to use."
            yield LintFinding("F-DPA", f"processors.{name}", Text(sv=sv, en=en))


def _transfers(policy: PolicyFile) -> Iterator[LintFinding]:
    for name, transfer in policy.transfers.items():
        where = f"transfers.{name}"
        if transfer.mechanism in (Mechanism.SCC_2021_914, Mechanism.BCR) and transfer.tia_on is None:
            yield LintFinding("F-TIA", where, NO_TRANSFER_ASSESSMENT)
        if transfer.review is not None:
            yield LintFinding("F-REVIEW", where, transfer.review)


def _storage(policy: PolicyFile) -> Iterator[LintFinding]:
    promised = policy.settings.storage_countries
    for name, place in policy.storage.items():
        if promised and place.country not in promised:
            sv = f"{place.title.sv} ligger i {place.country}, men texten lovar {', '.join(promised)}."
            en = f"{place.title.en} is in {place.country}, but the text promises {', '.join(promised)}."
            yield LintFinding("F-LOCATION", f"storage.{name}", Text(sv=sv, en=en))


def _unmapped(policy: PolicyFile) -> Iterator[LintFinding]:
    carried = {carrier for sentence in policy.sentences.values() for carrier in sentence.carried_by}
    for name, sentence in policy.sentences.items():
        if not sentence.carried_by:
            yield LintFinding("F-MAP", f"sentences.{name}", CARRIED_BY_NOTHING)
    for kind, section in MAPPED.items():
        for name in getattr(policy, section):
            if f"{kind}:{name}" not in carried:
                yield LintFinding("F-MAP", f"{section}.{name}", SAID_BY_NO_SENTENCE)


def _unsaid(policy: PolicyFile, published: str) -> Iterator[LintFinding]:
    """Walk the published text in the order of the sentences and tell each stretch none of them has."""
    text, at = _flat(published), 0
    for name, sentence in policy.sentences.items():
        wanted = _flat(sentence.text)
        found = text.find(wanted, at)
        if found < 0:
            yield LintFinding("F-MAP", f"sentences.{name}", NOT_IN_THE_TEXT)
            continue
        yield from _stretch(text[at:found], f"published, before {name}")
        at = found + len(wanted)
    yield from _stretch(text[at:], "published, at the end")


def _stretch(text: str, where: str) -> Iterator[LintFinding]:
    words = " ".join(re.findall(r"[^\W_]+", text))
    if re.search(r"[^\W\d_]", words):
        quoted = words if len(words) <= 120 else f"{words[:120]}…"
        sv, en = f"Ingen mening i filen har: {quoted}", f"No sentence of the file has: {quoted}"
        yield LintFinding("F-MAP", where, Text(sv=sv, en=en))


def _flat(text: str) -> str:
    return " ".join(text.split())


NO_ADDRESS = Text(
    sv="Ingen postadress. Den som får brev på papper hänvisas till e-post för att svara.",
    en="No postal address. Whoever gets letters on paper is referred to e-mail to answer.",
)
CONTRACT_OF_ANOTHER = Text(
    sv="Avtalet är med företaget. För en kontaktperson håller berättigat intresse, inte avtal (U11).",
    en="The contract is with the company. For a contact person the ground is legitimate interests (U11).",
)
NO_ASSESSMENT = Text(
    sv="Berättigat intresse utan godkänd intresseavvägning. Användningen står stilla tills den finns.",
    en="Legitimate interests without an approved assessment. The use stands still until there is one.",
)
BASED_ON_CONSENT = Text(
    sv="En intresseavvägning kan inte bygga på samtycke. Välj en av grunderna.",
    en="Legitimate interests cannot be based on consent. Choose one of the two.",
)
NO_TRANSFER_ASSESSMENT = Text(
    sv="Överföringen har ingen bedömning av skyddet i mottagarlandet (TIA).",
    en="The transfer has no assessment of the protection in the receiving country (TIA).",
)
CARRIED_BY_NOTHING = Text(
    sv="Meningen bärs inte av någon regel. Den lovar något som inget i systemet håller.",
    en="No rule carries this sentence. It promises what nothing in the system keeps.",
)
SAID_BY_NO_SENTENCE = Text(
    sv="Den publicerade texten säger inget om detta. Skriv in det i nästa version.",
    en="The published text says nothing of this. Write it into the next version.",
)
NOT_IN_THE_TEXT = Text(
    sv="Meningen finns inte i den publicerade texten, eller inte på sin plats.",
    en="The published text does not have this sentence, or not in its place.",
)
