"""The site, with one page that fails."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from privacyhub.urls import urlpatterns as site


def fault(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(1 / 0))


urlpatterns = [path("fault/", fault), *site]
