"""That a recipient has to be told of a rectification, an erasure or a restriction, and was (Art. 19)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from connectors.models.systems import System


class NoticeKind(models.TextChoices):
    """What a recipient is told; a request that is theirs to answer (WL-16); a copy that lacks theirs.

    A completion is what a person has put beside a value that was not corrected (Art. 16).
    """

    RECTIFICATION = "rectification", _("rättelse")
    COMPLETION = "completion", _("personens tillägg")
    ERASURE = "erasure", _("radering")
    RESTRICTION = "restriction", _("begränsning")
    RESTRICTION_LIFTED = "restriction_lifted", _("begränsning hävd")
    OBJECTION_UPHELD = "objection_upheld", _("invändning bifallen, den användningen upphör för gott")
    FORWARDED = "forwarded", _("begäran skickad vidare")
    COPY = "copy", _("saknas i kopian")


ARTICLE_19 = (
    NoticeKind.RECTIFICATION,
    NoticeKind.COMPLETION,
    NoticeKind.ERASURE,
    NoticeKind.RESTRICTION,
    NoticeKind.RESTRICTION_LIFTED,
    NoticeKind.OBJECTION_UPHELD,
)
"""What the law obliges us to tell; a request that is another's to answer rests on no such duty.

An objection that was upheld is told to those who were told of its pause: it takes the pause's place.
"""


class NoticeState(models.TextChoices):
    """How far a notice has come (domain.md 4.4)."""

    PENDING = "pending", _("ska meddelas")
    SENT = "sent", _("meddelad")
    CONFIRMED = "confirmed", _("har bekräftat")
    IMPOSSIBLE = "impossible", _("går inte att meddela")


LEADS_TO: dict[NoticeState, tuple[NoticeState, ...]] = {
    NoticeState.SENT: (NoticeState.PENDING,),
    NoticeState.CONFIRMED: (NoticeState.SENT,),
    NoticeState.IMPOSSIBLE: (NoticeState.PENDING, NoticeState.SENT),
}
"""From which states each is reached: nobody confirms what they were not told."""
UNSETTLED = (NoticeState.PENDING, NoticeState.SENT)


class Trouble(models.TextChoices):
    """Why a connected system has not confirmed; with any of them a person sees the notice."""

    SILENT = "silent", _("svarar inte, vi försöker igen varje morgon")
    UNABLE = "unable", _("kan inte göra det självt, någon måste meddela dem som sköter det")
    CAME_BACK = (
        "back",
        _("personen har kommit tillbaka, någon måste skilja det nya från det gamla där"),
    )
    FOUND = "found", _("svarar igen och har uppgifter, öppna begäran igen och gör en ny kopia")


STANDS: dict[str, dict[str, Promise]] = {
    NoticeKind.FORWARDED: {
        NoticeState.PENDING: _("ska skickas vidare"),
        NoticeState.SENT: _("skickad vidare"),
        NoticeState.IMPOSSIBLE: _("går inte att skicka vidare"),
    },
    NoticeKind.COPY: {
        NoticeState.PENDING: _("saknas"),
        NoticeState.CONFIRMED: _("klart"),
        NoticeState.IMPOSSIBLE: _("går inte att få fram"),
    },
}
"""What a state is called where nobody is told as Art. 19 has it."""


class RecipientKind(models.TextChoices):
    """Why somebody is told: data were disclosed to them, or they hold them for us."""

    DISCLOSURE = "disclosure", _("har fått uppgifter")
    PROCESSOR = "processor", _("personuppgiftsbiträde")
    RECIPIENT = "recipient", _("mottagare enligt policyn")
    SYSTEM = "system", _("anslutet system")
    CONTROLLER = "controller", _("annan ansvarig")


class RecipientNotice(models.Model):
    """One recipient of one deed, to be told of some categories. The person may ask who was told.

    `request_ref` is the reference of the request, on a floor above; a request that is decided again
    tells anew, so `created_at` is part of what makes a notice one. `about` is whom it is about, as
    "kind:normalised value": after an erasure or a changed address nothing else says it any more. A
    system is asked about each, and what it answered is struck; `values` are the new values of fields.
    Both are empty once the system has confirmed, or a person has told the recipient. A recipient is
    known by its name in Swedish, whoever reads the page on which the deed is done; one that the policy
    names in both languages has `recipient_en` too.
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="+")
    request_ref = models.UUIDField(_("begäran"), db_index=True)
    kind = models.CharField(_("slag"), max_length=18, choices=NoticeKind.choices)
    recipient = models.CharField(_("mottagare"), max_length=200)
    recipient_en = models.CharField(_("mottagare på engelska"), max_length=200, blank=True)
    recipient_kind = models.CharField(_("varför"), max_length=10, choices=RecipientKind.choices)
    system = models.ForeignKey(
        System, on_delete=models.SET_NULL, null=True, blank=True, related_name="notices"
    )
    categories = ArrayField(models.CharField(max_length=60), default=list, verbose_name=_("kategorier"))
    about = ArrayField(models.CharField(max_length=340), default=list, blank=True, verbose_name=_("om vem"))
    values = models.JSONField(_("nya värden"), default=dict, blank=True)
    state = models.CharField(
        _("läge"), max_length=10, choices=NoticeState.choices, default=NoticeState.PENDING
    )
    trouble = models.CharField(_("hinder"), max_length=6, choices=Trouble.choices, blank=True)
    reason = models.CharField(_("varför inte"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("skapad"), default=timezone.now)
    sent_at = models.DateTimeField(_("meddelad"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("bekräftad"), null=True, blank=True)

    class Meta:
        verbose_name = _("meddelande till mottagare")
        verbose_name_plural = _("meddelanden till mottagare")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request_ref", "kind", "recipient_kind", "recipient", "created_at"],
                name="recipient_told_once",
            ),
            models.CheckConstraint(name="notice_state_known", condition=Q(state__in=NoticeState.values)),
            models.CheckConstraint(
                name="impossible_has_its_reason", condition=~Q(state="impossible") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="notice_told_has_its_instant",
                condition=~Q(state__in=["sent", "confirmed"]) | Q(sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="notice_confirmed_has_its_instant",
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="notice_settled_names_nobody",
                condition=~Q(state__in=["confirmed", "impossible"]) | Q(about=[], values={}),
            ),
        ]
        indexes = [
            models.Index(
                fields=["controller", "created_at"], condition=Q(state="pending"), name="notice_to_give"
            ),
        ]

    class PersonalData:
        category = "dsr_file"
        personal = {
            "recipient": "observed",
            "categories": "observed",
            "about": "provided",
            "values": "provided",
            "kind": "observed",
            "state": "observed",
            "reason": "observed",
            "sent_at": "observed",
            "confirmed_at": "observed",
        }
        not_personal = (
            "id", "controller", "request_ref", "recipient_en", "recipient_kind", "system", "trouble",
            "created_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"meddelande {self.pk} {self.get_state_display()}"

    @property
    def name(self) -> str:
        """Give the recipient's name in the language of the moment."""
        english = not (get_language() or "sv").startswith("sv")
        return (english and self.recipient_en) or self.recipient

    @property
    def stands(self) -> str:
        """Say how far it has come, in the words of its kind."""
        return str(STANDS.get(self.kind, {}).get(self.state, NoticeState(self.state).label))

    @property
    def concerns(self) -> list[str]:
        """Give whom it is about as a person reads it: the values alone."""
        return [mark.partition(":")[2] for mark in self.about]
