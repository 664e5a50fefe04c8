"""Suggestions: explained by words, in two languages, and only ever suggestions."""

from __future__ import annotations

import pytest

from law.rights import Right
from mailintake.guessing import also_asks, is_clear_no, language_of, own_words, suggest
from mailintake.guessing.keywords import INQUIRY, KEYWORDS, NOT_OURS, RECRUITMENT


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("Registerutdrag", "Hej, jag vill veta vilka uppgifter ni har.", "access"),
        ("Subject access request", "Please send a copy of my data.", "access"),
        ("GDPR", "Radera alla mina uppgifter.", "erasure"),
        ("Request", "Please delete my account and erase everything.", "erasure"),
        ("Fel adress", "Ni måste rätta mina uppgifter, jag har bytt namn.", "rectification"),
        ("", "Please correct my name, it is misspelled.", "rectification"),
        ("Artikel 18", "Begränsa behandlingen av mina uppgifter.", "restriction"),
        ("Nyhetsbrev", "Jag vill inte ha mer reklam.", "objection"),
        ("unsubscribe", "", "objection"),
        ("Samtycke", "Jag återkallar mitt samtycke.", "consent_withdrawal"),
        ("Consent", "I withdraw my consent.", "consent_withdrawal"),
        ("Dataportabilitet", "Flytta mina uppgifter", "portability"),
        ("Klagomål", "Jag är missnöjd och klagar.", "complaint"),
        ("Underbiträden", "Vilka underleverantörer har ni?", "subprocessor_overview"),
        ("Jobbansökan", "Jag söker tjänsten som montör, bifogar CV.", "recruitment"),
        ("Offert", "Vad kostar det?", "inquiry"),
        ("Rank your website", "SEO and backlinks", "not_ours"),
        ("Hej", "Hur mår ni?", ""),
        ("", "", ""),
        ("", "radera\n\n> registerutdrag registerutdrag registerutdrag", "erasure"),
        ("", "artikel 17 eller artikel 16", ""),
    ],
)
def test_the_words_of_a_mail_suggest_a_kind_or_none(title, text, kind):
    suggestion = suggest(title, text)
    assert suggestion.kind == kind
    assert bool(suggestion.because) is bool(kind)


def test_every_kind_that_is_suggested_is_one_there_is():
    assert set(KEYWORDS) <= {str(right) for right in Right} | {INQUIRY, RECRUITMENT, NOT_OURS}


@pytest.mark.parametrize(
    ("text", "no"),
    [
        ("Avregistrera mig.", True),
        ("Jag vill inte ha reklam från er längre", True),
        ("I hereby withdraw my consent", True),
        ("STOP", True),
        ("Stopp!", True),
        ("Jag vill läsa ert nyhetsbrev", False),
        ("How do I unsubscribe a colleague?", False),
        ("> Avregistrera mig", False),
        ("Tack\n-----Original Message-----\nunsubscribe me", False),
        ("", False),
    ],
)
def test_a_no_is_clear_only_in_the_persons_own_words(text, no):
    assert is_clear_no("Hej", text) is no


def test_what_is_quoted_is_not_the_persons_own():
    assert own_words("Ja\n\nDen 3 nov 2026 kl. 10 skrev Winston <x@example.se>:\n> Hej") == "Ja"
    assert own_words("Ja\n\nOn Tue, Nov 3, 2026 Winston wrote:\nHej") == "Ja"
    assert own_words("Ja\n\nFrån: Winston\nSkickat: igår") == "Ja"
    assert own_words("> Hej\nMitt svar under") == "Mitt svar under"
    assert own_words("Från: Winston\nbara en vidarebefordran") == "Från: Winston\nbara en vidarebefordran"


@pytest.mark.parametrize(
    ("text", "language"),
    [("Jag vill att ni tar bort mig", "sv"), ("Please send my data to you", "en"), ("", "sv")],
)
def test_the_language_is_told_by_the_small_words(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("Jag invänder mot direktreklam, och vill också radera allt.", {"erasure": ("radera",)}),
        ("Skicka en kopia av mina uppgifter.", {"access": ("kopia av mina",)}),
        ("Jag invänder mot direktreklam. Vad kostar er tjänst?", {}),
        ("Jag invänder mot er direktreklam, min fel adress.", {}),
    ],
)
def test_what_else_a_mail_asks_for_is_named_where_a_plain_word_says_it(text, also):
    assert also_asks("", text, than="objection") == also
