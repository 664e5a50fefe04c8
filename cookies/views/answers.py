"""What banners tell: choices and visits, from the website's own origin alone, without cookies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from redis.exceptions import RedisError

from cookies.forms import ChoiceSent, Unreadable, VisitSent, read
from cookies.law.paths import NotAPath
from cookies.selectors import Site, site_named
from cookies.services import NotAsked, WordsUnknown, record_choice, record_visit

LARGEST = 4096
Told = Callable[[HttpRequest, Site, bytes], HttpResponse]


def door(limit: str) -> Callable[[Told], Callable[..., HttpResponse]]:
    """Open to posts from a website's own pages; whoever else asks is told why not.

    No CSRF token: the post carries no cookie and changes nothing of anybody logged in. Other origins
    are refused, and are given no leave to read the answer either.
    """

    def decorate(told: Told) -> Callable[..., HttpResponse]:
        @csrf_exempt
        def enter(request: HttpRequest, site: str) -> HttpResponse:
            found = site_named(site)
            if found is None:
                return _refused(404, "site", _("Den webbplatsen finns inte i någon policy som gäller."))
            if request.headers.get("Origin") != found.website.origin:
                return _refused(403, "Origin", _("Svaret måste komma från webbplatsens egna sidor."))
            answer = _answer(request, found, told, limit)
            answer["Access-Control-Allow-Origin"] = found.website.origin
            answer["Cache-Control"] = "no-store"
            patch_vary_headers(answer, ["Origin"])
            return answer

        return enter

    return decorate


@door("cookie_choice")
def choice(request: HttpRequest, site: Site, body: bytes) -> HttpResponse:
    """Store a choice: 201, or 200 when it was told before."""
    gpc = request.headers.get("Sec-GPC") == "1"
    try:
        stored, new = record_choice(site=site, sent=read(ChoiceSent, body), gpc=gpc, at=timezone.now())
    except WordsUnknown:
        return _refused(409, "digest", _("De orden har aldrig visats här. Ladda om sidan."))
    except NotAsked as more:
        return _refused(422, "categories", _("Det frågar vi inte om: %(names)s.") % {"names": more})
    return JsonResponse({"stored": stored.at.isoformat(timespec="seconds")}, status=201 if new else 200)


@door("visit")
def visit(request: HttpRequest, site: Site, body: bytes) -> HttpResponse:
    """Count a visit."""
    try:
        record_visit(site=site, path=read(VisitSent, body).path, ip=_address(request), at=timezone.now())
    except NotAPath:
        return _refused(422, "path", _("En sökväg börjar med /."))
    return HttpResponse(status=204)


def _answer(request: HttpRequest, site: Site, told: Told, limit: str) -> HttpResponse:
    if request.method == "OPTIONS":
        leave = {"Access-Control-Allow-Methods": "POST", "Access-Control-Allow-Headers": "Content-Type"}
        return HttpResponse(status=204, headers={**leave, "Access-Control-Max-Age": "86400"})
    if request.method != "POST":
        return _refused(405, "method", _("Skicka svaret med POST."), Allow="POST, OPTIONS")
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        return _refused(413, "$", _("Det är för mycket: högst %(n)d byte.") % {"n": LARGEST})
    if not _within(request, limit):
        return _refused(429, "$", _("För många svar härifrån. Vänta en minut."))
    try:
        return told(request, site, body)
    except Unreadable as unreadable:
        return JsonResponse({"errors": unreadable.faults}, status=400)


def _within(request: HttpRequest, action: str) -> bool:
    """Count posts from an address for a minute; without a cache nobody is counted, and none refused."""
    try:
        return bool(ratelimit.consume(request, action=action))
    except (RedisError, PermissionDenied):
        return True


def _address(request: HttpRequest) -> str | None:
    """Give the visitor's address as the proxies in front are trusted to say it; None when none says."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return None


def _refused(status: int, where: str, why: str, **headers: Any) -> JsonResponse:
    told = {"where": where, "why": why, "what_to_do": _("Läs docs/cookies.md: där står formen.")}
    return JsonResponse({"errors": [told]}, status=status, headers=headers)
