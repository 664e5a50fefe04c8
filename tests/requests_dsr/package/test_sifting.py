"""What is masked is the same as if every text were read closely, and the sieve lets nothing go by."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from requests_dsr.package.others.masking import (
    EMAIL,
    PERSONAL_NUMBER,
    PHONE,
    Lookup,
    Masker,
    possible_names,
)
from requests_dsr.package.others.sifting import AT_ONCE, Sieve
from requests_dsr.package.rows import Rows
from requests_dsr.package.words.texts import Texts
from tests.requests_dsr.package.naive_masking import naive_masked

OWN = "Anna Berg Ek"
PIECES = st.sampled_from(
    ["Bo", "Al", "bo", "AL", "Als", "Boris", "Åke", "åke", "ÅKE", "Östman-Ö'Brien", "O’Brien", "Ek", "Anna",
     "Łukasz", "łukasz", "Ωμέγα", "ΩΜΈΓΑ", "\u212ball", "\u212barl", "karl", "ŝ", "ø", "½", "²", "0", "08",
     "+46", "7", "12", "850101", "1234", "-", "–", "/", "(", ")", " ", "  ", "\t", "\n", "\r\n", "\\",
     "\\n", '"', "@", "\x00", "\x1f", "\x10", "\u00a0", "\u2028", ".", ",", ":", "_", "é", "e\u0301",
     "٠٨", "👍", "n", "t", "u", "s", "S", "ſ", "person", "Person", "annan", "E", "e", "Ek",
     # Turkish, Arabic, Hebrew; signs that turn text or are not seen; the same letter in two ways
     "İpek", "ipek", "IPEK", "Yıldız", "YILDIZ", "yildiz", "محمد", "علي", "אלי", "כהן", "\u200f", "\u202e",
     "\u2067", "\u2069", "\u200b", "\u200d", "\u00ad", "\ufeff", "André", "Andre\u0301", "ANDRÉ", "ÿ", "Ÿ",
     "Weiß", "weiß", "WEISS", "WEI\u1e9e", "Weisss", "Gross", "Groß", "k", "\u212a"]
)  # fmt: skip
TEXTS = (
    st.lists(PIECES | st.text(max_size=3), max_size=12)
    .map("".join)
    .map(lambda text: text.encode(errors="replace").decode())
)
NAMES = {"Bo Al", "Åke Östman-Ö'Brien", "Łukasz B", "Karl Ωμέγα", "E Ek", "B.* (Al", "Sara\tBo", "Bo Person"}
ABROAD = {"Eva Gross", "İpek Yıldız", "محمد علي", "אלי כהן", "André Weiß", "Ÿ k"}
ADDED = {'"kalle i växeln"', "n t", "\u202e Bo", OWN}


def sieve_of(*texts, own=OWN):
    return Sieve(Rows.of({"before": "x", "text": text} for text in texts).free, own)


def masked(texts, *, colleagues, known, added):
    """Mask texts as a package does: sifted, read and masked."""
    rows = Rows.of({"before": "x", "text": text, "deep": {text: [text, 1]}} for text in texts)
    sifted = Texts([rows])
    others = sifted.read_suspects(
        own_name=OWN, colleagues=colleagues, added=added, known_here=lambda names: known & {*names}
    )
    lookup = Lookup(OWN, (), others, added=added)
    sifted.mask(Masker(lookup, sifted.said))
    assert all(row["deep"] == {row["text"]: [row["text"], 1]} for row in rows)
    return [row["text"] for row in rows]


def named_in(texts, known):
    return {name for text in texts for name in possible_names(text) & known}


@settings(max_examples=1500, deadline=None)
@given(st.lists(TEXTS, max_size=4), st.sampled_from([set(), ADDED]))
@example(["İpek ringde", "hej yıldız", "YILDIZ"], set())
@example(["Bo Person ringde", "en annan person", "bo@bo.example.se"], set())
@example(["ring محمد i dag", "\u202eאלי\u202c och k"], set())
@example(["Anna Berg Ek"], {OWN})
@example(["Andre\u0301 och ANDRÉ"], set())
@example(["Bo+46850101"], set())
@example(["Bo0701234567", "Ek2+46850101"], set())
def test_what_is_masked_is_what_would_be_if_every_text_were_read_with_every_name(texts, added):
    others = NAMES | named_in(texts, ABROAD)
    found = masked(texts, colleagues=NAMES, known=ABROAD, added=added)
    assert found == [naive_masked(text, Lookup(OWN, (), others, added=added)) for text in texts]
    others = NAMES | ABROAD
    found = masked(texts, colleagues=others, known=set(), added=added)
    assert found == [naive_masked(text, Lookup(OWN, (), others, added=added)) for text in texts]


@settings(max_examples=600, deadline=None)
@given(TEXTS)
@example("Bo\tAl")
@example("5\x100812345678")
@example("\u00bd Bo")
def test_whatever_could_be_a_name_an_address_or_a_number_is_read(text):
    suspicious = possible_names(text) or any(p.search(text) for p in (EMAIL, PERSONAL_NUMBER, PHONE))
    if suspicious and text != OWN:
        assert sieve_of("", text, "").suspects() == {1}


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
        assert 1 in sieve.suspects() | sieve.naming(NAMES)
        assert 1 in sieve.suspects(NAMES)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
@example("rad\nbo al")
def test_among_many_names_none_is_passed_over(text):
    many = NAMES | {f"Någon{number} Annan{number}" for number in range(AT_ONCE // 20)}
    sieve = sieve_of("", text)
    if Masker(Lookup(OWN, (), many), text).mask(text) != text:
        assert 1 in sieve.suspects() | sieve.naming(many)
        assert 1 in sieve.suspects(many)


def test_every_letter_beyond_those_of_western_europe_is_looked_at_closely():
    letters = [sign for at in range(0x100, sys.maxunicode) if (sign := chr(at)).isalnum()]
    assert sieve_of(*letters).suspects() == set(range(len(letters)))


def test_a_letter_is_found_in_every_case_that_the_masker_finds_it_in():
    western = "".join(sign for at in range(0x100) if re.match(r"\w", sign := chr(at)))
    everything = "".join(map(chr, range(sys.maxunicode)))
    for letter in western:
        for same in re.findall(f"(?i:{letter})", everything):
            assert sieve_of(f"{letter}x", f"{letter}X").naming([f"{same}x"]) == {0, 1}, (letter, same)


def test_a_name_as_long_as_any_and_a_reviewers_longest_words_are_found():
    long, longer = "Å" * 200, "ж" * 30_000
    sieve = sieve_of(f"hej {long.lower()}", f"hej {longer}", f"{longer} hej")
    assert sieve.naming([long]) == {0}
    assert sieve.naming([longer]) == {1, 2}


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
    assert sieve.suspects() == sieve.suspects({"Bo Al"}) == sieve.naming({"Bo Al"}) == set()


def test_what_a_reviewer_adds_is_found_wherever_it_stands():
    sieve = sieve_of("inget", 'han sa "Kalle i\nväxeln"', "!!!")
    assert sieve.naming({'"kalle i växeln"', "  "}) == {1}
    assert sieve.naming({"!!!"}) == {2}
