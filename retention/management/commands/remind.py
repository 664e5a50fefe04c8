"""Send the reminders that are due, through the same service as the clock; or count them for another day."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from law.calendar import stockholm_day
from retention.live import live_policy
from retention.night import controllers
from retention.reminding import remind_due
from retention.reminding.due import due_among, pointed_out


class Command(BaseCommand):
    """Remind everybody who is due today. Run twice it sends nothing the second time."""

    help = "Send the reminders that are due today; with --as-of another day, only count them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--as-of",
            type=date.fromisoformat,
            help="Stockholm day, 2026-11-25; another day than today: count, send nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Remind for each controller in turn."""
        now = timezone.now()
        today = stockholm_day(now)
        as_of = options["as_of"] or today
        found = list(controllers())
        if not found:
            raise CommandError(_("Ingen policy är inläst. Läs in en med  manage.py load_policy FIL"))
        for controller in found:
            if as_of != today:
                self._count(controller, as_of)
                continue
            report = remind_due(controller=controller, today=today, at=now)
            self.stdout.write(
                _("%(name)s: %(sent)d påminnelser skickade, %(failed)d kom inte iväg.")
                % {"name": controller.name, "sent": report.sent, "failed": report.failed}
            )
            if report.relay_down:
                raise CommandError(
                    _("E-postservern svarar inte. Resten skickas nästa gång, och ingen raderas före det.")
                )

    def _count(self, controller: Any, as_of: date) -> None:
        live = live_policy(controller)
        due = sum(len(due_among(ids, as_of, live)) for ids in pointed_out(controller, as_of))
        self.stdout.write(
            _("%(name)s: %(due)d påminnelser att skicka %(day)s. Inget är skickat.")
            % {"name": controller.name, "due": due, "day": as_of}
        )
