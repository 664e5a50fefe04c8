"""Translations without gettext."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest
from django.conf import settings

from privacyhub.translations import catalogues, compile_catalogue, faults

HEAD = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    return folder / "django.po"


def test_plain_plural_and_context_entries_resolve_and_uncertain_ones_do_not(catalogue: Path) -> None:
    catalogue.write_text(
        HEAD
        + 'msgid "ja"\nmsgstr "yes"\n\n'
        + 'msgid "%(n)s dag"\nmsgid_plural "%(n)s dagar"\nmsgstr[0] "%(n)s day"\nmsgstr[1] "%(n)s days"\n\n'
        + 'msgctxt "verb"\nmsgid "spara"\nmsgstr "keep"\n\n'
        + '#, fuzzy\nmsgid "kanske"\nmsgstr "never"\n'
    )
    assert catalogues([catalogue.parents[2]]) == [catalogue]
    with compile_catalogue(catalogue).open("rb") as compiled:
        words = gettext.GNUTranslations(compiled)
    assert words.gettext("ja") == "yes"
    assert words.ngettext("%(n)s dag", "%(n)s dagar", 3) == "%(n)s days"
    assert words.pgettext("verb", "spara") == "keep"
    assert words.gettext("kanske") == "kanske"


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('#, fuzzy\nmsgid "a"\nmsgstr "b"\n', "fuzzy"),
        ('msgid "a"\nmsgstr ""\n', "missing"),
        ('msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] ""\n', "missing"),
        ('msgid "till %(day)s"\nmsgstr "until"\n', "lacks a placeholder"),
        ('msgid "till"\nmsgstr "until %(day)s"\n', "placeholder that the original has not"),
    ],
    ids=["uncertain", "missing", "plural missing", "placeholder lost", "placeholder invented"],
)
def test_each_fault_is_found_with_its_place(catalogue: Path, entry: str, reason: str) -> None:
    catalogue.write_text(HEAD + entry)
    (fault,) = faults(catalogue)
    assert reason in fault
    assert fault.startswith((f"{catalogue}:4:", f"{catalogue}:5:"))


def test_a_good_catalogue_has_no_fault(catalogue: Path) -> None:
    catalogue.write_text(
        HEAD + 'msgid "till %(day)s"\nmsgstr "until %(day)s"\n\n#~ msgid "gone"\n#~ msgstr ""\n'
    )
    assert list(faults(catalogue)) == []


def test_the_projects_own_catalogues_have_no_fault() -> None:
    assert [fault for source in catalogues(settings.LOCALE_PATHS) for fault in faults(source)] == []
