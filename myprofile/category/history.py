"""What has happened around a support profile: the person's own acts, our reminders, and who looked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from law.calendar import stockholm_day
from myprofile.looks import together
from retention.models import Reminder
from subjects.models import AccessLog, Activity, ActivityKind, SupportProfile

SHOWN, LOOKS_READ = 40, 2_000
OWN: dict[str, Promise] = {
    ActivityKind.LOGIN: gettext_lazy("Du använde supporten."),
    ActivityKind.TICKET_CREATED: gettext_lazy("Du skickade ett ärende."),
    ActivityKind.TICKET_REPLY: gettext_lazy("Du svarade i ett ärende."),
    ActivityKind.PROFILE_UPDATE: gettext_lazy("Du ändrade dina uppgifter."),
    ActivityKind.RENEWAL: gettext_lazy("Du valde att behålla kontot."),
}


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something that happened on a day; a person's own act has a filled dot."""

    on: date
    text: str
    own: bool = False


def history_of(profile: SupportProfile) -> list[Happening]:
    """Give the newest first."""
    found = [*_own(profile), *_reminders(profile), *_looks(profile)]
    return sorted(found, key=lambda one: one.on, reverse=True)[:SHOWN]


def _own(profile: SupportProfile) -> Iterator[Happening]:
    yield Happening(on=stockholm_day(profile.registered_at), text=_("Du gick med."), own=True)
    for act in Activity.objects.filter(profile=profile, kind__in=list(OWN)).order_by("-happened_on")[:SHOWN]:
        yield Happening(on=act.happened_on, text=str(OWN[act.kind]), own=True)


def _reminders(profile: SupportProfile) -> Iterator[Happening]:
    said = {
        "sent": _("Vi mejlade en påminnelse."),
        "bounced": _("Vi mejlade en påminnelse, men den kom tillbaka."),
    }
    for one in Reminder.objects.filter(profile_id=profile.pk, status__in=list(said)).order_by("-at")[:SHOWN]:
        yield Happening(on=stockholm_day(one.at), text=said[one.status])


def _looks(profile: SupportProfile) -> Iterator[Happening]:
    """Tell who looked once a day for each role and reason, however many pages they opened."""
    newest = AccessLog.objects.filter(subject=profile.subject_id).order_by("-at")[:LOOKS_READ]
    for look in together(newest)[:SHOWN]:
        yield Happening(on=stockholm_day(look.at), text=look.said)
