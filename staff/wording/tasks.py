"""What the clock's tasks do, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TASKS: dict[str, Promise] = {
    "retention.plan": _("Planera nattens gallring"),
    "retention.execute": _("Utföra gallringen"),
    "retention.reconcile": _("Kontrollera alla poster mot lagen"),
    "retention.remind": _("Skicka påminnelser"),
    "ledger.seal": _("Försegla liggaren"),
    "privacyhub.heartbeat": _("Hjärtslag: klockan och arbetaren lever"),
    "consents.tidy": _("Låta gamla samtycken löpa ut"),
    "mailbox.fetch": _("Läsa dataskyddsbrevlådorna"),
    "mailbox.tidy": _("Gallra mejl som inte blev ärenden"),
    "publicforms.tidy": _("Gallra formulär som ingen bekräftade"),
    "requests.clock": _("Räkna om tiden för begäranden"),
}


def task_words(task: str) -> str:
    """Say what a task does; one that nobody has worded is shown by its name."""
    return str(TASKS.get(task, task))
