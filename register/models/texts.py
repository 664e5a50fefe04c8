"""The words shown to people, kept as they were shown: notices, consent texts, cookie categories."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.models.policy import PolicyPart, Worded, in_language, once, one_of
from register.policyfile.words import Channel


class ConsentText(Worded):
    """The words a person says yes to, for one purpose on one channel (Art. 7, domain.md 4.8).

    `digest` names the words themselves: the same words keep it through versions of the policy. A
    consent given to another digest than the live one is stale and is asked for again, never moved.
    """

    number = models.PositiveIntegerField(_("text nr"))
    digest = models.CharField(_("sha-256"), max_length=64)
    purpose_key = models.CharField(_("ändamål"), max_length=63)
    channel = models.CharField(_("kanal"), max_length=8)
    categories = ArrayField(models.CharField(max_length=63), verbose_name=_("uppgifter"))
    recipients = ArrayField(models.CharField(max_length=63), default=list, blank=True)
    valid_months = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("samtyckestext")
        verbose_name_plural = _("samtyckestexter")
        constraints = [
            once("consent_text_key_once", "key"),
            once("one_consent_text_for_a_purpose_and_channel", "purpose_key", "channel"),
            one_of("consent_text_channel_known", "channel", Channel),
            models.CheckConstraint(
                name="consent_text_digest_is_sha256", condition=Q(digest__regex=r"^[0-9a-f]{64}$")
            ),
        ]

    class PersonalData:
        not_personal = (
            "number",
            "digest",
            "purpose_key",
            "channel",
            "categories",
            "recipients",
            "valid_months",
        )


class CookieCategory(Worded):
    """A group of cookies and like techniques; all but the necessary wait for a yes (LEK 9:28)."""

    necessary = models.BooleanField(_("nödvändig"), default=False)
    period_text = models.CharField(_("tid"), max_length=40, blank=True, default="")
    consent_text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, null=True, blank=True)
    processors = ArrayField(models.CharField(max_length=63), default=list, blank=True)

    class Meta:
        verbose_name = _("slag av kakor")
        verbose_name_plural = _("slag av kakor")
        constraints = [
            once("cookie_key_once", "key"),
            models.CheckConstraint(
                name="cookie_necessary_or_asked",
                condition=Q(necessary=True, consent_text__isnull=True)
                | Q(necessary=False, consent_text__isnull=False),
            ),
        ]

    class PersonalData:
        not_personal = ("necessary", "period_text", "consent_text", "processors")


class NoticeVersion(PolicyPart):
    """The published notice of a version: its number, its first day and what is new (WN-03)."""

    number = models.PositiveIntegerField(_("version"))
    valid_from_on = models.DateField(_("gäller från"))
    news_sv = models.TextField(_("det här är nytt"))
    news_en = models.TextField(_("det här är nytt, på engelska"))

    class Meta:
        verbose_name = _("integritetspolicy")
        verbose_name_plural = _("integritetspolicyer")
        constraints = [models.UniqueConstraint(fields=["policy_version"], name="one_notice_for_a_version")]

    class PersonalData:
        not_personal = ("number", "valid_from_on", "news_sv", "news_en")

    @property
    def news(self) -> str:
        """Give what is new in the language of the page."""
        return in_language(self, "news")
