"""What a mail may be about: a suggestion from its words, with the words that led to it. Pure Python."""

from mailintake.guessing.language import language_of
from mailintake.guessing.own_words import own_words
from mailintake.guessing.suggesting import Suggestion, also_asks, is_clear_no, suggest

__all__ = ["Suggestion", "also_asks", "is_clear_no", "language_of", "own_words", "suggest"]
