"""Which page answers which address."""

from django.contrib import admin
from django.urls import include, path

from privacyhub.health import beat_health, health

urlpatterns = [
    path("admin/", admin.site.urls),
    path("konto/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", health),
    path("healthz/beat", beat_health),
]
