"""What data are used for, and on what legal basis."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.models.data import DataCategory
from register.models.policy import PolicyPart, Worded, in_language, once, one_of
from register.models.texts import ConsentText
from register.policyfile.words import Decision, LegalBasis


class Purpose(Worded):
    """What data are used for (Art. 5(1)(b), 30(1)(b))."""

    is_main = models.BooleanField(_("huvudsyfte"), default=False)
    is_profiling = models.BooleanField(_("profilering"), default=False)
    subjects = ArrayField(models.CharField(max_length=20), verbose_name=_("vilka det gäller"))
    contexts = ArrayField(models.CharField(max_length=20), verbose_name=_("sammanhang"))

    class Meta:
        verbose_name = _("ändamål")
        verbose_name_plural = _("ändamål")
        constraints = [
            once("purpose_key_once", "key"),
            models.CheckConstraint(name="purpose_has_context", condition=Q(contexts__len__gt=0)),
            models.CheckConstraint(name="purpose_has_subjects", condition=Q(subjects__len__gt=0)),
        ]

    class PersonalData:
        not_personal = ("is_main", "is_profiling", "subjects", "contexts")


class LIAssessment(PolicyPart):
    """A weighing of interests (Art. 6(1)(f), WL-52); without a valid one the use stands still."""

    interest_sv = models.TextField()
    interest_en = models.TextField()
    necessity_sv = models.TextField()
    necessity_en = models.TextField()
    balancing_sv = models.TextField()
    balancing_en = models.TextField()
    decision = models.CharField(_("beslut"), max_length=10)
    by_role = models.CharField(_("beslutad av"), max_length=400)
    decided_on = models.DateField(_("beslutad"))
    review_on = models.DateField(_("ses över"))

    class Meta:
        verbose_name = _("intresseavvägning")
        verbose_name_plural = _("intresseavvägningar")
        constraints = [
            once("assessment_key_once", "key"),
            one_of("assessment_decision_known", "decision", Decision),
            models.CheckConstraint(
                name="assessment_review_after", condition=Q(review_on__gt=models.F("decided_on"))
            ),
        ]

    class PersonalData:
        not_personal = (
            "interest_sv",
            "interest_en",
            "necessity_sv",
            "necessity_en",
            "balancing_sv",
            "balancing_en",
            "decision",
            "by_role",
            "decided_on",
            "review_on",
        )


class LegalBasisEntry(PolicyPart):
    """The one ground for using one category for one purpose (WN-09, WN-10).

    `contact_basis` holds instead for a contact person of a company, who is no party to the contract
    (WN-14). `key` is `purpose:category`.
    """

    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="bases")
    category = models.ForeignKey(DataCategory, on_delete=models.PROTECT, related_name="bases")
    basis = models.CharField(_("rättslig grund"), max_length=20)
    contact_basis = models.CharField(_("för en kontaktperson"), max_length=20, blank=True, default="")
    statute_ref = models.CharField(_("lagrum"), max_length=400, blank=True, default="")
    assessment = models.ForeignKey(
        LIAssessment, on_delete=models.PROTECT, related_name="bases", null=True, blank=True
    )
    consent_text = models.ForeignKey(
        ConsentText, on_delete=models.PROTECT, related_name="bases", null=True, blank=True
    )
    why_sv = models.TextField(_("varför vi får"))
    why_en = models.TextField(_("varför vi får, på engelska"))

    class Meta:
        verbose_name = _("rättslig grund")
        verbose_name_plural = _("rättsliga grunder")
        constraints = [
            once("one_basis_for_a_purpose_and_category", "purpose", "category"),
            one_of("basis_known", "basis", LegalBasis),
            models.CheckConstraint(
                name="legal_obligation_names_the_statute",
                condition=~Q(basis=LegalBasis.LEGAL_OBLIGATION.value) | ~Q(statute_ref=""),
            ),
            models.CheckConstraint(
                name="consent_has_a_text",
                condition=~Q(basis=LegalBasis.CONSENT.value) | Q(consent_text__isnull=False),
            ),
        ]

    class PersonalData:
        not_personal = (
            "purpose",
            "category",
            "basis",
            "contact_basis",
            "statute_ref",
            "assessment",
            "consent_text",
            "why_sv",
            "why_en",
        )

    @property
    def why(self) -> str:
        """Give the plain reason in the language of the page."""
        return in_language(self, "why")

    def basis_for(self, *, is_party: bool) -> LegalBasis:
        """Give the ground for one person: is it a party to the contract, or a contact of one (WN-14)?"""
        return LegalBasis(self.basis if is_party or not self.contact_basis else self.contact_basis)
