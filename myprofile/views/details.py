"""Correcting one's own details: done at once (Art. 16; WL-38)."""

from __future__ import annotations

from dataclasses import asdict

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from connectors.asking import marks_of
from myprofile.forms import OwnDetailsForm
from myprofile.persons import with_person
from requests_dsr.answers.statements import statements_of
from requests_dsr.services.receiving.own_edit import note_own_edit
from subjects.models import DataSubject
from subjects.services.own_details import OwnDetails, correct_own_details
from subjects.services.registration import has_profile


@never_cache
@login_required
@with_person
def my_details(request: HttpRequest, person: DataSubject) -> HttpResponse:
    """Show and change name, telephone and language."""
    standing = asdict(OwnDetails.of(person))
    form = OwnDetailsForm(request.POST or None, initial=standing, has_profile=has_profile(person))
    if request.method == "POST" and form.is_valid():
        details = OwnDetails(**standing | form.cleaned_data)
        if _correct(person, details, before=standing):
            with override(details.language):  # the page that shows it is in the language just chosen
                messages.success(request, _("Ändrat. Det gäller från nu."))
        answer = redirect("my_profile", person.controller.slug)
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, details.language, samesite="Lax")
        return answer
    said = statements_of(person)
    return render(request, "myprofile/details.html", {"person": person, "form": form, "said": said})


def _correct(person: DataSubject, details: OwnDetails, *, before: dict[str, str]) -> int:
    """Write what differs, count it as a right that was exercised, and tell those who hold the old values."""
    now, known_before = timezone.now(), marks_of(person)
    changed = correct_own_details(subject=person, details=details, at=now)
    if changed:
        new = {name: value for name, value in asdict(details).items() if value != before[name]}
        note_own_edit(subject=person, values=new, at=now, known_before=known_before)
    return changed
