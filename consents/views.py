"""The public page behind the link of every marketing mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import Controller
from consents.opting_out import unseal
from consents.services.opting_out import opt_out


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opt_out_page(request: HttpRequest, token: str) -> HttpResponse:
    """Stop marketing mail with one POST, without cookies, log-in or redirect (RFC 8058).

    A GET shows a button and changes nothing: mail scanners follow links. No CSRF token is asked
    for: the mail provider posts in the person's name, and the link itself is the proof.
    """
    link = unseal(token)
    controller = Controller.objects.filter(pk=link.controller_id).first() if link else None
    if link is None or controller is None:
        return render(request, "consents/opt_out_unknown.html", status=404)
    if request.method == "POST":
        opt_out(link=link, at=timezone.now())
    done = request.method == "POST"
    page = "consents/opt_out_done.html" if done else "consents/opt_out.html"
    return render(request, page, {"controller": controller})
