"""The published notice, as a page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import Controller
from register.models import PolicyVersion
from register.notice import Notice
from register.rights import OF_THE_LAW
from register.selectors import NoLivePolicy, live_policy
from register.wording import policy_words


@require_safe
def notice(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Show the notice that holds now, or an older version by its number (WN-01, WN-03)."""
    controller = get_object_or_404(Controller, slug=slug)
    version = _live(controller) if number is None else _older(controller, number)
    page = {
        "notice": Notice(version, policy_words(version)),
        "rights": OF_THE_LAW,
        "is_live": number is None,
        "company": version.content["controller"],
    }
    return render(request, "register/notice.html", page)


def _live(controller: Controller) -> PolicyVersion:
    try:
        return live_policy(controller)
    except NoLivePolicy as none:
        raise Http404 from none


def _older(controller: Controller, number: int) -> PolicyVersion:
    held = PolicyVersion.objects.filter(controller=controller, activation__isnull=False)
    return get_object_or_404(held.select_related("controller"), number=number)
