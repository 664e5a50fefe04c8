"""What the verifier says, in Swedish: `ledger/verify.py` stands alone and speaks English only."""

from __future__ import annotations

from django.utils.translation import get_language

SWEDISH = {
    "the database": "databasen",
    "the heads file": "filen med förseglingar",
    "Entries {} to {} are missing, and so are their hashes.": (
        "Raderna {} till {} saknas, och det gör deras kontrollsummor också."
    ),
    "Entry {} is missing; its hash is still in the tree.": (
        "Rad {} saknas; dess kontrollsumma finns kvar i trädet."
    ),
    "Entry {} was changed: it does not give the hash kept of it.": (
        "Rad {} är ändrad: den ger inte den kontrollsumma som finns sparad."
    ),
    "Entries {} to {} are gone; {} has signed them.": "Raderna {} till {} är borta; {} har signerat dem.",
    "Entries {} to {} have no signed head over them.": "Raderna {} till {} täcks inte av någon försegling.",
    "The head over {} entries in {} does not hold: {}.": "Förseglingen av {} rader i {} håller inte: {}.",
    "Entries {} to {} are not as {} has signed them: changed, added, removed or moved.": (
        "Raderna {} till {} är inte som {} har signerat dem: ändrade, tillagda, borttagna eller flyttade."
    ),
    "The head over {} entries is missing in {}.": "Förseglingen av {} rader saknas i {}.",
    "The head over {} entries in {} was changed.": "Förseglingen av {} rader i {} är ändrad.",
    "The heads file {} is missing.": "Filen med förseglingar, {}, saknas.",
    "The heads file {} does not hold: {}.": "Filen med förseglingar, {}, håller inte: {}.",
    "Its row has id {}.": "Den har id {} i tabellen.",
    "The hash kept over entries {} to {} is missing.": "Kontrollsumman över raderna {} till {} saknas.",
    "The hash kept over entries {} to {} is not theirs.": (
        "Kontrollsumman över raderna {} till {} är inte deras."
    ),
    "There are {} hashes too many over entries that are not there.": (
        "Det finns {} kontrollsummor för mycket, över rader som inte finns."
    ),
    "The row with id {} was put in afterwards: its id had passed at the head over {} entries.": (
        "Raden med id {} är tillagd i efterhand: dess id var passerat vid förseglingen av {} rader."
    ),
    "no key that you trust has signed it": "ingen nyckel som gäller har signerat den",
    "it is not the head of a tree": "den är inte en försegling",
    "it holds base64 that is not well formed": "den innehåller felaktig base64",
}


def in_words(text: str, *values: object) -> str:
    """Fill in a sentence of the verifier, in English for who reads English and else in Swedish."""
    if (get_language() or "").startswith("en"):
        return text.format(*values)
    told = [SWEDISH.get(str(value), value) for value in values]
    return SWEDISH.get(text, text).format(*told)
