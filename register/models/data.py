"""What kinds of data there are, and how long each is kept."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from law.periods import Period
from law.shapes import Shape
from register.models.policy import PolicyPart, Worded, in_language, once, one_of
from register.policyfile.words import ProcessingRole


class DataCategory(Worded):
    """A kind of data, whose they are and where they come from (Art. 14(1)(d), 15(1)(g))."""

    role = models.CharField(_("roll"), max_length=10)
    origins = ArrayField(models.CharField(max_length=11), verbose_name=_("ursprung"))
    sources = ArrayField(models.CharField(max_length=20), verbose_name=_("källor"))
    anonymous = models.BooleanField(_("anonym"), default=False)
    special_category = models.BooleanField(_("känslig (artikel 9)"), default=False)
    required_sv = models.TextField(blank=True, default="")
    required_en = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("slag av uppgifter")
        verbose_name_plural = _("slag av uppgifter")
        constraints = [
            once("category_key_once", "key"),
            one_of("category_role_known", "role", ProcessingRole),
            models.CheckConstraint(name="category_never_special", condition=Q(special_category=False)),
        ]

    class PersonalData:
        not_personal = (
            "role",
            "origins",
            "sources",
            "anonymous",
            "special_category",
            "required_sv",
            "required_en",
        )


class RetentionRule(PolicyPart):
    """When data of a category go, in numbers for the law and in words for people (WN-30, WN-31).

    The period is null where a statute sets it, or where the shape counts none. `sentence_ids` are
    the sentences of the published text that this rule carries.
    """

    category = models.ForeignKey(DataCategory, on_delete=models.PROTECT, related_name="rules")
    shape = models.CharField(_("form"), max_length=24)
    trigger = models.CharField(_("räknas från"), max_length=63)
    when = models.CharField(_("i fallet"), max_length=24, blank=True, default="")
    period_number = models.PositiveIntegerField(_("tid"), null=True, blank=True)
    period_unit = models.CharField(_("enhet"), max_length=6, blank=True, default="")
    notice_leads = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    notice_minimum = models.PositiveSmallIntegerField(null=True, blank=True)
    reference = models.CharField(_("hänvisning"), max_length=400, blank=True, default="")
    rule_sv = models.TextField(_("regeln"))
    rule_en = models.TextField(_("regeln på engelska"))
    counting_sv = models.TextField(blank=True, default="")
    counting_en = models.TextField(blank=True, default="")
    before_sv = models.TextField(blank=True, default="")
    before_en = models.TextField(blank=True, default="")
    sentence_ids = ArrayField(models.CharField(max_length=12), default=list, blank=True)

    class Meta:
        verbose_name = _("gallringsregel")
        verbose_name_plural = _("gallringsregler")
        constraints = [
            once("rule_code_once_in_category", "category", "key"),
            once("one_rule_for_a_category_and_case", "category", "when"),
            one_of("rule_shape_known", "shape", Shape),
            models.CheckConstraint(
                name="rule_period_whole",
                condition=Q(period_number=None, period_unit="")
                | Q(period_number__gte=1, period_unit__in=["days", "months", "years"]),
            ),
            models.CheckConstraint(
                name="rule_notice_whole",
                condition=Q(notice_leads__len=0, notice_minimum=None)
                | Q(notice_leads__len__gt=0, notice_minimum__gte=1),
            ),
        ]

    class PersonalData:
        not_personal = (
            "category",
            "shape",
            "trigger",
            "when",
            "period_number",
            "period_unit",
            "notice_leads",
            "notice_minimum",
            "reference",
            "rule_sv",
            "rule_en",
            "counting_sv",
            "counting_en",
            "before_sv",
            "before_en",
            "sentence_ids",
        )

    @property
    def code(self) -> str:
        """Give the stable code of the rule, `SUPPORT_24M`."""
        return self.key

    @property
    def period(self) -> Period | None:
        """Give the promised period as the law counts it; None where there is none in the policy."""
        if self.period_number is None:
            return None
        if self.period_unit == "days":
            return Period(days=self.period_number)
        return Period(months=self.period_number * (12 if self.period_unit == "years" else 1))

    @property
    def unfilled_rule(self) -> str:
        """Give the sentence in the page's language, numbers not yet filled in; see `register.wording`."""
        return in_language(self, "rule")
