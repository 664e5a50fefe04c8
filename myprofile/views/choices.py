"""Yes and no, one press each, in force in the same transaction (Art. 7(3), 21; WL-42, WL-54, WL-55)."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from consents.law import MARKETING
from consents.models import Way
from consents.selectors import is_objected_to
from consents.services.allowing import take_back_objection
from consents.services.answers import Said
from consents.services.consenting import give_consent, refuse_consent
from consents.services.objecting import object_to
from ledger.actor import SUBJECT
from myprofile.choices import consent_choices, objection_choices
from myprofile.earlier_choices import history
from myprofile.persons import with_person
from register.models import ConsentText
from register.selectors import live_policy
from register.wording import policy_words
from register.wording.when import time_of_day
from subjects.models import DataSubject
from subjects.services.errors import HolderErased, Refused


@never_cache
@login_required
@with_person
def my_choices(request: HttpRequest, person: DataSubject) -> HttpResponse:
    """Show every choice and take one answer at a time."""
    if request.method == "POST":
        _take(request, person)
        return redirect("my_choices", person.controller.slug)
    words = policy_words(live_policy(person.controller))
    page = {
        "person": person,
        "consents": consent_choices(person, timezone.now()),
        "objections": objection_choices(person, words),
        "history": history(person, words),
    }
    return render(request, "myprofile/choices.html", page)


def _take(request: HttpRequest, person: DataSubject) -> None:
    """Carry out one answer and say what now holds; a refusal of ours is told in words."""
    said = Said(by=SUBJECT, at=timezone.now(), way=Way.MY_PROFILE, ip=request.META.get("REMOTE_ADDR", ""))
    try:
        told = _deed_of(request)(request, person, said)
    except HolderErased:
        raise
    except Refused as why:
        messages.error(request, str(why))
    else:
        words = _("%(told)s. Det gäller från i dag kl. %(now)s.")
        messages.success(request, words % {"told": told, "now": time_of_day(said.at)})


def _deed_of(request: HttpRequest) -> Callable[[HttpRequest, DataSubject, Said], str]:
    """Give what was pressed: a no taken back, a no, or an answer to a question."""
    if "again" in request.POST:
        return _allow_again
    return _object if "purpose" in request.POST else _answer


def _answer(request: HttpRequest, person: DataSubject, said: Said) -> str:
    asked = request.POST.get("text", "")
    texts = ConsentText.objects.filter(policy_version__controller=person.controller)
    text = get_object_or_404(texts, pk=asked if asked.isdecimal() else None)
    say = give_consent if request.POST.get("say") == "yes" else refuse_consent
    say(subject=person, text=text, said=said, language=get_language() or "sv")
    told = _("Du har sagt ja till: %(what)s") if say is give_consent else _("Du har sagt nej till: %(what)s")
    if say is give_consent and is_objected_to(person, text):
        messages.warning(
            request, _("Ditt nej till profilering står kvar och går före: vi gör det inte ändå.")
        )
    return told % {"what": text.title}


def _object(request: HttpRequest, person: DataSubject, said: Said) -> str:
    purpose, channel = request.POST["purpose"], request.POST.get("channel") or None
    object_to(subject=person, purpose=purpose, said=said, channel=channel)
    return _("Du har sagt nej till reklam") if purpose == MARKETING else _("Du har sagt nej till profilering")


def _allow_again(request: HttpRequest, person: DataSubject, said: Said) -> str:
    purpose, channel = request.POST["again"], request.POST.get("channel", "")
    take_back_objection(subject=person, purpose=purpose, channel=channel, said=said)
    if purpose == MARKETING:
        return _("Du har tagit tillbaka ditt nej till reklam")
    return _("Du har tagit tillbaka ditt nej till profilering")
