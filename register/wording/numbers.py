"""Numbers as people write them: `24 månader`, `two years`, `60, 30 och 7`."""

from __future__ import annotations

from collections.abc import Iterable

from register.policyfile.values import Duration

SWEDISH = {"days": ("dag", "dagar"), "months": ("månad", "månader"), "years": ("år", "år")}
ENGLISH = {"days": ("day", "days"), "months": ("month", "months"), "years": ("year", "years")}
SV_WORDS = ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
EN_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def is_swedish(language: str) -> bool:
    """Tell whether a language code means Swedish; every other language reads English."""
    return language.startswith("sv")


def period(length: Duration, language: str) -> str:
    """Write a period in figures: `24 månader`, `1 year`."""
    return f"{length.number} {_unit(length, language)}"


def period_in_words(length: Duration, language: str) -> str:
    """Write a period in words, whole years as years: 24 months is `två år`, 30 days stays `30 dagar`."""
    if length.unit == "months" and length.number % 12 == 0:
        length = Duration(number=length.number // 12, unit="years")
    return f"{_number(length, language)} {_unit(length, language)}"


def listed(numbers: Iterable[int], language: str) -> str:
    """Write a list: `60, 30 och 7`."""
    *most, last = [str(number) for number in numbers]
    word = "och" if is_swedish(language) else "and"
    return f"{', '.join(most)} {word} {last}" if most else last


def _unit(length: Duration, language: str) -> str:
    one, many = (SWEDISH if is_swedish(language) else ENGLISH)[length.unit]
    return one if length.number == 1 else many


def _number(length: Duration, language: str) -> str:
    if length.number == 1:
        return ("ett" if length.unit == "years" else "en") if is_swedish(language) else "one"
    words = SV_WORDS if is_swedish(language) else EN_WORDS
    return words[length.number - 2] if length.number <= 12 else str(length.number)
