"""manage.py demo_people: invented people and staff for a demo, with every state worth seeing."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Controller
from imports.demo import Populated, populate
from law.calendar import stockholm_day
from register.selectors import has_live_policy


class Command(BaseCommand):
    """Make invented people for every controller with a policy; a second run changes nothing."""

    help = "Skapar påhittade personer och personalinloggningar för en demo. Körs en gång; sedan händer inget."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what the command takes."""
        parser.add_argument(
            "--as-of", type=date.fromisoformat, metavar="ÅÅÅÅ-MM-DD", help="räkna dagarna från denna dag"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse outside a demo, else populate and say who can log in: everybody by a mailed code."""
        if not settings.DEMO:
            raise CommandError(_("Det här är ingen demo: här finns riktiga människor. Sätt DEMO=true."))
        controllers = [c for c in Controller.objects.order_by("slug") if has_live_policy(c)]
        if not controllers:
            raise CommandError(_("Ingen policy är laddad. Kör: manage.py load_policy policies/winlas.yaml"))
        today = options["as_of"] or stockholm_day(timezone.now())
        for controller in controllers:
            self._tell(populate(controller=controller, today=today))

    def _tell(self, made: Populated) -> None:
        state = _("nya") if made.new else _("fanns redan")
        said = {"name": made.controller.name, "people": made.people, "state": state}
        self.stdout.write(_("%(name)s: %(people)s personer (%(state)s)") % said)
        staff = {"addresses": ", ".join(made.staff)}
        self.stdout.write("  " + _("personal (koden kommer i mejl): %(addresses)s") % staff)
        customers = {"addresses": ", ".join(made.customers)}
        self.stdout.write("  " + _("kunder (koden kommer i mejl): %(addresses)s") % customers)
