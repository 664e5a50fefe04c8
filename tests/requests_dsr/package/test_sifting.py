"""What the sieve lets go is never masked: it is held against the masker's own patterns."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from requests_dsr.package.masking import (
    EMAIL,
    PERSONAL_NUMBER,
    PHONE,
    Lookup,
    Masker,
    possible_names,
)
from requests_dsr.package.rows import Rows
from requests_dsr.package.sifting import FEW, Sieve

OWN = "Anna Berg Ek"
PIECES = st.sampled_from(
    ["Bo", "Al", "bo", "AL", "Als", "Boris", "Åke", "åke", "ÅKE", "Östman-Ö'Brien", "O’Brien", "Ek", "Anna",
     "Łukasz", "łukasz", "Ωμέγα", "\u212ball", "\u212barl", "karl", "ŝ", "ø", "½", "²", "0", "08", "+46", "7",
     "12", "850101", "1234", "-", "–", "/", "(", ")", " ", "  ", "\t", "\n", "\r\n", "\\", "\\n", '"', "@",
     "\x00", "\x1f", "\x10", "\u00a0", "\u2028", "\u202e", ".", ",", ":", "_", "é", "e\u0301", "٠٨", "👍",
     "n", "t", "u"]
)  # fmt: skip
TEXTS = (
    st.lists(PIECES | st.text(max_size=3), max_size=12)
    .map("".join)
    .map(lambda text: text.encode(errors="replace").decode())
)
NAMES = {"Bo Al", "Åke Östman-Ö'Brien", "Łukasz B", "Karl Ωμέγα", "E Ek", "B.* (Al", "Sara\tBo"}


def sieve_of(*texts):
    return Sieve(Rows.of({"before": "x", "text": text} for text in texts).free)


@settings(max_examples=600, deadline=None)
@given(TEXTS)
@example("Bo\tAl")
@example("5\x100812345678")
@example("\u00bd Bo")
def test_whatever_could_be_a_name_an_address_or_a_number_is_read(text):
    suspicious = possible_names(text) or any(p.search(text) for p in (EMAIL, PERSONAL_NUMBER, PHONE))
    if suspicious and text != OWN:
        assert sieve_of("", text, "").suspects(OWN) == {1}


@settings(max_examples=600, deadline=None)
@given(TEXTS)
@example("bo\nal")
@example("BO  \r\n AL")
@example("\\nBo")
@example("hej \u212barl")
@example("e ek")
def test_every_line_that_the_masker_changes_for_a_name_is_read(text):
    masker = Masker(Lookup(OWN, (), NAMES), text)
    sieve = sieve_of("", text, "")
    if masker.mask(text) != text:
        assert 1 in sieve.suspects(OWN) | sieve.naming(NAMES, OWN)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("rad\nbo al")
def test_among_many_names_none_is_passed_over(text):
    many = NAMES | {f"Någon{number} Annan{number}" for number in range(FEW)}
    sieve = sieve_of("", text)
    if Masker(Lookup(OWN, (), many), text).mask(text) != text:
        assert 1 in sieve.suspects(OWN) | sieve.naming(many, OWN)


@pytest.mark.parametrize(
    "text",
    [
        "Hej, när kommer leverans 12? Vi väntar.",
        "2026-11-25 kl 10:30, 1 250 kr",
        OWN,
        "",
        "Det är så. Åk hit!",
    ],
)
def test_what_names_nobody_is_not_read(text):
    sieve = sieve_of(text)
    assert sieve.suspects(OWN) == set()
    assert sieve.naming({"Bo Al"}, OWN) == set()


def test_what_a_reviewer_adds_is_found_wherever_it_stands():
    sieve = sieve_of("inget", 'han sa "Kalle i\nväxeln"', "!!!")
    assert sieve.naming({'"kalle i växeln"', "  "}, OWN) == {1}
    assert sieve.naming({"!!!"}, OWN) == {2}
