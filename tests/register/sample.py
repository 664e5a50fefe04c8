"""The sample company's policy, and ways to change it for a test."""

from __future__ import annotations

from pathlib import Path

from register.policyfile import PolicyFile, PolicyFileError, parse

SAMPLE = Path(__file__).with_name("granvika.yaml")
TEXT = SAMPLE.read_text()


def changed(old: str, new: str, *, text: str = TEXT) -> str:
    """Give the sample with one passage replaced; the passage has to be there, and once."""
    assert text.count(old) == 1, f"{text.count(old)} times: {old!r}"
    return text.replace(old, new)


def policy(text: str = TEXT) -> PolicyFile:
    """Read a policy that has no fault."""
    return parse(text.encode(), file="granvika.yaml")


def faults(text: str | bytes) -> list[str]:
    """Give the faults of a file as lines; none where it can be used."""
    try:
        parse(text.encode() if isinstance(text, str) else text, file="granvika.yaml")
    except PolicyFileError as error:
        return error.lines()
    return []


def line_of(passage: str, text: str) -> int:
    """Give the line on which a passage begins."""
    return text[: text.index(passage)].count("\n") + 1
