"""Read a policy file: bytes, then values, then the schema, then what only the whole can tell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from register.policyfile.faults import Fault, Mark, PolicyFileError
from register.policyfile.judging import judge
from register.policyfile.messages import faults_of
from register.policyfile.reading import Tree, read
from register.policyfile.schema import PolicyFile


def load(path: str | Path) -> PolicyFile:
    """Read a policy file. Raises PolicyFileError with every fault: file, line, column and reason."""
    try:
        content = Path(path).read_bytes()
    except OSError as fault:
        why = f"cannot be read: {fault.strerror or fault}"
        raise PolicyFileError(str(path), [Fault(Mark(), "", why)]) from None
    return parse(content, file=str(path))


def published_text(policy: PolicyFile, path: str | Path) -> str | None:
    """Give the published notice a file names, to be covered by its sentences; None where it names none.

    Raises PolicyFileError where the text cannot be read.
    """
    if policy.published is None:
        return None
    try:
        return (Path(path).parent / policy.published).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        why = f"the published text {policy.published} cannot be read: {fault}"
        raise PolicyFileError(str(path), [Fault(Mark(), "published", why)]) from None


def parse(content: bytes, *, file: str = "policy") -> PolicyFile:
    """Read the content of a policy file; `file` is the name that the faults carry."""
    tree = read(content)
    policy, faults = (None, []) if tree.broken_off else _validated(tree)
    if policy is None or faults or tree.faults:
        raise PolicyFileError(file, [*tree.faults, *faults])
    return policy


def _validated(tree: Tree) -> tuple[PolicyFile | None, list[Fault]]:
    """Hold the values to the schema; with faults, judge what is left, so that all of them are told."""
    if not isinstance(tree.value, dict):
        why = "the file is empty" if tree.value is None else "a policy file is keys with values"
        return None, [Fault(Mark(), "", why)]
    try:
        policy = PolicyFile.model_validate(tree.value)
    except ValidationError as error:
        faults = list(faults_of(error, tree, PolicyFile))
        rest = _without(tree.value, error)
        return None, faults + (judge(rest, tree) if rest else [])
    return policy, judge(policy, tree)


def _without(values: dict[str, Any], error: ValidationError) -> PolicyFile | None:
    """Give the file without the entries that have faults of their own; None if it cannot stand."""
    broken = {detail["loc"][:2] for detail in error.errors()}
    kept = {
        section: {name: entry for name, entry in entries.items() if (section, name) not in broken}
        if isinstance(entries, dict)
        else entries
        for section, entries in values.items()
        if section in PolicyFile.model_fields
    }
    try:
        return PolicyFile.model_validate(kept)
    except ValidationError:
        return None
