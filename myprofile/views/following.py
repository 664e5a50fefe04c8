"""Following a request: how it stands, more words, an answer to a question of ours, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ledger.actor import SUBJECT, WORKER
from myprofile.login.freshness import is_fresh
from myprofile.persons import logged_in, with_person
from myprofile.requests.more import ReplyForm, SayMoreForm, StatementForm
from myprofile.requests.page import RequestPage, own_requests, request_page, waiting_question
from requests_dsr.answers.statements import value_in_words
from requests_dsr.identity import LOGGED_IN
from requests_dsr.letters.address import on_paper
from requests_dsr.letters.answer import pause_in_words
from requests_dsr.letters.printing import printable, to_print
from requests_dsr.models import DataSubjectRequest, Letter
from requests_dsr.pauses import pause_would_end_on, stays_paused
from requests_dsr.services.asking.answering import answer_in_words
from requests_dsr.services.asking.denying import deny_identity
from requests_dsr.services.asking.fees import answer_fee
from requests_dsr.services.asking.questions import establish_identity
from requests_dsr.services.deciding.stating import add_statement, stateable, statement_of
from requests_dsr.services.moving.transitions import ForbiddenMove, move
from requests_dsr.services.receiving.matching import add_words
from requests_dsr.states import State
from requests_dsr.whose import asked_by_the_person, letters_of_the_person
from subjects.models import DataSubject
from subjects.services.once import FIELD, do_once


def with_request(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give the view the person and their own request instead of its reference; others' do not exist."""

    @wraps(view)
    @never_cache
    @login_required
    @with_person
    def found(request: HttpRequest, person: DataSubject, ref: UUID, **kwargs: Any) -> HttpResponseBase:
        theirs = own_requests(person).filter(ref=ref).first()
        if theirs is None:
            raise Http404
        return view(request, person, theirs, **kwargs)

    return found


@require_safe
@with_request
def my_request(request: HttpRequest, person: DataSubject, theirs: DataSubjectRequest) -> HttpResponse:
    """Show how a request stands: when the answer comes and why then, what is done, what we need."""
    page = {"person": person, "page": _page(request, theirs), "is_fresh": is_fresh(request)}
    return render(request, "myprofile/request.html", page)


@with_request
def add_to_request(request: HttpRequest, person: DataSubject, theirs: DataSubjectRequest) -> HttpResponse:
    """Take more words to an open request; its clock runs on."""
    form = SayMoreForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]

        def say() -> None:
            add_words(request=theirs, words=words, by=SUBJECT, at=timezone.now())

        if _do(request, form, say, said=_("Det är tillagt. Svarstiden ändras inte.")):
            return redirect("my_request", person.controller.slug, theirs.ref)
    page = {"person": person, "page": _page(request, theirs), "form": form}
    return render(request, "myprofile/request_add.html", page)


@with_request
def state_beside(request: HttpRequest, person: DataSubject, theirs: DataSubjectRequest) -> HttpResponse:
    """Take what the person has to say of a value that we did not correct (Art. 16)."""
    names = stateable(theirs)
    if not names or not theirs.identity_method:
        raise Http404
    form = StatementForm(request.POST or None, initial={"words": statement_of(theirs)})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]

        def state() -> None:
            add_statement(request=theirs, words=words, by=SUBJECT, at=timezone.now())

        if _do(request, form, state, said=_("Ditt tillägg är sparat bredvid uppgiften.")):
            return redirect("my_request", person.controller.slug, theirs.ref)
    values = [value_in_words(name) for name in names]
    page = {"person": person, "page": _page(request, theirs), "form": form, "values": values}
    return render(request, "myprofile/request_state.html", page)


@with_request
def answer_question(request: HttpRequest, person: DataSubject, theirs: DataSubjectRequest) -> HttpResponse:
    """Take the answer to what we asked; the clock runs again."""
    question = waiting_question(theirs)
    if question is None:
        messages.info(request, _("Frågan är redan besvarad."))
        return redirect("my_request", person.controller.slug, theirs.ref)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]

        def reply() -> None:
            answer_in_words(question=question, words=words, by=SUBJECT, at=timezone.now())

        if _do(request, form, reply, said=_("Vi har ditt svar.")):
            return redirect("my_request", person.controller.slug, theirs.ref)
    page = {"person": person, "page": _page(request, theirs), "form": form}
    return render(request, "myprofile/request_answer.html", page)


