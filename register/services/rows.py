"""From a policy file to the rows of a version, in the order they refer to each other."""

from __future__ import annotations

from typing import Any

from register.models import (
    ConsentText,
    CookieCategory,
    DataCategory,
    LegalBasisEntry,
    LIAssessment,
    NoticeVersion,
    PolicyVersion,
    Processor,
    Purpose,
    Recipient,
    RetentionRule,
    StorageLocation,
    Transfer,
)
from register.models.policy import PolicyPart
from register.policyfile.carriers import sentences_of
from register.policyfile.schema import PolicyFile
from register.policyfile.values import Duration, Text
from register.services.consent_texts import consent_texts

Rows = dict[str, Any]


def write_rows(version: PolicyVersion, policy: PolicyFile, *, before: PolicyVersion | None) -> dict[str, int]:
    """Write every row of a new version; `before` is the one whose consent texts it may carry on.

    Gives the number of rows per table, as the ledger counts them.
    """
    writer = _Writer(version, policy)
    texts = writer.rows(ConsentText, consent_texts(version, policy, before))
    categories = writer.categories()
    writer.rules(categories)
    assessments = writer.assessments()
    purposes = writer.purposes()
    writer.bases(purposes, categories, assessments, texts)
    recipients, processors = writer.recipients(purposes, assessments), writer.processors()
    writer.transfers(recipients, processors)
    writer.storage(processors)
    writer.cookies(texts)
    writer.notice()
    return writer.counts


