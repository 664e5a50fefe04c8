"""Versions of a company's policy, and which of them holds."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Func
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller


class TransactionId(Func):
    """The number of the database transaction, the same inside its savepoints."""

    function = "txid_current"
    arity = 0
    output_field = models.BigIntegerField()


class PolicyVersion(models.Model):
    """A policy file as it was loaded. The database lets nobody change it or its rows afterwards.

    `loaded_by` is an opaque reference (`user:17`), so that a version outlives the login that made it.
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="policy_versions")
    number = models.PositiveIntegerField(_("version"))
    digest = models.CharField(_("sha-256 av innehållet"), max_length=64)
    content = models.JSONField(_("innehåll"))
    valid_from_on = models.DateField(_("gäller från"))
    loaded_at = models.DateTimeField(_("inläst"), default=timezone.now)
    loaded_by = models.CharField(_("inläst av"), max_length=48, blank=True, default="")
    reason = models.CharField(_("skäl"), max_length=400, blank=True, default="")
    changes = models.JSONField(_("ändringar"), default=list)
    findings = models.JSONField(_("anmärkningar"), default=list)
    needs_approval = models.BooleanField(_("kräver en andra person"), default=False)
    loaded_in = models.BigIntegerField(db_default=TransactionId(), editable=False)

    class Meta:
        verbose_name = _("policyversion")
        verbose_name_plural = _("policyversioner")
        ordering = ["controller", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["controller", "number"], name="policy_version_number_once"),
            models.CheckConstraint(name="policy_version_from_one", condition=models.Q(number__gte=1)),
            models.CheckConstraint(
                name="policy_version_digest_is_sha256", condition=models.Q(digest__regex=r"^[0-9a-f]{64}$")
            ),
        ]

    class PersonalData:
        not_personal = (
            "id",
            "controller",
            "number",
            "digest",
            "content",
            "valid_from_on",
            "loaded_at",
            "loaded_by",
            "reason",
            "changes",
            "findings",
            "needs_approval",
            "loaded_in",
        )

    def __str__(self) -> str:
        return f"{self.controller.name}, version {self.number}"

    @property
    def ref(self) -> str:
        """Give the name that the ledger and the units use: `winston/4`."""
        return f"{self.controller.slug}/{self.number}"


class LivePolicy(models.Model):
    """The version that holds for a controller: one row each, which a purge locks FOR SHARE first.

    Whoever makes another version live changes this row, and so waits for the batches that rely on
    it; a batch that comes later reads the new version and keeps its hands off (design.md 5).
    """

    controller = models.OneToOneField(
        Controller, on_delete=models.PROTECT, primary_key=True, related_name="live_policy"
    )
    policy_version = models.OneToOneField(PolicyVersion, on_delete=models.PROTECT, related_name="live")
    since_at = models.DateTimeField(_("sedan"))

    class Meta:
        verbose_name = _("gällande policy")
        verbose_name_plural = _("gällande policyer")

    class PersonalData:
        not_personal = ("controller", "policy_version", "since_at")

    def __str__(self) -> str:
        return str(self.policy_version)


class PolicyActivation(models.Model):
    """The moment a version began to hold, and who made it so; the last one holds (WN-03)."""

    policy_version = models.OneToOneField(PolicyVersion, on_delete=models.PROTECT, related_name="activation")
    activated_at = models.DateTimeField(_("började gälla"))
    activated_by = models.CharField(_("av"), max_length=48, blank=True, default="")

    class Meta:
        verbose_name = _("ikraftträdande")
        verbose_name_plural = _("ikraftträdanden")

    class PersonalData:
        not_personal = ("id", "policy_version", "activated_at", "activated_by")

    def __str__(self) -> str:
        return f"{self.policy_version} {self.activated_at:%Y-%m-%d}"


class PolicyPart(models.Model):
    """A row of a policy version, named by its key in the file."""

    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="%(class)s_set")
    key = models.CharField(_("nyckel"), max_length=63)

    class Meta:
        abstract = True

    class PersonalData:
        not_personal: tuple[str, ...] = ("id", "policy_version", "key")

    def __str__(self) -> str:
        return self.key


class Worded(PolicyPart):
    """A part with a title and a text in Swedish and English, as the file has them."""

    title_sv = models.CharField(_("rubrik"), max_length=400)
    title_en = models.CharField(_("rubrik på engelska"), max_length=400)
    text_sv = models.TextField(_("text"), blank=True, default="")
    text_en = models.TextField(_("text på engelska"), blank=True, default="")

    class Meta:
        abstract = True

    class PersonalData:
        not_personal: tuple[str, ...] = ("title_sv", "title_en", "text_sv", "text_en")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Give the title in the language of the page."""
        return in_language(self, "title")

    @property
    def text(self) -> str:
        """Give the text in the language of the page."""
        return in_language(self, "text")


def in_language(row: Any, field: str, language: str | None = None) -> str:
    """Give `field` in a language (the page's when left out): Swedish for sv, else English."""
    swedish = (language or get_language() or "sv").startswith("sv")
    return str(getattr(row, f"{field}_{'sv' if swedish else 'en'}"))


def once(name: str, *fields: str) -> models.UniqueConstraint:
    """Make the constraint that these fields are unique within a policy version."""
    return models.UniqueConstraint(fields=["policy_version", *fields], name=name)


def one_of(name: str, field: str, words: Any) -> models.CheckConstraint:
    """Make the constraint that a column holds one of the words of an enum."""
    values = [str(word.value) for word in words]
    return models.CheckConstraint(name=name, condition=models.Q(**{f"{field}__in": values}))
