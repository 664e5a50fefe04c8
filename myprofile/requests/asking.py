"""From a page to a request: which form a right has, and what a filled one asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from consents.law import MARKETING, PROFILING
from law.calendar import stockholm_day
from law.rights import Right
from myprofile.requests import forms
from myprofile.requests.catalogue import BY_RIGHT, Offer
from myprofile.requests.outlook import kinds_of, outlook
from myprofile.requests.progress import is_own_edit
from myprofile.requests.values import values_of
from register.selectors import live_policy
from register.wording import policy_words
from requests_dsr.lanes import weighed_uses
from requests_dsr.selectors import requests_of
from requests_dsr.services.receiving.opening import Asked
from requests_dsr.states import ANSWERED
from requests_dsr.whose import asked_by_the_person
from subjects.models import DataSubject
from subjects.offering import Option

Data = QueryDict | None


def form_for(
    offer: Offer, person: DataSubject, data: Data, *, at: datetime, category: str = "", about: str = ""
) -> forms.Once:
    """Give a right's form, filled with what was sent; before that with what it was asked from.

    That is one kind of data, or the answered request (its reference) that a complaint is about.
    """
    form = FORMS.get(offer.right, _only_words)(person, data, at)
    if isinstance(form, forms.ComplaintForm):
        form.begin_with(about)
    if isinstance(form, forms.ReachForm):
        form.begin_with(category)
    return form


def asked_in(offer: Offer, form: forms.Once) -> list[Asked]:
    """Give what a valid form asks for; what is answered at once is a request of its own."""
    return list(ASKED.get(offer.right, _words_alone)(offer.right, form))


# --- forms -----------------------------------------------------------------------------------------------
def _only_words(person: DataSubject, data: Data, at: datetime) -> forms.Once:
    return forms.WordsForm(data)


def _erasure(person: DataSubject, data: Data, at: datetime) -> forms.Once:
    ahead = outlook(person, at=at)
    return forms.ReachForm(data, outcomes=ahead.outcomes, stays=ahead.stays, hints=True)


def _restriction(person: DataSubject, data: Data, at: datetime) -> forms.Once:
    return forms.RestrictionForm(data, outcomes=kinds_of(person, on=stockholm_day(at)), hints=False)


def _objection(person: DataSubject, data: Data, at: datetime) -> forms.Once:
    return forms.ObjectionForm(data, uses=list(uses_of(person)))


def _rectification(person: DataSubject, data: Data, at: datetime) -> forms.Once:
    return forms.RectificationForm(data, standing=values_of(person))


def _complaint(person: DataSubject, data: Data, at: datetime) -> forms.Once:
    return forms.ComplaintForm(data, answers=answers_of(person))


def _elsewhere(person: DataSubject, data: Data, at: datetime) -> forms.Once:
    return forms.ElsewhereForm(data)


FORMS: dict[Right, Callable[[DataSubject, Data, datetime], forms.Once]] = {
    Right.ERASURE: _erasure,
    Right.RESTRICTION: _restriction,
    Right.OBJECTION: _objection,
    Right.RECTIFICATION: _rectification,
    Right.COMPLAINT: _complaint,
    Right.OTHER_CONTROLLER: _elsewhere,
}


def answers_of(person: DataSubject) -> dict[str, str]:
    """Give the answers a person has had, by the reference of the request: what it asked for, and its day."""
    answered = requests_of(person).filter(state__in=sorted(ANSWERED)).exclude(right=Right.OTHER_CONTROLLER)
    return {
        str(one.ref): _("%(what)s, från den %(day)s")
        % {
            "what": BY_RIGHT[Right(one.right)].words.name,
            "day": date_format(stockholm_day(one.received_at), "j F Y"),
        }
        for one in answered.select_related("file")
        if asked_by_the_person(one) and not is_own_edit(one)
    }


def uses_of(person: DataSubject) -> Iterator[tuple[str, Option]]:
    """Give what can be objected to: marketing, profiling, and each use on legitimate interests."""
    words = policy_words(live_policy(person.controller))
    at_once = _("Gäller direkt. Du behöver inte ge något skäl.")
    yield MARKETING, Option(_("Reklam, på alla sätt"), at_once)
    for key, purpose in words.policy.purposes.items():
        if purpose.profiling:
            yield PROFILING, Option(words.purpose(key), at_once)
            break
    for key in weighed_uses(words):
        yield key, Option(words.purpose(key), words.purpose_text(key))


# --- what a filled form asks for ---------------------------------------------------------------------------
def _words_alone(right: Right, form: Any) -> Iterator[Asked]:
    yield Asked(right=right, words=form.cleaned_data["words"])


def _some_kinds(right: Right, form: Any) -> Iterator[Asked]:
    yield Asked(right=right, words=form.cleaned_data["words"], categories=form.named)


def _with_ground(right: Right, form: Any) -> Iterator[Asked]:
    words, proposed = form.cleaned_data["words"], {"grounds": [form.provision]}
    yield Asked(right=right, words=words, categories=form.named, proposed=proposed)


def _uses(right: Right, form: Any) -> Iterator[Asked]:
    for purposes in (form.absolute, form.weighed):
        if purposes:
            yield Asked(right=right, words=form.cleaned_data["words"], proposed={"purposes": purposes})


def _corrections(right: Right, form: Any) -> Iterator[Asked]:
    yield Asked(right=right, words=form.cleaned_data["words"], proposed=form.proposed)


def _complained(right: Right, form: Any) -> Iterator[Asked]:
    yield Asked(right=right, words=form.said)


def _at_somebody(right: Right, form: Any) -> Iterator[Asked]:
    who = form.cleaned_data["controller"]
    yield Asked(right=right, words=form.cleaned_data["words"], proposed={"controller": who})


ASKED: dict[Right, Callable[[Right, Any], Iterator[Asked]]] = {
    Right.ERASURE: _some_kinds,
    Right.RESTRICTION: _with_ground,
    Right.OBJECTION: _uses,
    Right.RECTIFICATION: _corrections,
    Right.COMPLAINT: _complained,
    Right.OTHER_CONTROLLER: _at_somebody,
}
