"""The public addresses in marketing mail: the way out, and a link whose presses are counted."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Controller
from consents.models import CountedLink
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


@never_cache
@require_safe
def counted_link(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Count a press and go on to where the link leads: nothing of who pressed is read or kept (WL-06)."""
    link = get_object_or_404(CountedLink, ref=ref)
    if request.method == "GET":
        CountedLink.objects.filter(pk=link.pk).update(presses=F("presses") + 1)
    return redirect(link.url)
