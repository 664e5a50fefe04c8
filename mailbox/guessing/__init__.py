"""What a mail may be about: a suggestion from its words, with the words that led to it. Pure Python."""

from mailbox.guessing.language import language_of
from mailbox.guessing.own_words import own_words
from mailbox.guessing.suggesting import Suggestion, also_asks, is_clear_no, suggest

__all__ = ["Suggestion", "also_asks", "is_clear_no", "language_of", "own_words", "suggest"]
