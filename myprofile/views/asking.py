"""Asking for something: what there is to ask for, one form for each right, and the list of what was asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consents.selectors import answers_at
from law.rights import Right
from ledger.actor import SUBJECT
from myprofile.persons import logged_in, with_person
from myprofile.requests.asking import asked_in, form_for
from myprofile.requests.catalogue import BY_KEY, OFFERS, Offer
from myprofile.requests.forms import Once
from myprofile.requests.in_force import in_force
from myprofile.requests.page import line_of, own_requests, paused_since
from register.selectors import live_policy
from register.wording import policy_words
from requests_dsr.identity import LOGGED_IN
from requests_dsr.lanes import purposes_of
from requests_dsr.letters.words import ALWAYS
from requests_dsr.models import Channel, DataSubjectRequest
from requests_dsr.package.outlook import Outlook, portability_outlook
from requests_dsr.services.receiving.opening import Asked, CannotOpen, Requester, open_request
from requests_dsr.states import OPEN
from subjects.models import DataSubject
from subjects.services.errors import HolderErased, Refused
from subjects.services.once import FIELD, do_once

SHOWN = 50


@require_safe
@never_cache
@login_required
@with_person
def my_requests(request: HttpRequest, person: DataSubject) -> HttpResponse:
    """List what the person has asked for, the newest first, and what their own no has put in force."""
    words = policy_words(live_policy(person.controller))
    page = {
        "person": person,
        "lines": [line_of(one, words, at=timezone.now()) for one in own_requests(person)[:SHOWN]],
        "in_force": in_force(person, on=timezone.localdate()),
    }
    return render(request, "myprofile/request_list.html", page)


@require_safe
@never_cache
@login_required
@with_person
def new_request(request: HttpRequest, person: DataSubject) -> HttpResponse:
    """Show everything that can be asked for."""
    return render(request, "myprofile/request_choose.html", {"person": person, "offers": OFFERS})


@never_cache
@login_required
@with_person
def ask(request: HttpRequest, person: DataSubject, offer: str) -> HttpResponse:
    """Explain a right and take what is asked for; the request is open when the form has been sent."""
    asked_for = BY_KEY.get(offer)
    if asked_for is None:
        raise Http404
    kind = request.GET.get("slag", "")
    about = request.GET.get("om", "")
    form = form_for(asked_for, person, request.POST or None, at=timezone.now(), category=kind, about=about)
    if request.method == "POST" and form.is_valid():
        answer = _take(request, person, asked_for, form)
        if answer is not None:
            return answer
    page = {
        "person": person,
        "offer": asked_for,
        "form": form,
        "open_already": _open_one(person, asked_for),
        "outlook": _outlook(person) if asked_for.right is Right.PORTABILITY else None,
        **(_consents(person) if asked_for.right is Right.CONSENT_WITHDRAWAL else {}),
    }
    return render(request, "myprofile/request_new.html", page)


def _take(request: HttpRequest, person: DataSubject, offer: Offer, form: Once) -> HttpResponse | None:
    """Open what a form asks for and lead on; None where it was refused, and the form says why."""
    before = _open_one(person, offer)
    try:  # all that one form asks for, or nothing of it
        done = do_once(
            user=logged_in(request),
            mark=request.POST.get(FIELD, ""),
            do=lambda: [_open(request, person, asked) for asked in asked_in(offer, form)],
            at=timezone.now(),
        )
    except HolderErased:
        raise
    except (CannotOpen, Refused) as why:
        form.add_error(None, str(why))
        return None
    if done is None:
        messages.success(request, _("Vi har redan fått det du skickade."))
        return redirect("my_requests", person.controller.slug)
    (opened,) = done
    for one in opened:
        added = before is not None and one.pk == before.pk
        messages.success(request, _told(one, added=added, words=form.cleaned_data["words"]))
    if len(opened) > 1:
        return redirect("my_requests", person.controller.slug)
    return redirect("my_request", person.controller.slug, opened[0].ref)


def _open(request: HttpRequest, person: DataSubject, asked: Asked) -> DataSubjectRequest:
    now = timezone.now()
    return open_request(
        controller=person.controller,
        asked=asked,
        requester=Requester(
            subject=person,
            name=person.full_name,
            email=logged_in(request).email,
            language=get_language() or "sv",
            identity_method=LOGGED_IN,
        ),
        channel=Channel.MY_PROFILE,
        received_at=now,
        by=SUBJECT,
        at=now,
    )


def _told(opened: DataSubjectRequest, *, added: bool, words: str) -> str:
    if added and words:
        return _("Du hade redan en sådan begäran, så vi la till det du skrev. Svarstiden ändras inte.")
    if added and (opened.file.proposed or opened.categories):
        return _("Du hade redan en sådan begäran, och det här är tillagt i den. Svarstiden ändras inte.")
    if added:
        return _("Du hade redan en sådan begäran, och den gäller. Svarstiden ändras inte.")
    if opened.closed_at is not None:
        if opened.right == Right.OTHER_CONTROLLER:  # a receipt, and nothing that holds already
            return _("Vi har fått din begäran och mejlat ett kvitto.")
        if opened.right == Right.OBJECTION:
            against = _(" och ").join(str(ALWAYS[one]) for one in purposes_of(opened))
            return _("Ditt nej till %(what)s gäller redan, och vi har mejlat ett svar.") % {"what": against}
        return _("Klart. Det gäller redan, och vi har mejlat ett svar.")
    if paused_since(opened) is not None and opened.right == Right.RECTIFICATION:
        return _(
            "Vi har fått din begäran och mejlat ett kvitto. Uppgifterna är pausade medan vi kontrollerar dem."
        )
    if paused_since(opened) is not None:
        return _("Pausen gäller nu. Vi har fått din begäran och mejlat ett kvitto.")
    return _("Vi har fått din begäran och mejlat ett kvitto.")


def _open_one(person: DataSubject, offer: Offer) -> DataSubjectRequest | None:
    """Give the person's open request for the same right: what is sent now will be added to it."""
    same = own_requests(person).filter(right=offer.right, state__in=sorted(OPEN))
    return same.order_by("received_at").first()


def _outlook(person: DataSubject) -> Outlook | None:
    return portability_outlook(person, timezone.localdate())


def _consents(person: DataSubject) -> dict[str, Any]:
    """Give what the person has said yes to, and whether more of it can sit in a browser."""
    return {
        "said_yes": [one.record for one in answers_at(person, timezone.now()) if one.is_yes],
        "cookies_elsewhere": policy_words(live_policy(person.controller)).asks_for_cookies,
    }
