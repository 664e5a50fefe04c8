"""Translations without gettext."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest
from django.conf import settings

from privacyhub.texts import Text, own_texts, texts_of_code, texts_of_template
from privacyhub.translations import catalogues, compile_catalogue, faults, strangers

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


def test_texts_are_found_in_code_with_their_context(tmp_path: Path) -> None:
    source = tmp_path / "some.py"
    source.write_text(
        '_("ett" " två")\nngettext("dag", "dagar", n)\npgettext("verb", "spara")\nother("nej")\n_(name)\n'
    )
    assert sorted(text.msgid for text in texts_of_code(source)) == ["dag", "ett två", "spara"]
    assert {text.context for text in texts_of_code(source)} == {None, "verb"}
    assert f"{source}:1" in {text.place for text in texts_of_code(source)}


def test_texts_are_found_in_templates_tags_blocks_plurals_and_expressions(tmp_path: Path) -> None:
    source = tmp_path / "some.html"
    source.write_text(
        "{% load i18n %}{% translate \"it's\" %}{% translate 'spara' context 'verb' %}"
        "{% blocktranslate trimmed %}\n  Hej\n  {{ name }}\n{% endblocktranslate %}"
        "{% blocktranslate count n=n %}dag{% plural %}dagar{% endblocktranslate %}"
        "{% include x with t=_('Titel') %}"
    )
    found = {(text.context, text.msgid) for text in texts_of_template(source)}
    assert found == {
        (None, "it's"),
        ("verb", "spara"),
        (None, "Hej %(name)s"),
        (None, "dag"),
        (None, "Titel"),
    }


def test_a_text_the_catalogue_lacks_and_one_that_nobody_says_are_both_named(catalogue: Path) -> None:
    catalogue.write_text(HEAD + 'msgid "ja"\nmsgstr "yes"\n\nmsgid "gammal"\nmsgstr "old"\n')
    said = [Text(None, "ja", "a.py:1"), Text(None, "ny", "b.py:7")]
    missing, unused = strangers(catalogue, said)
    assert missing.startswith("b.py:7: no translation")
    assert unused.startswith(f"{catalogue}:7: nobody says this")


def test_every_text_of_our_own_has_its_english_and_the_catalogue_holds_nothing_else() -> None:
    (english,) = [source for source in catalogues(settings.LOCALE_PATHS) if source.parts[-3] == "en"]
    assert list(strangers(english, own_texts())) == []
