"""Websites in a policy file: what is refused, and what a change of one weighs."""

from __future__ import annotations

from pathlib import Path

import pytest

from register.policyfile import PolicyFileError, load
from tests.myprofile.people import POLICIES

WEBSITE = """websites:
  www:
    title: {sv: Winstons webbplats, en: Winston's website}
    origin: https://www.winston.example
    visits: statistics
"""
SECOND = "  shop:\n    title: {sv: B, en: B}\n    origin: https://www.winston.example\n"
FAULTS = [
    ("a path", "https://www.winston.example", "https://www.winston.example/", "is no origin"),
    ("no https", "https://www.winston.example", "http://www.winston.example", "is no origin"),
    ("capitals", "https://www.winston.example", "https://WWW.winston.example", "is no origin"),
    ("an unknown group", "visits: statistics", "visits: statistic", "is not under cookies"),
    ("a necessary group", "visits: statistics", "visits: necessary", "is not asked about on the web"),
    (
        "one origin twice",
        "    visits: statistics\n",
        f"    visits: statistics\n{SECOND}",
        "a choice belongs to one",
    ),
    ("an unknown key", "visits: statistics", "visitors: statistics", "visitors"),
]


@pytest.mark.parametrize(("old", "new", "why"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_fault_says_what_is_wrong(tmp_path: Path, old: str, new: str, why: str) -> None:
    text = (POLICIES / "winston.yaml").read_text()
    assert WEBSITE in text
    file = tmp_path / "winston.yaml"
    file.write_text(text.replace(WEBSITE, WEBSITE.replace(old, new)))
    with pytest.raises(PolicyFileError, match=why):
        load(file)


def test_loopback_may_be_http() -> None:
    assert load(POLICIES / "winston.yaml").websites["www"].visits == "statistics"
