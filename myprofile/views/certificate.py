"""The certificate of an erasure: it names nobody, and outlives the login it was asked for with.

Its address is a secret of its own (122 random bits), which stands in the person's mail and nowhere else.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from requests_dsr.models import Certificate
from requests_dsr.services.reaching.certificates import as_json, lines_in_words


def _found(slug: str, ref: UUID) -> Certificate:
    theirs = Certificate.objects.select_related("request__controller").filter(request__controller__slug=slug)
    return get_object_or_404(theirs, ref=ref)


@require_safe
@never_cache
def certificate(request: HttpRequest, slug: str, ref: UUID) -> HttpResponse:
    """Show what was erased, what stays until when, and until when backups may remember."""
    found = _found(slug, ref)
    page = {"certificate": found, "lines": lines_in_words(found)}
    answer = render(request, "myprofile/request_certificate.html", page)
    answer["X-Robots-Tag"] = "noindex"
    # To our own pages the address may be told: without it no form here is known to come from here.
    answer["Referrer-Policy"] = "same-origin"
    return answer


@require_safe
@never_cache
def certificate_file(request: HttpRequest, slug: str, ref: UUID) -> HttpResponse:
    """Give the certificate for machines; for seven days with the proofs, which we then forget."""
    found = _found(slug, ref)
    answer = JsonResponse(as_json(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="intyg-{found.erased_at:%Y-%m-%d}.json"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
