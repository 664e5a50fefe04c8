"""Read the data-protection mailboxes now, by hand."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Controller
from accounts.operators import company
from mailintake.fetching import Round, fetch_one, nobodys
from mailintake.fetching.troubles import words_of


class Command(BaseCommand):
    """Read every mailbox, or one company's; exit 1 where one could not be read."""

    help = "Hämtar nya mejl ur dataskyddsbrevlådorna. Säkert att köra om: varje mejl läses en gång."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what the command takes."""
        parser.add_argument("--controller", metavar="SLUG", help="ett bolags brevlåda; annars allas")
        parser.add_argument("--dry-run", action="store_true", help="räkna bara vad som är nytt")

    def handle(self, *args: Any, controller: str | None, dry_run: bool, **options: Any) -> None:
        """Fetch, and say what came of it."""
        for name in nobodys():
            said = _("MAILBOX_%(name)s_URL hör till inget bolag som finns. Rätta namnet.")
            self.stderr.write(said % {"name": name})
        chosen = [company(controller)] if controller else list(Controller.objects.order_by("slug"))
        rounds = [done for one in chosen if (done := fetch_one(controller=one, dry_run=dry_run))]
        if not rounds:
            raise CommandError(
                _("Ingen brevlåda är inställd: ange MAILBOX_<SLUG>_URL (docs/mail-intake.md)."), returncode=2
            )
        for done in rounds:
            self.stdout.write(f"{done.slug}: {_said(done, dry_run=dry_run)}")
        if any(done.trouble for done in rounds):
            raise CommandError(_("Alla brevlådor kunde inte läsas."))


def _said(done: Round, *, dry_run: bool) -> str:
    counts = {"taken": done.taken, "known": done.known, "removed": done.removed, "left": done.left}
    if done.trouble:
        return words_of(done.trouble).in_language(get_language() or "sv")
    if done.skipped:
        return _("läses redan")
    if dry_run:
        return _("%(left)d nya, inget skrivet") % counts
    return _("%(taken)d nya, %(known)d kända, %(removed)d borttagna, %(left)d kvar") % counts
