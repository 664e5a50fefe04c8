"""Print a consent record in the form of ISO/IEC TS 27560 with the terms of W3C DPV."""

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from consents.models import ConsentRecord
from consents.receipts import as_json, receipt_of, receipts_of, schema_text
from subjects.models import DataSubject


class Command(BaseCommand):
    """Print one consent record, or every one of a person, by reference."""

    help = "Print a consent record (or all of a person) as ISO/IEC TS 27560, in JSON-LD with DPV terms."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the reference of a record or a person, or the question for the schema."""
        parser.add_argument("ref", nargs="?", help="the reference of a consent record or of a person")
        parser.add_argument("--schema", action="store_true", help="print the JSON Schema instead")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it; exit 2 with one line where the reference leads nowhere."""
        if options["schema"]:
            self.stdout.write(schema_text(), ending="")
            return
        found = _records(_reference(options["ref"]))
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))


def _reference(written: str | None) -> UUID:
    try:
        return UUID(written or "")
    except ValueError:
        raise CommandError(
            "REF is no reference: write a UUID, such as the record_id of an export.", returncode=2
        ) from None


def _records(ref: UUID) -> Any:
    now = timezone.now()
    record = ConsentRecord.objects.filter(ref=ref).select_related("subject__controller").first()
    if record is not None:
        return as_json([receipt_of(record, now)])[0]
    subject = DataSubject.objects.filter(ref=ref).select_related("controller").first()
    if subject is None:
        raise CommandError(
            f"There is no consent record and no person with the reference {ref}.", returncode=2
        )
    return as_json(receipts_of(subject, now))
