"""The addresses of a person's pages. A company's own begin with its short name."""

from __future__ import annotations

from django.urls import path

from myprofile.views import brand, choices, choices_download, details, front, profile, registration, renewal

urlpatterns = [
    path("", front.front, name="front"),
    path("min-profil/", front.my_profiles, name="my_profiles"),
    path("<slug:slug>/brand.css", brand.brand_css, name="brand_css"),
    path("<slug:slug>/min-profil/", profile.my_profile, name="my_profile"),
    path("<slug:slug>/min-profil/andra/", details.my_details, name="my_details"),
    path("<slug:slug>/min-profil/val/", choices.my_choices, name="my_choices"),
    path("<slug:slug>/min-profil/val/samtycken.jsonld", choices_download.my_consents, name="my_consents"),
    path("<slug:slug>/min-profil/behall/", profile.keep_my_account, name="keep_my_account"),
    path("<slug:slug>/min-profil/<slug:category>/", profile.my_category, name="my_category"),
    path("<slug:slug>/registrera/", registration.register, name="register"),
    path("<slug:slug>/registrera/skickat/", registration.register_sent, name="register_sent"),
    path("<slug:slug>/registrera/<str:token>/", registration.register_confirm, name="register_confirm"),
    path("<slug:slug>/behall/<str:token>/", renewal.keep_account, name="keep_account"),
]
