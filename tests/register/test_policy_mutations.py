"""Whatever is done to a policy file, it is read or refused with the places of its faults; nothing else."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from register.policyfile import PolicyFileError, parse
from register.policyfile.linting import lint
from tests.register.sample import TEXT

LINES = TEXT.splitlines()
SNIPPETS = [
    "",
    ": ",
    "- ",
    "&a ",
    "*a",
    "!!x ",
    "{",
    "}",
    "[",
    "]",
    "'",
    '"',
    "|",
    ">",
    "#",
    "%",
    "\t",
    "null",
    "{period",
    "\\0",
    "å",
    "\x85",
]
WORDS = st.sampled_from([*TEXT.split(), *SNIPPETS])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | WORDS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


def outcome(content: bytes) -> None:
    """Read a file: no other error than PolicyFileError, each fault within the file, findings for the rest."""
    try:
        lint(parse(content), "")
    except PolicyFileError as refused:
        error = refused
    else:
        return
    last = content.decode("utf-8", "replace").count("\n") + 2
    assert error.faults
    assert all(1 <= fault.mark.line <= last and fault.why for fault in error.faults)
    assert all(line.startswith("policy:") and "\n" not in line for line in error.lines())


@st.composite
def edited(draw: st.DrawFn) -> str:
    """The sample with up to three lines taken out, doubled, moved in or written over."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["drop", "double", "indent", "insert", "swap"])):
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "indent":
                lines[at] = " " * draw(st.integers(0, 8)) + lines[at].strip()
            case "insert":
                cut = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:cut] + draw(WORDS) + lines[at][cut:]
            case "swap":
                lines[at] = draw(st.sampled_from(LINES))
    return "\n".join(lines)


@settings(max_examples=80, deadline=None)
@given(edited())
def test_an_edited_file_is_read_or_refused_with_places(text: str) -> None:
    outcome(text.encode("utf-8", "replace"))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_bytes_of_any_kind_are_refused_with_places(content: bytes) -> None:
    outcome(content)


@st.composite
def grafted(draw: st.DrawFn) -> Any:
    """The sample's values with one of them, at any depth, replaced by anything."""
    tree: Any = yaml.safe_load(TEXT)
    here = tree
    while True:
        key = draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
        if not isinstance(here[key], dict | list) or not here[key] or draw(st.booleans()):
            here[key] = draw(VALUES)
            return tree
        here = here[key]


@settings(max_examples=80, deadline=None)
@given(grafted())
def test_a_value_of_any_type_anywhere_is_read_or_refused_with_places(tree: Any) -> None:
    outcome(yaml.safe_dump(tree, allow_unicode=True).encode("utf-8", "replace"))
