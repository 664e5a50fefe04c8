"""Take a returned mail from the mail server: the relay pipes each delivery notification here."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from consents.services.bounces import NotABounce, UnknownMessage
from requests_dsr.services.reaching.bouncing import record_returned_mail


class Command(BaseCommand):
    """Note that a mail of ours came back."""

    help = "Read a delivery status notification (RFC 3464) from FILE or stdin and note what bounced."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file."""
        parser.add_argument("file", nargs="?", metavar="FILE", help="the notification; stdin when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Record one notification; exit 1 with one line when it is none, or not of a mail of ours."""
        try:
            bounced = record_returned_mail(_read(options["file"]), at=timezone.now())
        except (NotABounce, UnknownMessage) as why:
            raise CommandError(str(why)) from None
        except OSError as problem:
            raise CommandError(f"{options['file']}: {problem.strerror}") from None
        said = (
            _("Påminnelsen studsade; personalen har fått en uppgift.") if bounced.reminder else _("Noterat.")
        )
        self.stdout.write(said)


def _read(name: str | None) -> bytes:
    return Path(name).read_bytes() if name else sys.stdin.buffer.read()
