"""Which sentences of the published text each part of a policy carries."""

from __future__ import annotations

from register.policyfile.schema import PolicyFile


def sentences_of(policy: PolicyFile, kind: str) -> dict[str, list[str]]:
    """Give the sentence ids by the name of what carries them: kind `rule`, `purpose`, `recipient` ..."""
    found: dict[str, list[str]] = {}
    for sentence_id, sentence in policy.sentences.items():
        for carrier in sentence.carried_by:
            its_kind, _, name = carrier.partition(":")
            if its_kind == kind:
                found.setdefault(name, []).append(sentence_id)
    return found
