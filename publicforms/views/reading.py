"""What anybody may read: the suppliers, and how to complain."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publicforms.company import company_of, with_policy
from requests_dsr.overview import overview


@require_safe
def suppliers(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the processors and sub-processors in use (WL-30)."""
    company, words = with_policy(slug)
    listed = overview(company.controller, language=words.language)
    return render(request, "publicforms/suppliers.html", {"company": company, "overview": listed})


@require_safe
def suppliers_json(request: HttpRequest, slug: str) -> JsonResponse:
    """Give the same list for machines."""
    company, _words = with_policy(slug)
    listed = overview(company.controller, language=get_language() or "sv")
    return JsonResponse(listed.as_json(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def complain(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where to complain: to us, to IMY, to PTS about cookies, and the way to court (Art. 77, 79)."""
    return render(request, "publicforms/complain.html", {"company": company_of(slug)})
