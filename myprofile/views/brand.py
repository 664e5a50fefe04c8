"""A company's colours as a style sheet: the only thing a policy file may set about looks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.models import Controller
from myprofile.house import house_of

CSS = ":root{{--ph-brand:{house.colour};--ph-brand-dark:{house.dark};--ph-tint:{house.tint}}}\n"


@require_safe
@cache_control(public=True, max_age=3600)
def brand_css(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the colours; the policy file has been held to hexadecimal and to contrast already."""
    house = house_of(get_object_or_404(Controller, slug=slug))
    return HttpResponse(CSS.format(house=house), content_type="text/css")
