"""Make a policy file the policy of its company."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.operators import operator
from ledger.actor import Actor
from register.policyfile import PolicyFile, PolicyFileError, load
from register.policyfile.loading import published_text
from register.services import Loaded, Outcome, load_policy
from register.services.loading import NotYetValid

SAID = {
    Outcome.LIVE: "{ref} is live",
    Outcome.ALREADY_LIVE: "{ref} is already live: nothing to do",
    Outcome.WAITING: "{ref} waits for a second person: {approve}",
    Outcome.ALREADY_WAITING: "{ref} already waits for a second person: {approve}",
}


class Command(BaseCommand):
    """Validate, compare with what is live, and load; a file with a fault leaves the database alone."""

    help = "Load a policy file: validate it, show what it changes, and make it live (or let it wait)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, whether to stop before anything is kept, and who loads it."""
        parser.add_argument("file", metavar="FILE", help="policies/<company>.yaml")
        parser.add_argument("--dry-run", action="store_true", help="show what it would do, and keep nothing")
        parser.add_argument("--by", metavar="EMAIL", help="the member of staff who loads it")
        parser.add_argument("--reason", default="", help="why the policy changes")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the file and say what came of it."""
        policy, published = _read(options["file"])
        by = operator(options["by"])
        dry = options["dry_run"]
        loaded = _load(options["file"], policy, published, by=by, reason=options["reason"], dry=dry)
        self._show(options["file"], loaded, dry=dry)

    def _show(self, file: str, loaded: Loaded, *, dry: bool) -> None:
        for change in loaded.changes:
            self.stdout.write(f"  {change}")
        if loaded.findings:
            self.stdout.write(f"  {_counted(loaded)}; manage.py check_policy {file} says each")
        ref = loaded.version.ref
        said = SAID[loaded.outcome].format(ref=ref, approve=f"manage.py approve_policy {ref} --by EMAIL")
        self.stdout.write(f"(dry run, nothing kept) {said}" if dry else said)


def _counted(loaded: Loaded) -> str:
    """Count the findings by their codes: the text of each belongs to whoever asks for it."""
    codes = Counter(finding.code for finding in loaded.findings)
    return f"{codes.total()} findings: " + ", ".join(f"{code} {n}" for code, n in codes.most_common())


def _read(file: str) -> tuple[PolicyFile, str | None]:
    try:
        policy = load(file)
        return policy, published_text(policy, file)
    except PolicyFileError as error:
        raise CommandError("\n".join(error.lines()), returncode=2) from None


def _load(
    file: str, policy: PolicyFile, published: str | None, *, by: Actor, reason: str, dry: bool
) -> Loaded:
    try:
        with transaction.atomic():
            loaded = load_policy(policy=policy, published=published, by=by, at=timezone.now(), reason=reason)
            transaction.set_rollback(dry)
            return loaded
    except NotYetValid as fault:
        raise CommandError(f"{file}: {fault}", returncode=2) from None
