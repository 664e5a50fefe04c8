"""The script and the style sheet that a website links to: public, cached, without cookies."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from cookies.script import script_of, style_of
from cookies.selectors import Site, site_named

MINUTES = 5
"""How long a browser may go on showing the words before a change of policy."""


@require_safe
@gzip_page
def banner_js(request: HttpRequest, site: str) -> HttpResponse:
    """Give the banner of a website."""
    return _file(request, site, script_of, "text/javascript; charset=utf-8")


@require_safe
@gzip_page
def banner_css(request: HttpRequest, site: str) -> HttpResponse:
    """Give the banner's looks."""
    return _file(request, site, style_of, "text/css; charset=utf-8")


def _file(request: HttpRequest, name: str, made: Callable[[Site], bytes], kind: str) -> HttpResponse:
    site = site_named(name)
    if site is None:
        raise Http404
    body = made(site)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    answer = HttpResponse(body, content_type=kind)
    answer["ETag"] = etag
    answer["Cache-Control"] = f"public, max-age={MINUTES * 60}"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return get_conditional_response(request, etag=etag, response=answer) or answer
