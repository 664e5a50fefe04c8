"""What a person does not want: objections, and addresses that are not to hear from us again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from consents.models.consents import Way
from subjects.models import DataSubject, IdentityKind
from subjects.models.base import OfController


class ObjectionOutcome(models.TextChoices):
    """How an objection to a use on legitimate interests was weighed (Art. 21(1))."""

    WEIGHED = "weighed", _("vägs")
    UPHELD = "upheld", _("personen fick rätt")
    REJECTED = "rejected", _("vi har tvingande skäl")
    ABSOLUTE = "absolute", _("vägs inte: gäller direkt")


class Objection(models.Model):
    """A person's no to a purpose, on one channel or, with an empty one, to the use itself (Art. 21).

    Against marketing and profiling for it there is nothing to weigh (Art. 21(2)-(3)); against other
    uses on legitimate interests the use pauses until it is decided. It ends by the person's own later
    act, a yes or a no taken back on that channel, or by being rejected.
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(DataSubject, on_delete=models.CASCADE, related_name="objections")
    purpose = models.CharField(_("ändamål"), max_length=63)
    channel = models.CharField(_("kanal"), max_length=8, blank=True)
    objected_at = models.DateTimeField(_("invände"), default=timezone.now)
    way = models.CharField(_("väg"), max_length=12, choices=Way.choices)
    outcome = models.CharField(_("utfall"), max_length=8, choices=ObjectionOutcome.choices)
    ended_at = models.DateTimeField(_("upphörde"), null=True, blank=True)

    objects = OfController["Objection"].as_manager()

    class Meta:
        verbose_name = _("invändning")
        verbose_name_plural = _("invändningar")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "purpose", "channel"],
                condition=Q(ended_at=None),
                name="one_standing_objection",
            ),
        ]

    class PersonalData:
        category = "consent_evidence"
        personal = {
            "purpose": "provided",
            "channel": "provided",
            "objected_at": "provided",
            "way": "observed",
            "outcome": "observed",
            "ended_at": "provided",
        }
        not_personal = ("id", "controller", "subject")

    def __str__(self) -> str:
        return f"invändning {self.pk}"


class SuppressionScope(models.TextChoices):
    """What an address is closed to."""

    MARKETING = "marketing", _("marknadsföring")
    ALL = "all", _("allt utom det vi måste svara")


class Suppression(models.Model):
    """An address that said no, as a keyed hash: it survives the erasure of the person (domain.md 4.2).

    One row for an address and channel; `no_reimport` after a granted erasure. Lifted only by the
    person's own later act, for that channel. It remains personal data, kept to serve Art. 21(3).
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("slag"), max_length=16, choices=IdentityKind.choices)
    channel = models.CharField(_("kanal"), max_length=8)
    digest = models.BinaryField(max_length=32)
    key_version = models.PositiveSmallIntegerField()
    scope = models.CharField(
        _("omfattar"), max_length=9, choices=SuppressionScope.choices, default=SuppressionScope.MARKETING
    )
    no_reimport = models.BooleanField(_("läses inte in igen"), default=False)
    added_at = models.DateTimeField(_("tid"), default=timezone.now)

    objects = OfController["Suppression"].as_manager()

    class Meta:
        verbose_name = _("spärrad adress")
        verbose_name_plural = _("spärrade adresser")
        constraints = [
            models.UniqueConstraint(
                fields=["controller", "digest", "channel", "scope"], name="one_suppression_per_address"
            ),
        ]

    class PersonalData:
        category = "suppression_entry"
        personal = {"digest": "observed", "kind": "observed", "added_at": "observed"}
        not_personal = ("id", "controller", "channel", "key_version", "scope", "no_reimport")

    def __str__(self) -> str:
        return f"spärrad adress {self.pk}"
