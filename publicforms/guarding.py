"""What is refused before it is read: a body larger than any form, and one that is no form."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
View = Callable[..., HttpResponse]
MOST_BYTES = 400_000
"""The longest words there may be, as a form spells them at most (12 bytes a sign), and the rest."""
MOST_SIGNS = "19 000"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def public_form(view: View, *, most: int = MOST_BYTES) -> View:
    """Open a page to GET and POST, and look at a body's size (`most` bytes) and kind before it is read.

    The order is the point: Django's own check of the CSRF token would read the body first, so the
    outer view is exempt and the inner one protected.
    """
    inner = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _refusal(request, most) or inner(request, *args, **kwargs)

    return guarded


def public_form_of(most: int) -> Callable[[View], View]:
    """Open a page that takes more than words: `most` bytes at once, less than Django lets a field have."""
    return partial(public_form, most=most)


def not_readable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a body that could not be read: one that was too long is told so, in the reader's language."""
    if isinstance(exception, TOO_MUCH):
        return render(request, "publicforms/too_large.html", status=413)
    return defaults.bad_request(request, exception)


def _refusal(request: HttpRequest, most: int) -> HttpResponse | None:
    if request.method != "POST":
        return None
    if _length(request) > most:
        room = MOST_SIGNS if most == MOST_BYTES else ""
        return render(request, "publicforms/too_large.html", {"room": room}, status=413)
    if request.content_type not in FORMS:
        return render(request, "publicforms/no_form.html", status=415)
    return None


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
