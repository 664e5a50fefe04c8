"""Which values a person may have corrected (Art. 16), where each stands, and how it is written.

What is history or evidence is not among them: a mail that was sent, a voucher, a log. There the
person may add a statement instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from consents.keyed import Address
from consents.selectors import is_suppressed
from consents.services import suppress
from register.categories import Category
from register.wording import PolicyWords
from subjects.deliverable import deliverable
from subjects.identifiers import normalise
from subjects.models import (
    CustomerData,
    DataSubject,
    Identity,
    IdentityKind,
    MarketingProfile,
    SupportProfile,
)
from subjects.services.errors import IdentityTaken, NotPossible
from subjects.signs import even_lines, one_line, some_lines


@dataclass(frozen=True, kw_only=True)
class Field:
    """A value that may be corrected: its name for people, its category, and where it stands."""

    title: str | Promise
    category: str
    model: type[models.Model]
    column: str
    to_subject: str

    def rows(self, subject: DataSubject) -> models.QuerySet[models.Model]:
        """Give the rows of the person in which it stands, none or more."""
        return self.model._default_manager.filter(**{self.to_subject: subject.pk}).order_by("pk")

    def read(self, subject: DataSubject) -> str:
        """Read what stands now; several values stand together."""
        values = self.rows(subject).values_list(self.column, flat=True)
        return "; ".join(str(value or "") for value in values)

    def clean(self, value: str) -> str:
        """Check a proposed value: its form, and that all of it is seen. Raises NotPossible."""
        field = cast("models.Field[Any, Any]", self.model._meta.get_field(self.column))
        in_lines = isinstance(field, models.TextField)
        try:
            (some_lines if in_lines else one_line)(value.strip())
            return str(field.clean(even_lines(value.strip()), None))
        except ValidationError as fault:
            raise NotPossible(f"{self.title}: {' '.join(fault.messages)}") from None

    def fitting(self, subject: DataSubject, value: str) -> str:
        """Check a value for one person: also what only a look at others can tell. Raises Refused."""
        return self.clean(value)

    def write(self, subject: DataSubject, value: str, *, at: datetime) -> None:
        """Write a value over the old one, which the request's file alone keeps. Raises NotPossible."""
        if not self.rows(subject).update(**{self.column: self.clean(value)}):
            raise NotPossible(_("%(name)s finns inte hos oss.") % {"name": self.title})


@dataclass(frozen=True, kw_only=True)
class IdentityField(Field):
    """An address or number by which the person is recognised: one kind, which nobody else may have."""

    kind: IdentityKind

    def rows(self, subject: DataSubject) -> models.QuerySet[models.Model]:
        """Give the identities of the kind."""
        return Identity.objects.filter(subject=subject, kind=self.kind).order_by("pk")

    def replaced(self, subject: DataSubject) -> Identity | None:
        """Give the one that a correction takes the place of: what the person logs in with, else the surest.

        The person's other addresses stay: a correction of one is no word about the rest.
        """
        own = list(
            Identity.objects.filter(subject=subject, kind=self.kind).order_by(
                F("verified_at").desc(nulls_last=True), "pk"
            )
        )
        login = subject.user.email if subject.user else ""
        return next((one for one in own if one.normalised == login), own[0] if own else None)

    def read(self, subject: DataSubject) -> str:
        """Read the one that a correction would replace."""
        standing = self.replaced(subject)
        return standing.value if standing else ""

    def clean(self, value: str) -> str:
        """Check the form of an address too, and that something of it can be compared."""
        value = super().clean(value)
        if not normalise(self.kind, value):
            raise NotPossible(_("Ange ett värde för %(name)s.") % {"name": self.title})
        if self.kind == IdentityKind.EMAIL:
            try:
                deliverable(value)
            except ValidationError as fault:
                raise NotPossible(f"{self.title}: {' '.join(fault.messages)}") from None
        return value

    def fitting(self, subject: DataSubject, value: str) -> str:
        """Refuse what somebody else is recognised by. Raises IdentityTaken, NotPossible."""
        value = self.clean(value)
        others = Identity.objects.for_controller(subject.controller).filter(
            kind=self.kind, normalised=normalise(self.kind, value)
        )
        if others.exclude(subject=subject).exists():
            raise IdentityTaken(_("En annan person känns redan igen på detta."))
        return value

    def write(self, subject: DataSubject, value: str, *, at: datetime) -> None:
        """Replace one thing the person is recognised by; the login goes with the e-mail address it was for.

        A no to marketing follows to the new address, which opens nothing for 72 hours. Raises
        IdentityTaken, NotPossible.
        """
        value = self.fitting(subject, value)
        own = Identity.objects.filter(subject=subject, kind=self.kind)
        compared = normalise(self.kind, value)
        old = [Address(self.kind, one) for one in own.values_list("normalised", flat=True)]
        closed = is_suppressed(subject.controller, old)
        replaced = self.replaced(subject)
        if replaced is not None and replaced.normalised != compared:
            replaced.delete()
        Identity.objects.get_or_create(
            controller=subject.controller,
            kind=self.kind,
            normalised=compared,
            defaults={"subject": subject, "value": value, "added_at": at},
        )
        if closed:
            suppress(controller=subject.controller, addresses=[Address(self.kind, compared)], at=at)
        if self.kind == IdentityKind.EMAIL:
            cut_login(subject)


