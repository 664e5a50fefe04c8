"""What a person is told beside the copy (Art. 15(1)-(2)): from the register and from the law, afresh."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, partial

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from law.reasons import Code
from register.models import PolicyVersion
from register.naming import BASIS_NAMES, country_name
from register.policyfile.schema import Processor, Recipient
from register.policyfile.words import LegalBasis, ProcessingRole
from register.receivers import receivers_in, transfers_to
from register.rights import OF_THE_LAW
from requests_dsr.package.files.schema import (
    CategoryPart,
    Company,
    Elsewhere,
    KeptUntil,
    LeftOut,
    Profiling,
    PurposeOf,
    Receiver,
    RightPart,
    Words,
)
from requests_dsr.package.person import Person
from requests_dsr.package.rows import Row
from requests_dsr.package.words.speaking import Speaker, both
from requests_dsr.package.words.wording import in_words
from retention.law import RetentionDecision
from retention.selectors import blocks_in
from subjects.models import SourceKind

Decided = Mapping[RetentionDecision, int]
"""The decisions on the units of a category, each with how many units have it."""
IMY = _(
    "Tycker du att vi gör fel kan du klaga hos Integritetsskyddsmyndigheten, IMY, Box 8114, "
    "104 20 Stockholm, imy@imy.se, www.imy.se. Fråga gärna oss först om du vill, men du behöver inte."
)
CONFIRMATION = _("Ja, vi behandlar uppgifter om dig. Här är alla.")
ALL_THAT_IS_OURS = _("Ja, vi behandlar uppgifter om dig. Här är alla som vi bestämmer över.")
TAKEN_ALONG = _(
    "Här är det du själv har lämnat eller som din användning har gett, och som vi har på ditt samtycke eller "
    "på ett avtal med dig. Det är inte allt vi har om dig. Vill du ha allt, be om en kopia i stället."
)
TAKEABLE = frozenset({LegalBasis.CONSENT, LegalBasis.CONTRACT})
"""The grounds on which data may be taken along (Art. 20(1)(a))."""


def why_left_out(bases: Collection[LegalBasis], *, of_another: bool = False) -> str:
    """Say, in the language of the moment, why a category cannot be taken along (Art. 20(1)).

    `of_another`: to somebody who asks for whom it is about.
    """
    if not TAKEABLE.isdisjoint(bases):
        if of_another:
            return gettext("det har vi inte fått från personen eller från hur våra tjänster används")
        return gettext("det har vi inte fått från dig eller från hur du använder våra tjänster")
    if not bases:
        if of_another:
            return gettext("vi har det varken på samtycke från personen eller på ett avtal med personen")
        return gettext("vi har det varken på ditt samtycke eller på ett avtal med dig")
    return gettext("vi har det av ett annat skäl: %(bases)s") % {
        "bases": ", ".join(str(BASIS_NAMES[basis]) for basis in bases)
    }


def whom_to_ask(customers: Collection[str], *, of_another: bool = False) -> str:
    """Say, in the language of the moment, whom to ask for what we only process for a customer.

    `of_another`: to somebody who asks for whom it is about.
    """
    if not customers and of_another:
        return gettext(
            "Fråga företaget som har lagt in dem, oftast personens arbetsgivare. Skriv till oss om du inte "
            "vet vilket det är, så skickar vi frågan vidare."
        )
    if not customers:
        return gettext(
            "Fråga företaget som har lagt in dem, oftast din arbetsgivare. Skriv till oss om du inte vet "
            "vilket det är, så skickar vi frågan vidare."
        )
    said = gettext("Fråga %(who)s. Du kan också skriva till oss, så skickar vi frågan vidare.")
    return said % {"who": ", ".join(customers)}


class Telling:
    """The parts of a package that say why, from where, to whom and until when."""

    def __init__(self, version: PolicyVersion, person: Person) -> None:
        self.version = version
        self.person = person
        self.speaker = Speaker(version)
        self.policy = self.speaker.sv.policy

    def company(self) -> Company:
        """Give who answers for the data."""
        company = self.policy.controller
        return Company(
            name=company.name,
            dpo_mailbox=company.dpo_mailbox,
            website=company.website,
            postal_address=company.postal_address or "",
        )

    def categories(self, keys: Iterable[str], kept: Mapping[str, Decided]) -> list[CategoryPart]:
        """Give each category the person has something of, in the order of the policy."""
        return [self._category(key, kept.get(key, {})) for key in self._in_order({*keys, *kept})]

    def _in_order(self, keys: Iterable[str]) -> list[str]:
        order = {key: place for place, key in enumerate(self.policy.categories)}
        return sorted({*keys}, key=lambda key: (order.get(key, 999), key))

    def _category(self, key: str, kept: Decided) -> CategoryPart:
        part = self.policy.categories.get(key)
        return CategoryPart(
            key=key,
            title=self.speaker.policy("category", key),
            text=self.speaker.policy("category_text", key),
            purposes=list(self._purposes(key)),
            sources=[both(SourceKind(kind.value).label) for kind in part.sources] if part else [],
            recipients=[
                self.speaker.policy("recipient", name)
                for name, receiver in receivers_in(self.policy)
                if key in receiver.categories
            ],
            rules=self._rules(key),
            kept=[self._kept(key, decision, items) for decision, items in kept.items()],
        )

    def elsewhere(self, keys: Iterable[str], customers: Collection[str]) -> list[Elsewhere]:
        """Give what a customer decides over, and whom to ask for it."""
        return [
            Elsewhere(
                key=key,
                title=self.speaker.policy("category", key),
                text=self.speaker.policy("category_text", key),
                ask=sorted(customers),
                words=both(partial(whom_to_ask, sorted(customers))),
            )
            for key in sorted(keys)
        ]

    def _purposes(self, category: str) -> Iterator[PurposeOf]:
        for key, entry in self.speaker.sv.bases(category):
            purpose = self.policy.purposes[key]
            basis = entry.of_person(is_party=self.person.is_party)
            yield PurposeOf(
                key=key,
                title=self.speaker.text(purpose.title),
                text=self.speaker.text(purpose.text),
                why=self.speaker.text(entry.why),
                basis=basis.value,
                article=self.speaker.policy("article", basis),
                profiling=purpose.profiling,
            )

    def _rules(self, category: str) -> list[Words]:
        codes = self.policy.retention.get(category, {})
        return [self.speaker.policy("rule", category, code) for code in codes]

    def _kept(self, category: str, decision: RetentionDecision, items: int) -> KeptUntil:
        blocked = blocks_in(decision)
        waits = set(blocked) == {Code.OPEN_DSR}
        codes = [code for code in decision.reasons if not (waits and code == Code.OPEN_DSR)]
        return KeptUntil(
            items=items,
            action=str(decision.action),
            retain_until=None if blocked else _iso(decision.retain_until),
            action_date=_iso(decision.action_date),
            waits_for_answer=waits,
            once_answered=_iso(decision.retain_until) if waits else None,
            codes=[str(code) for code in decision.reasons],
            reasons=[self.speaker.policy("reason", str(code), category) for code in codes],
        )

    def receivers(self, disclosures: Iterable[Row], held: Collection[str]) -> list[Receiver]:
        """Give everybody by name: who was given data, suppliers in use, and recipients (C-154/21).

        Suppliers and recipients are those who get a category the person has something of.
        """
        given = [self._given(row) for row in disclosures]
        standing = ((key, part) for key, part in receivers_in(self.policy) if {*part.categories} & {*held})
        return given + [self._receiver(key, part, held) for key, part in standing]

    def _given(self, row: Row) -> Receiver:
        categories = [part for part in str(row["categories"]).split(", ") if part]
        return Receiver(
            name=both(partial(in_words, row["recipient"])),
            kind="disclosure",
            country=Words(sv="", en=""),
            categories=categories,
            data=[self.speaker.policy("category", key) for key in categories],
            safeguards=[],
            on=row["disclosed_on"],
            ground=row["legal_basis"],
        )

    def _receiver(self, key: str, part: Processor | Recipient, held: Collection[str]) -> Receiver:
        categories = [one for one in part.categories if one in held]
        return Receiver(
            name=self.speaker.policy("recipient", key),
            kind="processor" if isinstance(part, Processor) else "recipient",
            country=both(lambda: country_name(part.country)),
            categories=categories,
            data=[self.speaker.policy("category", one) for one in categories],
            safeguards=[self.speaker.text(one.text) for one in transfers_to(self.policy, key)],
            on=None,
            ground="",
        )

    def general_sources(self) -> list[Words]:
        """Give where data come from when not from the person (Art. 15(1)(g))."""
        return [self.speaker.text(source.title) for source in self.policy.sources.values()]

    def profiling(self) -> list[Profiling]:
        """Give the purposes that are profiling, and what is done (Art. 15(1)(h))."""
        return [
            Profiling(title=self.speaker.text(purpose.title), text=self.speaker.text(purpose.text))
            for purpose in self.policy.purposes.values()
            if purpose.profiling
        ]

    def rights(self) -> list[RightPart]:
        """Give what the person can ask for (Art. 15(1)(e))."""
        return list(_rights())

    def bases(self, category: str) -> list[LegalBasis]:
        """Give the grounds on which a category is used for this person, each once (WN-14)."""
        entries = (entry for _key, entry in self.speaker.sv.bases(category))
        return list(dict.fromkeys(entry.of_person(is_party=self.person.is_party) for entry in entries))

    def may_be_taken_along(self, category: str) -> bool:
        """Tell whether a category rests on consent or contract, and is ours to give (Art. 20(1))."""
        part = self.policy.categories.get(category)
        if part is not None and part.role is ProcessingRole.PROCESSOR:
            return False
        return not TAKEABLE.isdisjoint(self.bases(category))

    def titles(self, keys: Iterable[str]) -> list[Words]:
        """Give what categories are called, in the order of the policy."""
        return [self.speaker.policy("category", key) for key in self._in_order(keys)]

    def left_out(self, keys: Iterable[str]) -> list[LeftOut]:
        """Give each category that cannot be taken along, in the order of the policy, and why."""
        found = []
        for key in self._in_order(keys):
            bases = self.bases(key)
            found.append(
                LeftOut(
                    key=key,
                    title=self.speaker.policy("category", key),
                    bases=[basis.value for basis in bases],
                    why=both(partial(why_left_out, bases)),
                )
            )
        return found


@cache
def _rights() -> tuple[RightPart, ...]:
    return tuple(
        RightPart(title=both(right.title), text=both(right.text), article=right.article)
        for right in OF_THE_LAW
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
