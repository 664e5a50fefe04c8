"""The public pages of consent."""

from __future__ import annotations

from django.urls import path

from consents import views

urlpatterns = [
    path("avregistrera/<str:token>/", views.opt_out_page, name="opt_out"),
    path("lank/<uuid:ref>/", views.counted_link, name="counted_link"),
]
