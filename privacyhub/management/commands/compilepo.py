"""`manage.py compilepo [--check]`: translations on a machine without gettext."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from privacyhub.texts import own_texts
from privacyhub.translations import catalogues, compile_catalogue, faults, strangers

OUR_TEXTS = "en"  # the catalogue that translates every text of our own; the others, packages' texts


class Command(BaseCommand):
    """See the top of this file."""

    help = "Compile locale/*/LC_MESSAGES/*.po; with --check, report uncertain and missing translations."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take `--check`."""
        parser.add_argument("--check", action="store_true", help="report faults and write nothing")

    def handle(self, *args: Any, check: bool, verbosity: int, **options: Any) -> None:
        """Compile every catalogue, or check it."""
        sources = catalogues(settings.LOCALE_PATHS)
        if check:
            found = [fault for source in sources for fault in faults(source)]
            ours = [source for source in sources if source.parts[-3] == OUR_TEXTS]
            found += [fault for source in ours for fault in strangers(source, own_texts())]
            if found:
                raise CommandError("\n".join(found))
        else:
            for source in sources:
                compile_catalogue(source)
        if verbosity:
            self.stdout.write(f"{len(sources)} catalogues {'checked' if check else 'compiled'}.")