@require_POST
@with_request
def confirm_identity(request: HttpRequest, person: DataSubject, theirs: DataSubjectRequest) -> HttpResponse:
    """Let a log-in answer the question of who asks: it is enough (Art. 12(6))."""
    if not _page(request, theirs).may_confirm:
        messages.info(request, _("Frågan är redan besvarad."))
    else:
        try:
            establish_identity(request=theirs, method=LOGGED_IN, by=WORKER, at=timezone.now())
        except ForbiddenMove as why:
            messages.error(request, str(why))
        else:
            messages.success(request, _("Nu vet vi att det är du. Klockan går igen."))
    return redirect("my_request", person.controller.slug, theirs.ref)


@require_POST
@with_request
def deny_request(request: HttpRequest, person: DataSubject, theirs: DataSubjectRequest) -> HttpResponse:
    """Let the person say that somebody else asked: nothing is done, and the staff are told (Art. 12(6))."""
    try:
        deny_identity(request=theirs, by=SUBJECT, at=timezone.now())
    except ForbiddenMove as why:
        messages.info(request, str(why))
    else:
        messages.success(request, _("Vi har antecknat att det inte var du. Någon hos oss ser efter."))
    return redirect("my_request", person.controller.slug, theirs.ref)


@require_POST
@with_request
def answer_a_fee(request: HttpRequest, person: DataSubject, theirs: DataSubjectRequest) -> HttpResponse:
    """Take the person's yes or no to a fee (Art. 12(5)(a))."""
    answer = request.POST.get("answer")
    if not asked_by_the_person(theirs) or answer not in ("ja", "nej"):
        raise Http404
    try:
        answer_fee(request=theirs, accepted=answer == "ja", by=SUBJECT, at=timezone.now())
    except ForbiddenMove as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("Vi har ditt svar."))
    return redirect("my_request", person.controller.slug, theirs.ref)


@with_request
def withdraw_request(request: HttpRequest, person: DataSubject, theirs: DataSubjectRequest) -> HttpResponse:
    """Ask whether the person is sure, and take the request back when they press the button."""
    page = _page(request, theirs)
    if page.may_confirm or page.is_denied:  # whose it is comes first: nobody takes back what is another's
        return redirect("my_request", person.controller.slug, theirs.ref)
    if request.method == "POST":
        try:
            move(request=theirs, to=State.WITHDRAWN, by=SUBJECT, at=timezone.now())
        except ForbiddenMove:
            messages.error(request, _("Begäran är redan avslutad, så det finns inget att ta tillbaka."))
        else:
            messages.success(request, _("Begäran är återtagen, och vi har slutat. Vi har mejlat ett kvitto."))
        return redirect("my_request", person.controller.slug, theirs.ref)
    said = _end_of_the_pause(theirs) if page.paused_since else ""
    shown = {"person": person, "page": page, "pause_end": said}
    return render(request, "myprofile/request_withdraw.html", shown)


def _end_of_the_pause(theirs: DataSubjectRequest) -> str:
    """Say when a pause ends if its request is taken back today, in the letter's words, and what then."""
    today, by_post = timezone.localdate(), on_paper(theirs)
    ends_on = pause_would_end_on(theirs, State.WITHDRAWN, on=today, by_post=by_post)
    if ends_on is None:
        return ""
    said = pause_in_words(theirs, ends_on)
    return (
        said
        if stays_paused(theirs, on=ends_on)
        else f"{said} {_('Sedan används och raderas de som vanligt igen.')}"
    )


@require_safe
@with_request
def print_letter(
    request: HttpRequest, person: DataSubject, theirs: DataSubjectRequest, letter: UUID
) -> HttpResponse:
    """Show the person's copy of a letter as a page to print; what opens things stands in the mail."""
    found: Letter | None = letters_of_the_person(theirs).filter(ref=letter).first()
    if found is None:
        raise Http404
    found.request = theirs
    return to_print(printable(found, back=reverse("my_request", args=[person.controller.slug, theirs.ref])))


def _page(request: HttpRequest, theirs: DataSubjectRequest) -> RequestPage:
    return request_page(theirs, user=logged_in(request), at=timezone.now(), as_of=timezone.localdate())


def _do(request: HttpRequest, form: Any, deed: Callable[[], None], *, said: str) -> bool:
    """Do what a form asks once, and tell; a refusal is told at the form, which keeps what was written."""
    try:
        do_once(user=logged_in(request), mark=request.POST.get(FIELD, ""), do=deed, at=timezone.now())
    except ForbiddenMove as why:
        form.add_error(None, str(why))
        return False
    messages.success(request, said)
    return True
