"""What both forms do with what is sent: count, seal, mail; or give the form back, filled."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Controller
from publicforms.limits import RETRY_AFTER_SECONDS, Turn, take_turn
from publicforms.services.taking_in import NotMailed, take_in


class SentBack(Exception):
    """The form goes back to whoever filled it in: with a status, and the reason on the form."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def send(
    request: HttpRequest,
    form: Form,
    *,
    controller: Controller,
    kind: str,
    content: dict[str, Any],
    then: str,
) -> HttpResponse:
    """Take a valid form in and lead to the one answer there is, the page `then`. Raises SentBack."""
    email = form.cleaned_data["email"]
    turn = take_turn(request, controller=controller, email=email, form=kind)
    if turn is Turn.TOO_MANY:
        raise _sent_back(
            form, 429, _("Det har kommit många formulär på kort tid. Vänta en timme och försök igen.")
        )
    if turn is Turn.NOT_COUNTED:
        raise _sent_back(form, 503, _("Vi kan inte ta emot formulär just nu. Försök igen om en stund."))
    try:
        take_in(
            controller=controller,
            content={"form": kind, **content},
            email=email,
            language=(get_language() or "sv")[:2],
            at=timezone.now(),
        )
    except NotMailed as fault:
        if fault.by_relay:
            raise _sent_back(
                form, 503, _("Vi kan inte skicka mejl just nu. Försök igen om en stund.")
            ) from None
        raise _sent_back(form, 422, _("Adressen tar inte emot mejl. Se efter hur den är skriven.")) from None
    return redirect(then, controller.slug)


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    """Show a form, or an answer to it; one that came too often is told when to come again."""
    answer = render(request, template, context, status=status)
    if status == 429:
        answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer


def _sent_back(form: Form, status: int, why: str) -> SentBack:
    more = _("Det du har skrivit står kvar här. Du kan också mejla det till adressen längst ner på sidan.")
    form.add_error(None, f"{why} {more}")
    return SentBack(status)
