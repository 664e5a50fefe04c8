"""Where in the folder a mail lies: by its Message-ID where that says it, else by its very bytes.

Anybody can write any Message-ID, and a mail need not have one. So a number counts only where no other mail
bears it; otherwise a message is a mail's if it is the same to the last byte.
"""

from __future__ import annotations

from mailintake.fetching.server import Server
from mailintake.models import Mail
from mailintake.reading.limits import MOST_BYTES
from mailintake.reading.message import digest_of


class Folder:
    """The folder that is open on a server, for one round: each message in it is read once at the most."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._digests: dict[int, str] = {}

    def copies_of(self, mail: Mail) -> list[int] | None:
        """Give the messages that are a mail, none where it is gone.

        None where something lies there that may be it and that we do not know: it is left alone.
        """
        if mail.message_id:
            found = self._server.find(mail.message_id)
            if len(found) < 2 and not _others_of_its_number(mail):
                return found
        else:
            found = self._server.unnumbered(mail.received_at)
        digests = {uid: self._digest(uid) for uid in found}
        ours = [uid for uid, digest in digests.items() if digest == mail.digest]
        return ours if ours or _are_known(mail, set(digests.values())) else None

    def _digest(self, uid: int) -> str:
        if uid not in self._digests:
            read = list(self._server.contents([uid], most=MOST_BYTES))
            self._digests[uid] = digest_of(read[0][1]) if read else ""
        return self._digests[uid]


def _others_of_its_number(mail: Mail) -> bool:
    same = Mail.objects.filter(controller=mail.controller_id, message_id=mail.message_id)
    return same.exclude(pk=mail.pk).exists()


def _are_known(mail: Mail, digests: set[str]) -> bool:
    """Tell whether all of these are other mails that we have taken in."""
    known = Mail.objects.filter(controller=mail.controller_id, digest__in=digests)
    return known.count() == len(digests)
