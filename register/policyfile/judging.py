"""What only the whole file can tell: references, and what one part demands of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from register.policyfile.faults import Fault
from register.policyfile.judging_rules import judge_rules
from register.policyfile.messages import nearest
from register.policyfile.reading import Path, Tree, dotted
from register.policyfile.rules import GDPR_APPLIES
from register.policyfile.schema import Basis, PolicyFile, Processor, Recipient
from register.policyfile.words import (
    EEA,
    Behaviour,
    Channel,
    Decision,
    LegalBasis,
    Mechanism,
    ProcessingRole,
    RecipientKind,
    SourceKind,
)

OWN_SOURCES = (SourceKind.SELF, SourceKind.OBSERVED, SourceKind.STAFF)
CARRIERS = {
    "purpose": "purposes",
    "category": "categories",
    "rule": "retention",
    "assessment": "assessments",
    "source": "sources",
    "recipient": "recipients",
    "processor": "processors",
    "transfer": "transfers",
    "storage": "storage",
    "consent_text": "consent_texts",
    "cookie": "cookies",
    "elsewhere": "elsewhere",
    "setting": "settings",
}
"""What a sentence can be carried by, and the section that holds it; `hub` is the product itself."""


@dataclass(frozen=True)
class Judge:
    """The file, and the tree that knows places and the names of entries with faults of their own."""

    policy: PolicyFile
    tree: Tree

    def fault(self, path: Path, why: str, *, of_key: bool = False) -> Fault:
        """Make a fault at a path."""
        return Fault(self.tree.place(path, of_key=of_key), dotted(path), why)

    def names(self, *sections: str) -> set[str]:
        """Give every name of a section, those of entries that have faults included."""
        return {str(name) for section in sections for name in self.tree.value.get(section) or ()}

    def unknown(self, path: Path, name: str | None, *sections: str, of_key: bool = False) -> Iterator[Fault]:
        """Give a fault where a name stands in none of the sections."""
        known = self.names(*sections)
        if name is not None and name not in known:
            where = " or ".join(sections)
            yield self.fault(path, f"{name!r} is not under {where}{nearest(name, known)}", of_key=of_key)

    def each_known(self, path: Path, names: Iterable[str], *sections: str) -> Iterator[Fault]:
        """Give a fault for each name of a list that stands in none of the sections."""
        for index, name in enumerate(names):
            yield from self.unknown((*path, index), name, *sections)


def judge(policy: PolicyFile, tree: Tree) -> list[Fault]:
    """Give every fault that shows only when the parts are seen together."""
    court = Judge(policy, tree)
    parts = (
        _valid_from,
        _categories,
        _purposes,
        _assessments,
        _recipients,
        _processors,
        _transfers,
        _consent_texts,
        _cookies,
        _websites,
        _storage,
        _sentences,
    )
    faults = [fault for part in parts for fault in part(court)]
    return faults + [court.fault(path, why) for path, why in judge_rules(policy, court.names("categories"))]


def _valid_from(court: Judge) -> Iterator[Fault]:
    if court.policy.valid_from < GDPR_APPLIES:
        yield court.fault(("valid_from",), f"is before the GDPR applied ({GDPR_APPLIES})")


def _categories(court: Judge) -> Iterator[Fault]:
    used = {
        category
        for purpose in (court.tree.value.get("purposes") or {}).values()
        if isinstance(purpose, dict) and isinstance(purpose.get("bases"), dict)
        for category in purpose["bases"]
    }
    for name, category in court.policy.categories.items():
        path = ("categories", name)
        if category.special:
            why = "special categories (Art. 9) are not handled here (WL-51): leave the data out"
            yield court.fault((*path, "special"), why)
        for index, source in enumerate(category.sources):
            if source not in OWN_SOURCES:
                yield from court.unknown((*path, "sources", index), source.value, "sources")
        if name not in used and category.role == ProcessingRole.CONTROLLER and not category.anonymous:
            why = "is used for no purpose; without a legal basis it may not be held (Art. 6)"
            yield court.fault(path, why, of_key=True)


def _purposes(court: Judge) -> Iterator[Fault]:
    for name, purpose in court.policy.purposes.items():
        for category, basis in purpose.bases.items():
            path = ("purposes", name, "bases", category)
            yield from court.unknown(path, category, "categories", of_key=True)
            yield from _basis(court, path, name, basis)
            held = court.policy.categories.get(category)
            if held is not None and held.role == ProcessingRole.PROCESSOR:
                why = "is handled on a customer's instruction (WL-17): the legal basis is theirs, not ours"
                yield court.fault(path, why, of_key=True)


def _basis(court: Judge, path: Path, purpose: str, basis: Basis) -> Iterator[Fault]:
    yield from court.unknown((*path, "assessment"), basis.assessment, "assessments")
    yield from court.unknown((*path, "consent_text"), basis.consent_text, "consent_texts")
    grounds = {basis.basis, basis.contact_basis}
    if (LegalBasis.LEGAL_OBLIGATION in grounds) != (basis.statute_ref is not None):
        yield court.fault(path, _statute(basis))
    if (LegalBasis.CONSENT in grounds) != (basis.consent_text is not None):
        asks = "consent needs the text a person says yes to: add consent_text"
        yield court.fault(path, asks if basis.consent_text is None else "only consent has a consent_text")
    if basis.assessment is not None and LegalBasis.LEGITIMATE_INTERESTS not in grounds:
        yield court.fault((*path, "assessment"), "only legitimate_interests stand on an assessment")
    if basis.contact_basis is not None and basis.basis != LegalBasis.CONTRACT:
        why = "only a contract can hold for the customer and not for its contact (WN-14); take it out"
        yield court.fault((*path, "contact_basis"), why)
    text = court.policy.consent_texts.get(basis.consent_text or "")
    if text is not None and text.purpose != purpose:
        why = f"{basis.consent_text!r} asks for the purpose {text.purpose!r}; a consent is for one purpose"
        yield court.fault((*path, "consent_text"), why)


def _statute(basis: Basis) -> str:
    if basis.statute_ref is None:
        return "legal_obligation must name the statute (WN-28): add statute_ref, or use another basis"
    return "only legal_obligation names a statute; take statute_ref out, or use that basis"


def _assessments(court: Judge) -> Iterator[Fault]:
    for name, weighing in court.policy.assessments.items():
        if weighing.review_on <= weighing.decided_on:
            yield court.fault(("assessments", name, "review_on"), "is not after decided_on")


def _recipients(court: Judge) -> Iterator[Fault]:
    for name, recipient in court.policy.recipients.items():
        path = ("recipients", name)
        yield from court.each_known((*path, "categories"), recipient.categories, "categories")
        yield from court.unknown((*path, "purpose"), recipient.purpose, "purposes")
        yield from court.unknown((*path, "assessment"), recipient.assessment, "assessments")
        yield from _needs_transfer(court, path, name, recipient.country)
        if recipient.kind == RecipientKind.PARTNER:
            yield from _partner(court, path, recipient)
        asked = {to for text in court.policy.consent_texts.values() for to in text.recipients}
        if recipient.kind == RecipientKind.CONSENTED and name not in asked:
            yield court.fault(path, "no consent text names it (WN-46): add it to the recipients of one")


def _partner(court: Judge, path: Path, recipient: Recipient) -> Iterator[Fault]:
    """A partner gets data for a purpose of its own only after an approved weighing (WL-23)."""
    if recipient.purpose is None or recipient.assessment is None:
        yield court.fault(path, "a partner needs its own purpose and an assessment (WL-23): name both")
        return
    weighing = court.policy.assessments.get(recipient.assessment)
    if weighing is not None and weighing.decision != Decision.APPROVED:
        yield court.fault((*path, "assessment"), "was rejected; nothing may be disclosed on it (WL-23)")


def _processors(court: Judge) -> Iterator[Fault]:
    for name, processor in court.policy.processors.items():
        path = ("processors", name)
        yield from court.each_known((*path, "categories"), processor.categories, "categories")
        yield from _needs_transfer(court, path, name, processor.country)
        yield from _agreement(court, path, processor)


def _agreement(court: Judge, path: Path, processor: Processor) -> Iterator[Fault]:
    missing = [key for key in ("dpa_signed_on", "dpa_doc") if getattr(processor, key) is None]
    if processor.active and missing:
        why = f"is active without a signed agreement (Art. 28(3), WL-21): add {' and '.join(missing)}"
        yield court.fault(path, f"{why}, or active: false")


def _needs_transfer(court: Judge, path: Path, name: str, country: str) -> Iterator[Fault]:
    covered = {(transfer.to, transfer.country) for transfer in court.policy.transfers.values()}
    broken = court.names("transfers") - set(court.policy.transfers)
    if country not in EEA and (name, country) not in covered and not broken:
        why = f"{country} is outside the EU/EEA: add a transfer with its mechanism (Art. 44, WL-29)"
        yield court.fault((*path, "country"), why)


def _transfers(court: Judge) -> Iterator[Fault]:
    for name, transfer in court.policy.transfers.items():
        path = ("transfers", name)
        yield from court.unknown((*path, "to"), transfer.to, "processors", "recipients")
        if transfer.country in EEA:
            yield court.fault(
                (*path, "country"), f"{transfer.country} is inside the EU/EEA; this is no transfer"
            )
        if transfer.mechanism == Mechanism.ADEQUACY and transfer.decision is None:
            yield court.fault(
                path, "adequacy needs the Commission's decision: add decision, e.g. (EU) 2023/1795"
            )


def _consent_texts(court: Judge) -> Iterator[Fault]:
    seen: dict[tuple[str, Channel], str] = {}
    for name, text in court.policy.consent_texts.items():
        path = ("consent_texts", name)
        yield from court.unknown((*path, "purpose"), text.purpose, "purposes")
        yield from court.each_known((*path, "categories"), text.categories, "categories")
        yield from court.each_known((*path, "recipients"), text.recipients, "recipients", "processors")
        if text.valid_for is not None and text.valid_for.unit == "days":
            yield court.fault((*path, "valid_for"), "counts months or years")
        asked = (text.purpose, text.channel)
        if asked in seen:
            why = (
                f"asks for {text.purpose} by {text.channel.value}, as {seen[asked]!r} does; one question each"
            )
            yield court.fault(path, why, of_key=True)
        seen.setdefault(asked, name)


def _cookies(court: Judge) -> Iterator[Fault]:
    for name, cookie in court.policy.cookies.items():
        path = ("cookies", name)
        yield from court.unknown((*path, "consent_text"), cookie.consent_text, "consent_texts")
        yield from court.each_known((*path, "processors"), cookie.processors, "processors")
        if cookie.necessary == (cookie.consent_text is not None):
            asks = "needs consent whatever its basis (LEK 9:28): add consent_text, or necessary: true"
            why = "a necessary cookie is not asked about; take consent_text out" if cookie.necessary else asks
            yield court.fault(path, why)


def _websites(court: Judge) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for name, site in court.policy.websites.items():
        yield from court.unknown(("websites", name, "visits"), site.visits, "cookies")
        if site.visits is not None and site.visits in court.policy.cookies:
            asked = court.policy.asked_on_websites()
            if site.visits not in asked:
                why = f"{site.visits!r} is not asked about on the web; visits are counted after a yes alone"
                yield court.fault(("websites", name, "visits"), why)
        if site.origin in seen:
            why = f"is the origin of {seen[site.origin]!r} too; a choice belongs to one website"
            yield court.fault(("websites", name, "origin"), why)
        seen.setdefault(site.origin, name)


def _storage(court: Judge) -> Iterator[Fault]:
    for name, place in court.policy.storage.items():
        yield from court.unknown(("storage", name, "processor"), place.processor, "processors")


def _sentences(court: Judge) -> Iterator[Fault]:
    for name, sentence in court.policy.sentences.items():
        for index, carrier in enumerate(sentence.carried_by):
            why = _not_a_carrier(court, carrier)
            if why:
                yield court.fault(("sentences", name, "carried_by", index), why)


def _not_a_carrier(court: Judge, carrier: str) -> str | None:
    kind, _, name = carrier.partition(":")
    known = {b.value for b in Behaviour} if kind == "hub" else court.names(CARRIERS.get(kind, ""))
    if kind == "setting":
        known |= set(type(court.policy.settings).model_fields)
    if kind != "hub" and kind not in CARRIERS:
        kinds = ["hub", *CARRIERS]
        return f"{carrier!r} is not kind:name, where kind is one of: {', '.join(kinds)}{nearest(kind, kinds)}"
    return None if name in known else f"there is no {kind} {name!r}{nearest(name, known)}"
