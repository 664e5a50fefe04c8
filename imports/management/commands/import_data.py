"""manage.py import_data MAPPING FILE...: take in CSV files by a mapping file (docs/import.md)."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Controller
from imports.mapping import Mapping, load
from imports.report import Report
from imports.services import import_file
from ledger.actor import Actor
from register.policyfile import PolicyFileError
from register.selectors import NoLivePolicy
from subjects.services.errors import Refused

OPERATOR = Actor(role="admin")


class Command(BaseCommand):
    """Import files, all or nothing each; exit 1 when a file had faults and was not imported."""

    help = "Importerar CSV-filer enligt en mappning: allt eller inget per fil, och säkert att köra om."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what the command takes."""
        parser.add_argument("mapping", metavar="MAPPING", help="mappningsfil (YAML)")
        parser.add_argument("files", metavar="FILE", nargs="+", help="CSV-filer")
        parser.add_argument("--dry-run", action="store_true", help="pröva allt och skriv ingenting")
        parser.add_argument("--controller", metavar="SLUG", help="i stället för mappningens")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import each file, print its report, and go on with the next."""
        mapping = self._mapping(options["mapping"])
        controller = self._controller(options["controller"] or mapping.controller)
        faulty = 0
        for file in map(Path, options["files"]):
            report = self._import(mapping, file, controller, dry_run=options["dry_run"])
            for line in report.text(brief=options["verbosity"] == 0):
                self.stdout.write(line)
            faulty += not report.sound
        if faulty:
            said = ngettext("%(n)s fil importerades inte.", "%(n)s filer importerades inte.", faulty)
            raise CommandError(said % {"n": faulty}, returncode=1)

    def _import(self, mapping: Mapping, file: Path, controller: Controller, *, dry_run: bool) -> Report:
        try:
            return import_file(
                mapping=mapping,
                file=file,
                controller=controller,
                by=OPERATOR,
                at=timezone.now(),
                dry_run=dry_run,
            )
        except (Refused, NoLivePolicy) as refusal:
            raise CommandError(f"{file.name}: {refusal}") from None

    def _mapping(self, path: str) -> Mapping:
        try:
            return load(path)
        except PolicyFileError as fault:
            raise CommandError("\n".join(fault.lines())) from None

    def _controller(self, slug: str) -> Controller:
        found = Controller.objects.filter(slug=slug).first()
        if found is None:
            known = ", ".join(Controller.objects.values_list("slug", flat=True)) or "-"
            why = _(
                "Det finns ingen personuppgiftsansvarig %(slug)s (finns: %(known)s). Ladda dess policy först."
            )
            raise CommandError(why % {"slug": slug, "known": known})
        return found
