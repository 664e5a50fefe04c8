"""Invented names: every person is at example.se, every number is one of PTS's for fiction."""

from __future__ import annotations

import unicodedata

FIRST = (
    "Karin", "Sara", "Erik", "Anna", "Olof", "Maria", "Johan", "Emma", "Lars", "Ingrid", "Nils", "Elin",
    "Gustav", "Astrid", "Per", "Sofia", "Oskar", "Hanna", "Anders", "Linnéa", "Mikael", "Ebba",
    "Fredrik", "Signe", "Björn", "Klara", "Henrik", "Åsa", "Magnus", "Frida", "Jonas", "Märta",
    "Stefan", "Moa", "Peter", "Wilma", "Rikard", "Selma", "Tomas", "Greta", "Viktor", "Ylva", "Göran",
    "Disa", "Hugo", "Tove", "Ali", "Fatima", "Amir", "Leila", "Marek", "Zofia",
)  # fmt: skip
LAST = (
    "Ek", "Nyström", "Lindgren", "Berg", "Holm", "Sjöberg", "Lund", "Dahl", "Åkesson", "Norén",
    "Wallin", "Öberg", "Sandell", "Hedlund", "Falk", "Strand", "Björk", "Engström", "Hagman", "Kvist",
    "Palm", "Rosén", "Söder", "Törnqvist", "Viklund", "Ågren", "Blom", "Ceder", "Frisk", "Grahn",
    "Hellström", "Isaksson", "Jonsson", "Kjellberg", "Lilja", "Malm", "Nordin", "Olsson", "Persson",
    "Qvarnström", "Rydén", "Stål", "Tegnér", "Ullman", "Westin",
)  # fmt: skip
FIRMS = (
    "Bageriet", "Kvarnen", "Gjuteriet", "Snickeriet", "Åkeriet", "Mejeriet", "Bryggeriet", "Tryckeriet",
    "Boden", "Verkstan", "Kontoret", "Magasinet", "Fabriken", "Skolan", "Hotellet", "Apoteket",
    "Gården", "Hamnen", "Bron", "Sågen",
)  # fmt: skip
TOWNS = (
    "Luleå", "Umeå", "Östersund", "Sundsvall", "Falun", "Gävle", "Uppsala", "Västerås", "Örebro",
    "Karlstad", "Skövde", "Borås", "Kalmar", "Lund",
)  # fmt: skip
TITLES = ("inköpare", "löneansvarig", "HR-chef", "ekonomiassistent", "skolledare", "vd", "schemaläggare")
STAR_NAMES = (("Karin", "Ek"), ("Sara", "Nyström"), ("Erik", "Lindgren"))
"""The people shown by name when the demo starts: they can log in with a mailed code."""


def person_name(number: int) -> tuple[str, str]:
    """Give first and last name of person number so and so; the first three are those shown by name."""
    if number < len(STAR_NAMES):
        return STAR_NAMES[number]
    return FIRST[number * 7 % len(FIRST)], LAST[number * 11 % len(LAST)]


def address(first: str, last: str, number: int) -> str:
    """Give the person's address: `karin.ek@example.se`, with the number where the name is common."""
    mark = "" if number < len(STAR_NAMES) else str(number)
    return f"{_ascii(first)}.{_ascii(last)}{mark}@example.se"


def phone(number: int) -> str:
    """Give a mobile number of the series that PTS keeps free for books and films (070-1740605..)."""
    return f"070-174 06 {number % 95 + 5:02d}"


def firm_name(number: int) -> str:
    """Give the name of organisation number so and so."""
    return f"{FIRMS[number % len(FIRMS)]} i {TOWNS[number * 3 % len(TOWNS)]} AB"


def _ascii(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.lower())
    return "".join(sign for sign in plain if sign.isascii() and sign.isalpha())
