"""The pages of the panel; `privacyhub.admin_site` puts the log-in before each of them."""

from __future__ import annotations

from django.urls import path

from staff import views

urlpatterns = [
    path("", views.overview, name="index"),
    path("gallring/", views.run_list, name="runs"),
    path("gallring/<uuid:ref>/", views.run_detail, name="run"),
    path("gallring/<uuid:ref>/rader/", views.run_items, name="run_items"),
    path("gallring/<uuid:ref>/godkann/", views.run_release, name="run_release"),
]
