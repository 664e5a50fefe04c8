"""What visitors chose about cookies. No row says who they are."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from register.models import PolicyVersion
from subjects.models.base import OfController


class Act(models.TextChoices):
    """How a choice was made."""

    ALL = "all", _("ja till alla")
    NONE = "none", _("nej till alla")
    CHOSEN = "chosen", _("valde själv")
    SIGNAL = "signal", _("webbläsarens signal")


class CookieChoice(models.Model):
    """A choice about cookies on one website, and what proves it (LEK 9:28, Art. 7(1), WL-57).

    `visitor_key` is drawn by the visitor's browser and kept there: whoever shows it is shown the
    choice, and it stands on nothing else, visits least of all. No address of the visitor is stored.
    `digest` names the words that were shown, which `policy_version` still holds. Rows are only
    added; the database lets nothing but `ends_at` change, and that only to come earlier.
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="+")
    site = models.CharField(_("webbplats"), max_length=63)
    visitor_key = models.UUIDField(_("besökarens nyckel"))
    categories = ArrayField(models.CharField(max_length=63), verbose_name=_("ja till"), default=list)
    act = models.CharField(_("hur"), max_length=8, choices=Act.choices)
    gpc = models.BooleanField(_("webbläsaren bad om att inte följas"), default=False)
    language = models.CharField(_("språk"), max_length=2, choices=[("sv", "Svenska"), ("en", "English")])
    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(_("sha-256 av texten"), max_length=64)
    at = models.DateTimeField(_("tid"))
    ends_at = models.DateTimeField(_("gäller till"))

    objects = OfController["CookieChoice"].as_manager()

    class Meta:
        verbose_name = _("val om kakor")
        verbose_name_plural = _("val om kakor")
        indexes = [
            models.Index(fields=["controller", "ends_at"], name="cookie_choice_by_end"),
            models.Index(fields=["visitor_key", "-id"], name="cookie_choice_of_browser"),
        ]
        constraints = [
            models.CheckConstraint(name="cookie_act_known", condition=Q(act__in=Act.values)),
            models.CheckConstraint(
                name="cookie_digest_is_sha256", condition=Q(digest__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(name="cookie_choice_ends_later", condition=Q(ends_at__gte=F("at"))),
            models.CheckConstraint(
                name="cookie_no_has_no_categories",
                condition=~Q(act__in=["none", "signal"]) | Q(categories=[]),
            ),
        ]

    class PersonalData:
        category = "consent_evidence"
        personal = {
            "visitor_key": "observed",
            "categories": "provided",
            "act": "provided",
            "gpc": "observed",
            "language": "observed",
            "at": "observed",
            "ends_at": "observed",
        }
        not_personal = ("id", "controller", "site", "policy_version", "digest")

    def __str__(self) -> str:
        return f"val {self.pk}"
