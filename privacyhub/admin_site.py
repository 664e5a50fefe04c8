"""The staff panel's frame: unfold's look, allauth's door, and only the pages that `staff` lists."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from csp.decorators import csp_update
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, path, re_path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from unfold.sites import UnfoldAdminSite

from staff.access import staff_of
from staff.doors import PANEL
from staff.urls import urlpatterns as staff_pages


class StaffSite(UnfoldAdminSite):  # type: ignore[misc]
    """Pages by task. No table is registered: whatever has legal effect goes through a service."""

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Give the way in and out, the pages of `staff`, and one answer to every other address."""
        return [
            path("login/", self.login, name="login"),
            path("logout/", self.admin_view(self.logout), name="logout"),
            *(self._guarded(page) for page in staff_pages),
            re_path(r"(?P<url>.*)$", self.admin_view(self.catch_all_view)),
        ]

    def _guarded(self, page: URLPattern) -> URLPattern:
        return URLPattern(page.pattern, self.admin_view(page.callback), page.default_args, page.name)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001  (Django's signature)
        """Ask for a login, and allow on these pages alone what unfold's scripts need (stack.md, gotcha 4)."""
        return csp_update(PANEL)(super().admin_view(view, cacheable))

    def has_permission(self, request: HttpRequest) -> bool:
        """Tell whether somebody may enter: with a role that holds today, or who runs the installation."""
        user = request.user
        if not (user.is_active and user.is_staff):
            return False
        return bool(user.is_superuser or staff_of(request).controllers)

    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:
        """Send a stranger to the common log-in, and tell whoever has no role any more."""
        if not self.has_permission(request):
            raise PermissionDenied(_("Du har ingen roll som gäller i dag. Be en administratör om en."))
        response: HttpResponseBase = super().login(request, extra_context)
        return response
