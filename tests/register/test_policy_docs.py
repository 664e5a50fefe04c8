"""docs/policy-file.md says what the schema says: every key, every default, every word."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from law.shapes import Shape, UnpaidScope, When
from register.categories import Origin
from register.policyfile import rules, schema, websites, words
from register.policyfile.judging import CARRIERS
from register.policyfile.values import Strict

DOC = (Path(__file__).parents[2] / "docs" / "policy-file.md").read_text()
SECTIONS: dict[str, type[BaseModel]] = {
    "The file": schema.PolicyFile,
    "controller": schema.Company,
    "controller.brand": schema.Brand,
    "settings": schema.Settings,
    "settings.ip_masking": schema.Masking,
    "settings.purge_cap": schema.PurgeCap,
    "categories": schema.Category,
    "retention": rules.Rule,
    "retention.notice": rules.Notice,
    "purposes": schema.Purpose,
    "purposes.bases": schema.Basis,
    "assessments": schema.Assessment,
    "sources": schema.Source,
    "recipients": schema.Recipient,
    "processors": schema.Processor,
    "transfers": schema.Transfer,
    "storage": schema.Storage,
    "consent_texts": schema.ConsentText,
    "cookies": websites.CookieCategory,
    "websites": websites.Website,
    "elsewhere": schema.Elsewhere,
    "sentences": schema.Sentence,
    "sentences.findings": schema.SentenceFinding,
}
LISTS: dict[str, type[StrEnum]] = {
    "shape": Shape,
    "when": When,
    "origins": Origin,
    "sources": words.SourceKind,
    "basis": words.LegalBasis,
    "subjects": words.SubjectKind,
    "contexts": words.Context,
    "channel": words.Channel,
    "recipient kind": words.RecipientKind,
    "processor kind": words.ProcessorKind,
    "level": words.ProcessorLevel,
    "mechanism": words.Mechanism,
    "authority_gate": words.AuthorityGate,
    "unpaid_scope": UnpaidScope,
    "opt_out_ways": words.OptOutWay,
    "decision": words.Decision,
    "role": words.ProcessingRole,
    "hub": words.Behaviour,
}


def section(title: str) -> str:
    return DOC.split(f"### {title}\n", 1)[1].split("\n#", 1)[0]


def shown(field: Any) -> str:
    if field.is_required():
        return "required"
    if isinstance(field.default, BaseModel) and not hasattr(field.default, "unit"):
        return "see below"
    if isinstance(field.default, bool):
        return str(field.default).lower()
    return str(field.default or "none")


@pytest.mark.parametrize("title", SECTIONS)
def test_every_key_is_described_with_its_default(title: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \|$", section(title), re.MULTILINE)
    assert all(text for _, text, _ in rows)
    fields = SECTIONS[title].model_fields
    assert [(key, default) for key, _, default in rows] == [(key, shown(f)) for key, f in fields.items()]


@pytest.mark.parametrize("title", LISTS)
def test_every_word_is_listed(title: str) -> None:
    (row,) = re.findall(rf"^\| {title} \| (.+) \|$", DOC, re.MULTILINE)
    assert re.findall(r"`(\w+)`", row) == [word.value for word in LISTS[title]]


def test_every_model_of_the_schema_has_a_section() -> None:
    models = {
        model
        for module in (schema, rules, websites)
        for model in vars(module).values()
        if isinstance(model, type) and issubclass(model, Strict) and model.__module__ == module.__name__
    }
    assert models == set(SECTIONS.values())


def test_every_kind_of_carrier_is_named() -> None:
    paragraph = DOC.split("Kinds: ", 1)[1].split("\n\n", 1)[0]
    assert set(re.findall(r"`(\w+)`", paragraph)) == {"hub", *CARRIERS}


def test_every_finding_code_is_explained() -> None:
    explained = set(re.findall(r"^\| `(F-[A-Z0-9]+)` \|", DOC, re.MULTILINE))
    root = Path(__file__).parents[2]
    sources = [root / "register/policyfile/linting.py", *(root / "policies").glob("*.yaml")]
    used = {code for file in sources for code in re.findall(r"\bF-[A-Z0-9]+\b", file.read_text())}
    assert used <= explained
