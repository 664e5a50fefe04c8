"""A right being exercised: what is counted of it, and the file with what was said."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Controller
from law.rights import Right
from register.rights import SHORT
from requests_dsr.states import CLOSED, OPEN, State
from subjects.models import DataSubject
from subjects.models.base import OfController


class Channel(models.TextChoices):
    """By which door a request came: each is an official one, and the clock starts at receipt (DL-1)."""

    MY_PROFILE = "my_profile", _("Min profil")
    WEB_FORM = "web_form", _("formulär på webben")
    MAIL = "mail", _("mejl")
    PHONE = "phone", _("telefon")
    LETTER = "letter", _("brev")
    COUNTER = "counter", _("besök")


OWN_EDIT = "own_edit"
"""The kind of a plan that the person carried out alone, in Min profil (Art. 16; WL-38)."""
ASKS_FOR_ANOTHER = {
    "power_of_attorney": _("ombud med fullmakt"),
    "guardian": _("vårdnadshavare, god man eller förvaltare"),
    "next_of_kin": _("närstående till någon som är död"),
}
"""As what somebody asks for another: the evidence says it. They are answered themselves, never the other."""
DENIED = "denied"
"""The evidence of a question about identity to which the person said that it was not them."""
RIGHTS = [(right, SHORT[right]) for right in Right]
STATES = [
    (State.RECEIVED, _("mottagen")),
    (State.IDENTITY_PENDING, _("väntar på svar om identitet")),
    (State.IN_PROGRESS, _("handläggs")),
    (State.EXTENDED, _("förlängd")),
    (State.REVIEW, pgettext_lazy("a request", "granskas")),
    (State.FULFILLED, _("uppfylld")),
    (State.PARTLY_FULFILLED, _("delvis uppfylld")),
    (State.REFUSED, _("avslagen")),
    (State.CLOSED_UNVERIFIED, _("avslutad utan styrkt identitet")),
    (State.WITHDRAWN, _("återtagen")),
    (State.REOPENED, _("återöppnad")),
]


class DataSubjectRequest(models.Model):
    """A request, as it is counted for 60 months: which right, when, and how it was answered (RT-14).

    Names and words stand in `RequestFile`, which is forgotten earlier. `subject` is empty until the
    person is matched, and again when the person is erased. `due_on` is the effective legal limit and
    `target_on` our own, both Stockholm days, recomputed by the clock whenever a fact of it changes;
    `due_on` is empty while an unanswered question suspends the request.
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="requests")
    ref = models.UUIDField(_("referens"), default=uuid.uuid4, unique=True, editable=False)
    subject = models.ForeignKey(
        DataSubject, on_delete=models.SET_NULL, null=True, blank=True, related_name="requests"
    )
    right = models.CharField(_("rättighet"), max_length=24, choices=RIGHTS)
    channel = models.CharField(_("väg in"), max_length=12, choices=Channel.choices)
    state = models.CharField(_("läge"), max_length=20, choices=STATES, default=State.RECEIVED)
    categories = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name=_("omfattar")
    )
    received_at = models.DateTimeField(_("mottagen"))
    registered_at = models.DateTimeField(_("registrerad"), default=timezone.now)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    identity_method = models.CharField(_("identitet genom"), max_length=24, blank=True)
    extended_at = models.DateTimeField(_("förlängning meddelad"), null=True, blank=True)
    extension_reasons = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    drafted_at = models.DateTimeField(_("förslag klart"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("beslutad"), null=True, blank=True)
    exception_codes = ArrayField(
        models.CharField(max_length=48), default=list, blank=True, verbose_name=_("undantag")
    )
    closed_at = models.DateTimeField(_("avslutad"), null=True, blank=True)
    reopened_at = models.DateTimeField(_("återöppnad"), null=True, blank=True)
    due_on = models.DateField(_("senast besvarad"), null=True, blank=True)
    target_on = models.DateField(_("målet"), null=True, blank=True)
    warned_on = models.DateField(_("varnat"), null=True, blank=True)
    escalated_on = models.DateField(_("sagt vara försenad"), null=True, blank=True)

    objects = OfController["DataSubjectRequest"].as_manager()

    class Meta:
        verbose_name = _("begäran")
        verbose_name_plural = _("begäranden")
        constraints = [
            models.CheckConstraint(
                name="request_state_known", condition=Q(state__in=sorted(s.value for s in State))
            ),
            models.CheckConstraint(
                name="request_right_known", condition=Q(right__in=sorted(r.value for r in Right))
            ),
            models.CheckConstraint(
                name="request_closed_has_its_time",
                condition=Q(state__in=sorted(s.value for s in CLOSED), closed_at__isnull=False)
                | Q(state__in=sorted(s.value for s in OPEN), closed_at=None),
            ),
            models.CheckConstraint(
                name="request_decided_by_another",
                condition=Q(decided_by=None) | Q(drafted_by=None) | ~Q(decided_by=F("drafted_by")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["controller", "due_on"],
                condition=Q(state__in=sorted(s.value for s in OPEN)),
                name="request_queue",
            ),
            models.Index(fields=["controller", "closed_at"], name="request_by_closing"),
        ]

    class PersonalData:
        category = "dsr_ledger"
        personal: ClassVar[dict[str, str]] = {
            "subject": "provided",
            "ref": "observed",
            "right": "provided",
            "channel": "observed",
            "categories": "provided",
            "received_at": "observed",
            "registered_at": "observed",
            "identity_method": "observed",
            "state": "observed",
            "extended_at": "observed",
            "extension_reasons": "observed",
            "decided_at": "observed",
            "exception_codes": "observed",
            "closed_at": "observed",
            "reopened_at": "observed",
            "due_on": "observed",
            "target_on": "observed",
        }
        not_personal = (
            "id",
            "controller",
            "registered_by",
            "drafted_by",
            "drafted_at",
            "decided_by",
            "warned_on",
            "escalated_on",
        )

    def __str__(self) -> str:
        return f"begäran {self.ref}"


class RequestFile(models.Model):
    """Who asked, in whose words, and what we wrote ourselves: kept 24 months after closing (RT-13).

    `about_name` is whom it is about, where somebody else asks: after an erasure nothing else says so.
    """

    request = models.OneToOneField(DataSubjectRequest, on_delete=models.CASCADE, related_name="file")
    requester_name = models.CharField(_("namn"), max_length=200, blank=True)
    requester_email = models.CharField(_("e-postadress"), max_length=254, blank=True)
    requester_address = models.CharField(_("postadress"), max_length=300, blank=True)
    by_post = models.BooleanField(_("svar med brev"), default=False)
    on_behalf = models.CharField(
        _("för någon annan"), max_length=24, choices=list(ASKS_FOR_ANOTHER.items()), blank=True
    )
    about_name = models.CharField(_("namn på den det gäller"), max_length=200, blank=True)
    language = models.CharField(_("språk"), max_length=2, default="sv")
    words = models.TextField(_("personens ord"), blank=True)
    proposed = models.JSONField(_("föreslagna värden"), default=dict, blank=True)
    plan = models.JSONField(_("förslag till beslut"), default=dict, blank=True)
    plan_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("akt")
        verbose_name_plural = _("akter")

    class PersonalData:
        category = "dsr_file"
        personal: ClassVar[dict[str, str]] = {
            "requester_name": "provided",
            "requester_email": "provided",
            "requester_address": "provided",
            "by_post": "provided",
            "on_behalf": "provided",
            "about_name": "provided",
            "language": "provided",
            "words": "provided",
            "proposed": "provided",
            "plan": "inferred",
        }
        not_personal = ("id", "request", "plan_digest")

    def __str__(self) -> str:
        return f"akt {self.pk}"
