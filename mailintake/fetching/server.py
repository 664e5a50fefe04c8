"""One mailbox on an IMAP server: what is asked of it, and its faults as ours (RFC 3501, 4315, 6851)."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from mailintake.addresses import MailboxAddress
from mailintake.fetching.troubles import CannotRead

TIMEOUT_SECONDS = 30
logging.getLogger("imapclient").setLevel(logging.WARNING)  # at DEBUG it writes down whole mails


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """What the server says of a message: its size in bytes, and when it was received."""

    size: int
    received_at: datetime | None


class Server:
    """A logged-in connection with one folder open. Raises CannotRead for whatever goes wrong."""

    def __init__(self, client: IMAPClient, address: MailboxAddress) -> None:
        self._client, self.address = client, address
        self._folders: dict[str, str] = {}
        self.uidvalidity = 0

    def open(self, folder: str) -> bool:
        """Open a folder; False where there is none."""
        try:
            self.uidvalidity = int(self._client.select_folder(folder).get(b"UIDVALIDITY", 0))
        except IMAPClientAbortError:
            raise
        except IMAPClientError:
            return False
        if not self.uidvalidity:  # without it a number names no message (RFC 3501, 2.3.1.1)
            raise CannotRead("PROTOCOL")
        return True

    def uids(self) -> list[int]:
        """Give the numbers of the messages in the open folder, the oldest first."""
        since: list[Any] = ["SINCE", self.address.since] if self.address.since else []
        return sorted(self._client.search(["NOT", "DELETED", *since]))

    def envelopes(self, uids: Sequence[int]) -> Mapping[int, Envelope]:
        """Give size and time of receipt of messages; those that are gone by now are left out."""
        found = self._client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"])
        return {
            uid: Envelope(size=int(said.get(b"RFC822.SIZE", 0)), received_at=said.get(b"INTERNALDATE"))
            for uid, said in found.items()
        }

    def contents(self, uids: Sequence[int], *, most: int) -> Iterator[tuple[int, bytes]]:
        """Give messages' bytes, at most so many of each; none is marked as read."""
        for uid, said in sorted(self._client.fetch(uids, [f"BODY.PEEK[]<0.{most}>"]).items()):
            for key, value in said.items():
                if key.startswith(b"BODY[]") and value:
                    yield uid, value

    def set_apart(self, uids: Sequence[int], folder: str) -> bool:
        """Move messages out of the open folder into another, which is made when it is not there.

        False where the server can do it neither by MOVE nor by COPY and UID EXPUNGE: they stay, marked
        as read, and are recognised by their numbers.
        """
        place = self._place(folder)
        if place and self._client.has_capability("MOVE"):
            self._client.move(uids, place)
            return True
        if place and self._client.has_capability("UIDPLUS"):
            self._client.copy(uids, place)
            self._expunge(uids)
            return True
        self._client.add_flags(uids, [b"\\Seen"])
        return False

    def remove(self, uids: Sequence[int]) -> bool:
        """Delete these messages of the open folder, and no others; False where the server cannot."""
        if not self._client.has_capability("UIDPLUS"):
            return False
        self._expunge(uids)
        return True

    def gone(self, uids: Sequence[int]) -> list[int]:
        """Give which of these messages the open folder holds no more; one marked as deleted is deleted."""
        if self._client.has_capability("UIDPLUS"):
            self._client.uid_expunge(uids)
        there = self._client.search(["NOT", "DELETED", "UID", ",".join(map(str, uids))])
        return sorted(set(uids) - set(there))

    def find(self, message_id: str) -> list[int]:
        """Give the messages of the open folder with this Message-ID."""
        return sorted(self._client.search(["NOT", "DELETED", "HEADER", "Message-ID", message_id]))

    def unnumbered(self, received_at: datetime) -> list[int]:
        """Give the messages of the open folder without a Message-ID, or received at this very second."""
        bare = self._client.search(["NOT", "DELETED", "NOT", "HEADER", "Message-ID", ""])
        day = received_at.date()  # a server counts days in a zone of its own: those beside it are asked too
        window = ["SINCE", day - timedelta(days=1), "BEFORE", day + timedelta(days=2)]
        near = self._client.search(["NOT", "DELETED", *window])
        then = received_at.replace(microsecond=0)
        same = [uid for uid, said in self.envelopes(near).items() if said.received_at == then] if near else []
        return sorted({*bare, *same})

    def _expunge(self, uids: Sequence[int]) -> None:
        self._client.add_flags(uids, [b"\\Deleted"])
        self._client.uid_expunge(uids)

    def _place(self, folder: str) -> str:
        """Give a folder's name on this server: some keep all of them under the inbox."""
        if folder not in self._folders:
            self._folders[folder] = self._found_or_made(folder)
        return self._folders[folder]

    def _found_or_made(self, folder: str) -> str:
        names = (folder, f"INBOX.{folder}", f"INBOX/{folder}")
        for name in names:
            if self._client.folder_exists(name):
                return name
        for name in names:
            with suppress(IMAPClientError):
                self._client.create_folder(name)
                return name
        return ""

    def place_of(self, folder: str) -> str:
        """Give the name under which a folder is opened; empty where it can neither be found nor made."""
        return self._place(folder)


@contextmanager
def connected(address: MailboxAddress) -> Iterator[Server]:
    """Log in to a mailbox and open its inbox. Raises CannotRead, also for what happens inside."""
    client: Any = None
    try:
        client = _client(address)
        _log_in(client, address)
        server = Server(client, address)
        if not server.open(address.inbox):
            raise CannotRead("NO_FOLDER")
        yield server
    except ssl.SSLError:
        raise CannotRead("TLS") from None
    except socket.gaierror:
        raise CannotRead("NO_HOST") from None
    except OSError:
        raise CannotRead("NO_CONNECTION") from None
    except IMAPClientAbortError:
        raise CannotRead("NO_CONNECTION") from None
    except IMAPClientError:
        raise CannotRead("PROTOCOL") from None
    finally:
        if client is not None:
            with suppress(Exception):  # whatever a dead connection says to goodbye
                client.logout()


def _client(address: MailboxAddress) -> IMAPClient:
    encrypted = address.scheme == "imaps"
    context = _context(address) if address.scheme != "imap" else None
    client = IMAPClient(
        address.host,
        port=address.port,
        ssl=encrypted,
        ssl_context=context if encrypted else None,
        timeout=TIMEOUT_SECONDS,
    )
    client.normalise_times = False  # times come with their zone; the library's default takes it away
    if address.scheme == "imap+starttls":
        _start_tls(client, context)
    return client


def _context(address: MailboxAddress) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=address.ca or None)
    except OSError:  # the file named by ca= is not there, or holds no certificate
        raise CannotRead("TLS") from None


def _start_tls(client: IMAPClient, context: ssl.SSLContext | None) -> None:
    try:
        client.starttls(context)
    except IMAPClientAbortError:
        raise
    except IMAPClientError:  # the server offers none: a password never goes in the clear
        raise CannotRead("TLS") from None


def _log_in(client: IMAPClient, address: MailboxAddress) -> None:
    try:
        client.login(address.user, address.password)
    except LoginError:
        raise CannotRead("LOGIN") from None
