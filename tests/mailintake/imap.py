"""A real IMAP server (pymap) on loopback, in a process of its own, and mails to put into it."""

from __future__ import annotations

import contextlib
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

from imapclient import IMAPClient

LOOPBACK = "127.0.0.1"
USER, PASSWORD = "dataskydd", "hem ligt/?"
# Not as `-m pymap` from here: our own `mailbox` would stand in the way of the standard library's.
PYMAP = [sys.executable, "-I", "-c", "import sys; from pymap.main import main; sys.exit(main())"]
LIFE_SECONDS = 300


@dataclass
class ImapServer:
    """A running server: `fill` it, look into its folders, and `stop` it."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Give its address as MAILBOX_..._URL writes it."""
        return f"imap://{USER}:{quote(PASSWORD, safe='')}@{LOOPBACK}:{self.port}/INBOX"

    @contextlib.contextmanager
    def client(self, tls: ssl.SSLContext | None = None) -> Iterator[IMAPClient]:
        """Log in with the tests' own client."""
        client = IMAPClient(LOOPBACK, port=self.port, ssl=False, timeout=10)
        client.normalise_times = False
        client._imap.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if tls:
            client.starttls(tls)
        client.login(USER, PASSWORD)
        yield client
        client.logout()

    def fill(
        self, *mails: bytes, at: datetime, folder: str = "INBOX", tls: ssl.SSLContext | None = None
    ) -> None:
        """Let mails be received at an instant."""
        with self.client(tls) as client:
            for start in range(0, len(mails), 200):
                batch = [{"msg": raw, "date": at} for raw in mails[start : start + 200]]
                client.multiappend(folder, batch)

    def subjects(self, folder: str = "INBOX") -> list[str]:
        """Give the subjects of the mails in a folder, without the deleted ones."""
        with self.client() as client:
            if not client.folder_exists(folder):
                return []
            client.select_folder(folder, readonly=True)
            found = client.fetch(client.search(["NOT", "DELETED"]), ["BODY.PEEK[HEADER.FIELDS (SUBJECT)]"])
        heads = [
            next(value for key, value in said.items() if key.startswith(b"BODY"))
            for _uid, said in sorted(found.items())
        ]
        return [head.partition(b":")[2].strip().decode("utf-8", "replace") for head in heads]

    def stop(self) -> None:
        """End the server."""
        self.process.terminate()
        self.process.wait(10)


def start(*arguments: str, folder: Path) -> ImapServer:
    """Start an empty server on a port of its own; it forgets everything when it ends."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port = probe.getsockname()[1]
    command = [*PYMAP, "--host", LOOPBACK, "--port", str(port), *(arguments or ["--no-tls"])]
    command += ["dict", "--demo-user", USER, "--demo-password", PASSWORD]
    process = subprocess.Popen(
        ["timeout", str(LIFE_SECONDS), *command],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, port), 1):
            return ImapServer(port, process)
        time.sleep(0.05)
    process.terminate()
    raise AssertionError("pymap did not start")


def mail(
    text: str = "Jag vill ha ett registerutdrag.",
    *,
    title: str = "Mina uppgifter",
    sender: str = "Anna Ek <anna@example.se>",
    number: str = "1@example.se",
    headers: dict[str, str] | None = None,
    attachments: Sequence[tuple[str, str, bytes]] = (),
    html: str = "",
) -> bytes:
    """Write a mail as a person's program would."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "dataskydd@example.se", title
    message["Date"] = "Thu, 01 Jan 1998 00:00:00 +0000"  # what a sender claims; nobody should believe it
    if number:
        message["Message-ID"] = f"<{number}>"
    for name, value in (headers or {}).items():
        message[name] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, kind, content in attachments:
        main, _, sub = kind.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes(policy=policy.SMTP)


def mails(count: int) -> list[bytes]:
    """Write many different mails."""
    return [
        mail(f"Radera mina uppgifter, tack. Nummer {n}.", title=f"Nummer {n}", number=f"{n}@example.se",
             sender=f"person{n}@example.se")
        for n in range(count)
    ]  # fmt: skip
