"""Make a person's package by hand, for an operator."""

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.operators import operator
from law.calendar import stockholm_day
from ledger.services import record
from register.selectors import NoLivePolicy
from requests_dsr.package.content import Content, put_together
from requests_dsr.package.files.sealing import move_into_place
from requests_dsr.package.files.zipping import write_zip
from requests_dsr.package.person import PersonGone
from subjects.models import DataSubject


class Command(BaseCommand):
    """Write everything we have of a person to a ZIP; it is not encrypted: mind where it goes."""

    help = "Write a person's package to a ZIP file (not encrypted)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the person's reference and where to write."""
        parser.add_argument("--subject", required=True, metavar="REF", help="the person's reference (UUID)")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE.zip")
        parser.add_argument(
            "--portability", action="store_true", help="only what may be taken along (Art. 20)"
        )
        parser.add_argument("--by", metavar="E-MAIL", help="who runs this, for the ledger")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file whole or not at all, and tell the ledger. Exit 2 when it cannot be made."""
        now = timezone.now()
        try:
            subject = DataSubject.objects.select_related("controller").get(ref=options["subject"])
            content = put_together(
                subject,
                kind="portability" if options["portability"] else "access",
                as_of=stockholm_day(now),
                at=now,
            )
        except (DataSubject.DoesNotExist, ValidationError, PersonGone):
            raise CommandError(f"there is no person {options['subject']}", returncode=2) from None
        except NoLivePolicy as missing:
            raise CommandError(str(missing), returncode=2) from None
        with transaction.atomic():
            record(
                controller=subject.controller.slug,
                by=operator(options["by"]),
                action="package.make",
                object_type="requests_dsr.package",
                counts={"rows": sum(len(table.rows) for table in content.part.tables)},
            )
            _write(content, options["out"], at=now)
        self.stdout.write(_report(content, options["out"]))


def _write(content: Content, out: Path, *, at: Any) -> None:
    try:
        with tempfile.NamedTemporaryFile(dir=out.absolute().parent, prefix=".", delete=False) as temporary:
            try:
                os.fchmod(temporary.fileno(), 0o600)
                write_zip(content, temporary, at=at)
                move_into_place(temporary, out.absolute())
            except BaseException:
                Path(temporary.name).unlink(missing_ok=True)
                raise
    except OSError as fault:
        raise CommandError(f"{out} cannot be written: {fault.strerror}", returncode=2) from None


def _report(content: Content, out: Path) -> str:
    part = content.part
    rows = sum(len(table.rows) for table in part.tables)
    lines = [f"{out}: {rows} rows of {len(part.tables)} tables, {len(part.files)} files"]
    lines += [f"masked: {part.masked_places} places. Look through them before it is handed out"]
    lines += [f"could not be read: {one.what} ({one.why})" for one in part.unread]
    return "\n".join(lines)
