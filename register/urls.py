"""The public pages of the register."""

from __future__ import annotations

from django.urls import path

from register import views

urlpatterns = [
    path("<slug:slug>/integritetspolicy/", views.notice, name="notice"),
    path("<slug:slug>/integritetspolicy/<int:number>/", views.notice, name="notice_version"),
]
