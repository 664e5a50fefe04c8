"""Plan and execute tonight's purge by hand, through the same services as the clock."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Controller
from law.calendar import stockholm_day
from register.models import PolicyVersion
from retention.models import RunState
from retention.night import controllers, ready_run
from retention.purge.executing import execute
from retention.purge.planning import plan, simulate
from retention.report import report


class Command(BaseCommand):
    """Run a purge, and print its report."""

    help = "Plan tonight's purge, execute what needs no release, and print the report."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--as-of", type=date.fromisoformat, help="Stockholm day; later than today: plan only"
        )
        parser.add_argument("--plan-only", action="store_true", help="make the plan, print it, undo it")
        parser.add_argument(
            "--policy", metavar="COMPANY/NUMBER", help="plan by this version, with --plan-only"
        )
        parser.add_argument("--controller", help="only this controller (its short name)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Purge each controller in turn."""
        now = timezone.now()
        today = stockholm_day(now)
        as_of = options["as_of"] or today
        if as_of < today and not options["plan_only"]:
            raise CommandError(
                _("--as-of %(day)s är passerad: en plan utförs på sin egen dag. Lägg till --plan-only.")
                % {"day": as_of}
            )
        under = self._version(options["policy"], plan_only=options["plan_only"])
        only = under.controller.slug if under else options["controller"]
        for controller in self._controllers(only):
            if options["plan_only"] or as_of > today:
                self._show(controller, as_of, now, under)
            else:
                self._purge(controller, as_of, now)

    def _controllers(self, slug: str | None) -> list[Controller]:
        found = [c for c in controllers() if slug in (None, c.slug)]
        if not found:
            raise CommandError(
                _("Ingen policy är inläst%(where)s. Läs in en med  manage.py load_policy FIL")
                % {"where": f" ({slug})" if slug else ""}
            )
        return found

    def _version(self, ref: str | None, *, plan_only: bool) -> PolicyVersion | None:
        if ref is None:
            return None
        if not plan_only:
            raise CommandError(_("--policy prövar en version. Lägg till --plan-only."))
        slug, _slash, number = ref.partition("/")
        versions = PolicyVersion.objects.select_related("controller").filter(controller__slug=slug)
        found = versions.filter(number=number).first() if number.isdecimal() else None
        if found is None:
            raise CommandError(_("Det finns ingen policyversion %(ref)s. Skriv winlas/2.") % {"ref": ref})
        return found

    def _show(self, controller: Controller, as_of: date, now: datetime, under: PolicyVersion | None) -> None:
        with simulate(controller=controller, as_of=as_of, at=now, under=under) as run:
            self.stdout.write(report(run, simulated=True))

    def _purge(self, controller: Controller, today: date, now: datetime) -> None:
        run = ready_run(controller, today) or plan(controller=controller, as_of=today, at=now)
        if run.state == RunState.PLANNED:
            run = execute(run=run, today=today, progress=self._progress)
        self.stdout.write(report(run))
        if run.state == RunState.FAILED:
            raise CommandError(run.trouble)

    def _progress(self, handled: int, total: int) -> None:
        self.stderr.write(_("  %(handled)d av %(total)d") % {"handled": handled, "total": total})
