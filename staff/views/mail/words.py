"""What the codes of a mail are called."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mailintake.services.closing import Reason
from register.rights import SHORT

ADDED, INQUIRY, RECRUITMENT, NOT_OURS = "added", "inquiry", "recruitment", "not_ours"

KINDS: dict[str, Promise | str] = {
    **{str(right): title for right, title in SHORT.items()},
    ADDED: _("Tillägg till en öppen begäran"),
    INQUIRY: _("Förfrågan om offert, visning eller annat"),
    RECRUITMENT: _("Jobbansökan"),
    NOT_OURS: _("Inte till oss, eller skräp"),
}

TROUBLES: dict[str, Promise] = {
    "UNREADABLE": _("En del av mejlet går inte att läsa. Mejlet ligger kvar i inkorgen: läs det där."),
    "TOO_DEEP": _("Mejlet är byggt så att bara rubrikerna läses. Det ligger kvar i inkorgen: läs det där."),
    "TOO_LARGE": _("Mejlet är större än 25 MB. Bara början är läst, och det ligger kvar i inkorgen."),
    "LONG_TEXT": _("Texten är mycket lång. Början visas här, och hela finns som bilaga."),
    "CHARSET": _("Mejlet anger fel teckenkodning. Å, ä och ö kan ha blivit fel."),
    "HTML": _("Mejlet var skrivet i HTML. Här visas bara texten, och vart länkar leder."),
    "NO_SENDER": _("Avsändaren går inte att läsa som en adress."),
    "ATTACHMENT_LEFT": _("En bilaga är inte hämtad. Den finns i brevlådan."),
}
MACHINES: dict[str, Promise] = {
    "BOUNCE": _("Besked om att ett mejl inte kom fram"),
    "RECEIPT": _("Läskvitto"),
    "OWN_MAIL": _("Vårt eget mejl, som kom tillbaka"),
    "AUTO_REPLY": _("Automatiskt svar"),
    "GENERATED": _("Skickat av ett system. Det kan ändå vara en begäran, till exempel genom ett ombud."),
    "OWN_ADDRESS": _("Skickat från vår egen adress. Ange vem som ska få svar."),
    "LIST": _("Kom genom en sändlista"),
    "BULK": _("Märkt som massutskick"),
    "NO_ANSWER": _("Avsändarens system vill inte ha automatiska svar"),
}
REFUSED: dict[str, Promise] = {
    "TYPE": _("ett slag av fil som inte hämtas: be om PDF, bild eller text"),
    "SIZE": _("större än 10 MB"),
    "NUMBER": _("fler än 20 bilagor"),
    "EMPTY": _("tom"),
}
REASONS: dict[str, Promise] = {
    Reason.SPAM: _("skräppost"),
    Reason.ADVERTISING: _("reklam till oss"),
    Reason.WRONG_COMPANY: _("till ett annat företag"),
    Reason.PRIVATE: _("privat, skickat av misstag"),
    Reason.EMPTY: _("tomt eller obegripligt"),
    Reason.MACHINE: _("automatiskt mejl"),
}


def said(codes: Iterable[str], words: dict[str, Promise]) -> list[str]:
    """Say codes; one that nobody has worded stands as it is."""
    return [str(words.get(code, code)) for code in codes]
