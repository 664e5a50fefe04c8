"""The pages of allauth we use, and only those: no sign-up, no passwords, no change of address."""

from __future__ import annotations

from allauth.account import views
from django.urls import include, path
from django.views.generic import RedirectView

to_front = RedirectView.as_view(pattern_name="front", query_string=False)
to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("login/kod/", views.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", views.logout, name="account_logout"),
    path("avstangd/", views.account_inactive, name="account_inactive"),
    path("tvasteg/", include("allauth.mfa.urls")),
    # allauth asks for these names; each leads to the one door there is
    path("kod/", to_login, name="account_request_login_code"),
    path("bekrafta/", views.reauthenticate, name="account_reauthenticate"),
    path("registrera/", to_front, name="account_signup"),
]
