"""What can stand in the way of reading a mailbox, as codes with words. None names a person."""

from __future__ import annotations

from register.policyfile.values import Text


class CannotRead(Exception):
    """A mailbox could not be read; `code` says why, in words under `WORDS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


WORDS: dict[str, Text] = {
    "ADDRESS": Text(
        sv="Adressen till brevlådan går inte att läsa. Rätta MAILBOX_..._URL.",
        en="The address of the mailbox cannot be read. Mend MAILBOX_..._URL.",
    ),
    "NO_HOST": Text(
        sv="Mejlservern finns inte under det namnet. Rätta MAILBOX_..._URL.",
        en="There is no mail server of that name. Mend MAILBOX_..._URL.",
    ),
    "NO_CONNECTION": Text(
        sv="Mejlservern svarar inte. Försöket görs om var femte minut.",
        en="The mail server does not answer. It is tried again every five minutes.",
    ),
    "TLS": Text(
        sv="Mejlserverns certifikat eller kryptering godtas inte. Förnya certifikatet, eller ange ca=.",
        en="The mail server's certificate or encryption is not accepted. Renew it, or name ca=.",
    ),
    "LOGIN": Text(
        sv="Mejlservern godtar inte användaren eller lösenordet. Rätta MAILBOX_..._URL.",
        en="The mail server does not accept the user or the password. Mend MAILBOX_..._URL.",
    ),
    "NO_FOLDER": Text(
        sv="Brevlådan har ingen sådan mapp, eller så får den inte läsas. Rätta MAILBOX_..._URL.",
        en="The mailbox has no such folder, or it may not be read. Mend MAILBOX_..._URL.",
    ),
    "PROTOCOL": Text(
        sv="Mejlservern svarade så att det inte gick att förstå. Försöket görs om var femte minut.",
        en="The mail server gave an answer that cannot be understood. It is tried again every five minutes.",
    ),
    "FAULT": Text(
        sv="Läsningen stannade på ett fel. Den görs om var femte minut; loggen säger felets slag.",
        en="The reading stopped at a fault. It is tried again every five minutes; the log names its kind.",
    ),
    "MAIL": Text(
        sv="Ett mejl kunde inte sparas. Det ligger kvar i inkorgen och läses igen var femte minut.",
        en="A mail could not be stored. It is still in the inbox and is read again every five minutes.",
    ),
}


def words_of(code: str) -> Text:
    """Say a trouble; one that nobody has worded is told as one of the protocol."""
    return WORDS.get(code, WORDS["PROTOCOL"])