def cut_login(subject: DataSubject) -> None:
    """Take a login from a locked person whose address it was for; another makes its own at the first code."""
    user = subject.user
    own = Identity.objects.filter(subject=subject, kind=IdentityKind.EMAIL)
    if user is None or own.filter(normalised=user.email).exists():
        return
    DataSubject.objects.filter(pk=subject.pk).update(user=None)
    subject.user = None
    if not user.is_staff and not user.is_superuser and not user.subjects.exists():
        User.objects.filter(pk=user.pk).delete()


def _profile(column: str, title: Promise) -> Field:
    return Field(
        title=title, category="support_profile", model=SupportProfile, column=column, to_subject="subject"
    )


def _customer(column: str, title: Promise) -> Field:
    return Field(
        title=title,
        category="customer_data",
        model=CustomerData,
        column=column,
        to_subject="contact__subject",
    )


FIELDS: dict[str, Field] = {
    "full_name": Field(
        title=gettext_lazy("namn"),
        category="identity",
        model=DataSubject,
        column="full_name",
        to_subject="pk",
    ),
    "language": Field(
        title=gettext_lazy("språk"),
        category="identity",
        model=DataSubject,
        column="language",
        to_subject="pk",
    ),
    "email": IdentityField(
        title=gettext_lazy("e-postadress"),
        category="identity",
        model=Identity,
        column="value",
        to_subject="subject",
        kind=IdentityKind.EMAIL,
    ),
    "phone": IdentityField(
        title=gettext_lazy("telefonnummer"),
        category="identity",
        model=Identity,
        column="value",
        to_subject="subject",
        kind=IdentityKind.PHONE,
    ),
    "work_phone": _profile("work_phone", gettext_lazy("telefon i supportkontot")),
    "organisation_name": _profile("organisation_name", gettext_lazy("organisation i supportkontot")),
    "interests": _profile("interests", gettext_lazy("intressen i supportkontot")),
    "course_preferences": _profile("course_preferences", gettext_lazy("önskemål om kurser")),
    "title": _customer("title", gettext_lazy("befattning")),
    "notes": _customer("notes", gettext_lazy("anteckningar")),
    "preferences": _customer("preferences", gettext_lazy("önskemål i kunduppgifterna")),
    "marketing_interests": Field(
        title=gettext_lazy("intressen för marknadsföring"),
        category="marketing_profile",
        model=MarketingProfile,
        column="interests",
        to_subject="subject",
    ),
}


def fields_in(words: PolicyWords | None) -> dict[str, Field]:
    """Give the values that a company has: those of the kinds of data that its policy names.

    A name and addresses it has of whoever it knows, also before it has a policy.
    """
    kinds = {Category.IDENTITY, *(words.policy.categories if words else ())}
    return {name: field for name, field in FIELDS.items() if field.category in kinds}


NAMES_THE_PERSON = frozenset({"full_name", "email", "phone"})
UNDER_A_NAME = frozenset(
    {
        Category.SUPPORT_PROFILE,
        Category.SUPPORT_TICKETS,
        Category.CUSTOMER_DATA,
        Category.CORRESPONDENCE,
        Category.CRM_INQUIRY,
        Category.BILLING_CLAIM,
        Category.ACCOUNTING_RECORDS,
        Category.MARKETING_PROFILE,
        Category.CREDIT_CHECK,
        Category.PHONE_MESSAGE,
    }
)
"""Kinds of data that stand under a person's name and addresses: whoever was given them has those too."""


def given_with(names: Iterable[str]) -> set[str]:
    """Give the categories in which others may have been given these values (Art. 19)."""
    known = [name for name in names if name in FIELDS]
    given = {FIELDS[name].category for name in known}
    return given | UNDER_A_NAME if NAMES_THE_PERSON.intersection(known) else given
