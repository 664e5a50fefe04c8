"""The published notice, as a page."""

from django.http import Http404


def notice(request, slug):
    raise Http404
