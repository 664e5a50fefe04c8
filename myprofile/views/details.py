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

from myprofile.forms import OwnDetailsForm
from myprofile.persons import with_person
from requests_dsr.answers.statements import statements_of
from requests_dsr.services.receiving.own_edit import edit_own_details
from subjects.models import DataSubject
from subjects.services.own_details import OwnDetails
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
        if edit_own_details(subject=person, details=details, at=timezone.now()):
            with override(details.language):  # the page that shows it is in the language just chosen
                messages.success(request, _("Ändrat. Det gäller från nu."))
        answer = redirect("my_profile", person.controller.slug)
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, details.language, samesite="Lax")
        return answer
    said = statements_of(person)
    return render(request, "myprofile/details.html", {"person": person, "form": form, "said": said})