class _Writer:
    """Writes one table after the other, each in one statement."""

    def __init__(self, version: PolicyVersion, policy: PolicyFile) -> None:
        self.version, self.policy = version, policy
        self.counts: dict[str, int] = {}

    def rows(self, model: type[PolicyPart], rows: list[PolicyPart]) -> Rows:
        """Insert rows of a table; gives them by key."""
        model._default_manager.bulk_create(rows)
        self.counts[model._meta.db_table.removeprefix("register_")] = len(rows)
        return {row.key: row for row in rows}

    def categories(self) -> Rows:
        return self.rows(
            DataCategory,
            [
                DataCategory(
                    **self._worded(key, part.title, part.text),
                    role=part.role.value,
                    origins=[origin.value for origin in part.origins],
                    sources=[source.value for source in part.sources],
                    anonymous=part.anonymous,
                    **_said("required", part.required),
                )
                for key, part in self.policy.categories.items()
            ],
        )

    def rules(self, categories: Rows) -> None:
        carried = sentences_of(self.policy, "rule")
        self.rows(
            RetentionRule,
            [
                RetentionRule(
                    policy_version=self.version,
                    key=code,
                    category=categories[category],
                    shape=rule.shape.value,
                    trigger=rule.trigger,
                    when=rule.when.value if rule.when else "",
                    **_period(rule.period),
                    notice_leads=list(rule.notice.leads) if rule.notice else [],
                    notice_minimum=rule.notice.minimum if rule.notice else None,
                    reference=rule.reference.sv if rule.reference else "",
                    **_said("rule", rule.rule),
                    **_said("counting", rule.counting),
                    **_said("before", rule.before),
                    sentence_ids=carried.get(category, []),
                )
                for category, rules in self.policy.retention.items()
                for code, rule in rules.items()
            ],
        )

    def assessments(self) -> Rows:
        return self.rows(
            LIAssessment,
            [
                LIAssessment(
                    policy_version=self.version,
                    key=key,
                    **_said("interest", part.interest),
                    **_said("necessity", part.necessity),
                    **_said("balancing", part.balancing),
                    decision=part.decision.value,
                    by_role=part.by_role,
                    decided_on=part.decided_on,
                    review_on=part.review_on,
                )
                for key, part in self.policy.assessments.items()
            ],
        )

    def purposes(self) -> Rows:
        return self.rows(
            Purpose,
            [
                Purpose(
                    **self._worded(key, part.title, part.text),
                    is_main=part.main,
                    is_profiling=part.profiling,
                    subjects=[kind.value for kind in part.subjects],
                    contexts=[context.value for context in part.contexts],
                )
                for key, part in self.policy.purposes.items()
            ],
        )

    def bases(self, purposes: Rows, categories: Rows, assessments: Rows, texts: Rows) -> None:
        self.rows(
            LegalBasisEntry,
            [
                LegalBasisEntry(
                    policy_version=self.version,
                    key=f"{purpose}:{category}",
                    purpose=purposes[purpose],
                    category=categories[category],
                    basis=entry.basis.value,
                    contact_basis=entry.contact_basis.value if entry.contact_basis else "",
                    statute_ref=entry.statute_ref.sv if entry.statute_ref else "",
                    assessment=assessments.get(entry.assessment or ""),
                    consent_text=texts.get(entry.consent_text or ""),
                    **_said("why", entry.why),
                )
                for purpose, part in self.policy.purposes.items()
                for category, entry in part.bases.items()
            ],
        )

    def recipients(self, purposes: Rows, assessments: Rows) -> Rows:
        return self.rows(
            Recipient,
            [
                Recipient(
                    **self._worded(key, part.title, part.text),
                    kind=part.kind.value,
                    country=part.country,
                    categories=list(part.categories),
                    purpose=purposes.get(part.purpose or ""),
                    assessment=assessments.get(part.assessment or ""),
                )
                for key, part in self.policy.recipients.items()
            ],
        )

    def processors(self) -> Rows:
        return self.rows(
            Processor,
            [
                Processor(
                    **self._worded(key, part.name, part.text),
                    kind=part.kind.value,
                    level=part.level.value,
                    country=part.country,
                    active=part.active,
                    categories=list(part.categories),
                    **_said("instructions", part.instructions),
                    dpa_signed_on=part.dpa_signed_on,
                    dpa_doc=part.dpa_doc or "",
                    audit_due_on=part.audit_due_on,
                )
                for key, part in self.policy.processors.items()
            ],
        )

    def transfers(self, recipients: Rows, processors: Rows) -> None:
        self.rows(
            Transfer,
            [
                Transfer(
                    **self._worded(key, part.text, part.text),
                    processor=processors.get(part.to),
                    recipient=None if part.to in processors else recipients.get(part.to),
                    country=part.country,
                    mechanism=part.mechanism.value,
                    decision=part.decision or "",
                    tia_on=part.tia_on,
                )
                for key, part in self.policy.transfers.items()
            ],
        )

    def storage(self, processors: Rows) -> None:
        self.rows(
            StorageLocation,
            [
                StorageLocation(
                    **self._worded(key, part.title),
                    country=part.country,
                    processor=processors.get(part.processor or ""),
                )
                for key, part in self.policy.storage.items()
            ],
        )

    def cookies(self, texts: Rows) -> None:
        self.rows(
            CookieCategory,
            [
                CookieCategory(
                    **self._worded(key, part.title, part.text),
                    necessary=part.necessary,
                    period_text=str(part.period or ""),
                    consent_text=texts.get(part.consent_text or ""),
                    processors=list(part.processors),
                )
                for key, part in self.policy.cookies.items()
            ],
        )

    def notice(self) -> None:
        notice = NoticeVersion(
            policy_version=self.version,
            key="notice",
            number=self.version.number,
            valid_from_on=self.policy.valid_from,
            **_said("news", self.policy.news),
        )
        self.rows(NoticeVersion, [notice])

    def _worded(self, key: str, title: Text, text: Text | None = None) -> dict[str, Any]:
        return {
            "policy_version": self.version,
            "key": key,
            **_said("title", title),
            **_said("text", text),
        }


def _said(field: str, text: Text | None) -> dict[str, str]:
    return {f"{field}_sv": text.sv if text else "", f"{field}_en": text.en if text else ""}


def _period(period: Duration | None) -> dict[str, Any]:
    if period is None:
        return {}
    return {"period_number": period.number, "period_unit": period.unit}
