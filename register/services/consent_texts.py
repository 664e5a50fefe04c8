"""Consent texts from version to version: the same words are the same text, whatever else changed."""

from __future__ import annotations

from register.models import ConsentText, PolicyVersion
from register.models.policy import PolicyPart
from register.policyfile.digesting import digest
from register.policyfile.schema import ConsentText as FileText
from register.policyfile.schema import PolicyFile


def consent_texts(
    version: PolicyVersion, policy: PolicyFile, before: PolicyVersion | None
) -> list[PolicyPart]:
    """Make the rows of a version's consent texts; a text with the words of before keeps its number.

    What a person agreed to is the words, the purpose, the channel and who gets what: a change of any
    of them is a new text, and consents to the old one become stale (domain.md 4.8).
    """
    known = _texts(before)
    rows: list[PolicyPart] = []
    for key, part in policy.consent_texts.items():
        mark = digest(part.model_dump(mode="json"))
        old = known.get(key)
        number = 1 if old is None else old.number + (old.digest != mark)
        rows.append(_row(version, key, part, number, mark))
    return rows


def _texts(version: PolicyVersion | None) -> dict[str, ConsentText]:
    rows = ConsentText.objects.filter(policy_version=version) if version else ()
    return {row.key: row for row in rows}


def _row(version: PolicyVersion, key: str, part: FileText, number: int, mark: str) -> ConsentText:
    return ConsentText(
        policy_version=version,
        key=key,
        title_sv=part.title.sv,
        title_en=part.title.en,
        text_sv=part.text.sv,
        text_en=part.text.en,
        number=number,
        digest=mark,
        purpose_key=part.purpose,
        channel=part.channel.value,
        categories=list(part.categories),
        recipients=list(part.recipients),
        valid_months=part.valid_for.law.months if part.valid_for else None,
    )
