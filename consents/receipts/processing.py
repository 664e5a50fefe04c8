"""What a consent is to: the words, the purpose with its ground, the data, who gets them, how long."""

from __future__ import annotations

from collections.abc import Iterator

from consents.models import ConsentRecord
from consents.receipts import terms
from consents.receipts.form import Named, Notice, Processing, PurposePart, Retention, Third, Withdrawal
from register.models import ConsentText
from register.policyfile.words import LegalBasis
from register.wording import PolicyWords


def processing_of(record: ConsentRecord, words: PolicyWords, *, ways: list[str]) -> Processing:
    """Say it in the words of the policy in which the text stood, in the language it was answered in."""
    text, categories = record.text, record.text.categories
    return Processing(
        privacy_notice=_notice(text, words.language),
        purposes=[
            PurposePart(
                type=record.purpose,
                title=words.purpose(record.purpose),
                description=words.purpose_text(record.purpose),
                lawful_basis=LegalBasis.CONSENT.dpv,
            )
        ],
        pii_information=[
            Named(type=key, title=words.category(key), description=words.category_text(key))
            for key in categories
        ],
        recipient_third_parties=list(_recipients(text, words)),
        storage_locations=[f"loc:{country}" for country in _countries(words)],
        retention_period=list(_rules(categories, words)),
        jurisdiction=terms.JURISDICTION,
        applicable_law=terms.LAW,
        withdrawal_method=Withdrawal(right=terms.RIGHT_TO_WITHDRAW, exercised_at=ways),
    )


def _notice(text: ConsentText, language: str) -> Notice:
    swedish = language == "sv"
    return Notice(
        title=text.title_sv if swedish else text.title_en,
        description=text.text_sv if swedish else text.text_en,
        notice_version=text.number,
        notice_digest=text.digest,
    )


def _recipients(text: ConsentText, words: PolicyWords) -> Iterator[Third]:
    """Give those the text names, suppliers and others (Art. 13(1)(e))."""
    for key in text.recipients:
        part = words.policy.processors.get(key) or words.policy.recipients[key]
        yield Third(
            type=key,
            title=words.recipient(key),
            description=part.text.in_language(words.language),
            location=f"loc:{part.country}",
        )


def _rules(categories: list[str], words: PolicyWords) -> Iterator[Retention]:
    """Give every rule of each category: where it has one for each of two cases, each says its own."""
    for key in categories:
        for code in words.policy.retention.get(key, {}):
            if rule := words.rule(key, code):
                yield Retention(type=key, description=rule)


def _countries(words: PolicyWords) -> tuple[str, ...]:
    """Give where the data are stored; the company's own country where the policy names none."""
    return words.policy.settings.storage_countries or (words.policy.controller.country,)
