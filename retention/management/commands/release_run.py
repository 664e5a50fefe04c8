"""Let a waiting run start, as a data protection officer."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from law.calendar import stockholm_day
from retention.models import PurgeRun
from retention.purge.executing import execute
from retention.purge.releasing import MayNotRelease, release_run
from retention.report import report


class Command(BaseCommand):
    """Release a run and execute it."""

    help = "Release a purge run that waits for a person (role dpo), execute it and print its report."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("run", type=int, help="the run's number, as the report says")
        parser.add_argument("--by", required=True, help="e-mail address of the data protection officer")
        parser.add_argument("--later", action="store_true", help="release only; the worker executes it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Release, execute, report."""
        now = timezone.now()
        run = PurgeRun.objects.filter(pk=options["run"]).first()
        by = User.objects.filter(email=options["by"].strip().lower()).first()
        if run is None:
            raise CommandError(_("Det finns ingen gallring nummer %(run)d.") % {"run": options["run"]})
        if by is None:
            raise CommandError(_("Ingen inloggning har den adress som står efter --by."))
        try:
            run = release_run(run=run, by=by, at=now)
        except MayNotRelease as refusal:
            raise CommandError(str(refusal)) from None
        if not options["later"]:
            run = execute(run=run, today=stockholm_day(now))
        self.stdout.write(report(run))
