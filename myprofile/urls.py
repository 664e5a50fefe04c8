"""The addresses of a person's pages. A company's own begin with its short name."""

from __future__ import annotations

from django.urls import path

from myprofile.views import (
    asking,
    brand,
    certificate,
    choices,
    choices_download,
    confirming,
    delivering,
    details,
    following,
    front,
    profile,
    registration,
    renewal,
    stopping,
)

HERE = "<slug:slug>/min-profil/begaranden/"
ONE = f"{HERE}<uuid:ref>/"

urlpatterns = [
    path("", front.front, name="front"),
    path("min-profil/", front.my_profiles, name="my_profiles"),
    path("<slug:slug>/", front.company, name="company"),
    path("<slug:slug>/brand.css", brand.brand_css, name="brand_css"),
    path("<slug:slug>/min-profil/", profile.my_profile, name="my_profile"),
    path("<slug:slug>/min-profil/andra/", details.my_details, name="my_details"),
    path("<slug:slug>/min-profil/val/", choices.my_choices, name="my_choices"),
    path("<slug:slug>/min-profil/val/samtycken.jsonld", choices_download.my_consents, name="my_consents"),
    path("<slug:slug>/min-profil/behall/", profile.keep_my_account, name="keep_my_account"),
    path(HERE, asking.my_requests, name="my_requests"),
    path(f"{HERE}ny/", asking.new_request, name="new_request"),
    path(f"{HERE}ny/<slug:offer>/", asking.ask, name="ask"),
    path(ONE, following.my_request, name="my_request"),
    path(f"{ONE}lagg-till/", following.add_to_request, name="add_to_request"),
    path(f"{ONE}tillagg/", following.state_beside, name="state_beside"),
    path(f"{ONE}svara/", following.answer_question, name="answer_question"),
    path(f"{ONE}det-ar-jag/", following.confirm_identity, name="confirm_identity"),
    path(f"{ONE}det-var-inte-jag/", following.deny_request, name="deny_request"),
    path(f"{ONE}avgift/", following.answer_a_fee, name="answer_fee"),
    path(f"{ONE}ta-tillbaka/", following.withdraw_request, name="withdraw_request"),
    path(f"{ONE}brev/<uuid:letter>/", following.print_letter, name="print_letter"),
    path(f"{ONE}paket/<uuid:package>/", delivering.open_my_package, name="open_package"),
    path(f"{ONE}ny-kod/", delivering.fresh_code, name="fresh_code"),
    path("<slug:slug>/intyg/<uuid:ref>/", certificate.certificate, name="certificate"),
    path("<slug:slug>/intyg/<uuid:ref>/intyg.json", certificate.certificate_file, name="certificate_file"),
    path("<slug:slug>/min-profil/<slug:category>/", profile.my_category, name="my_category"),
    path("<slug:slug>/registrera/", registration.register, name="register"),
    path("<slug:slug>/registrera/skickat/", registration.register_sent, name="register_sent"),
    path("<slug:slug>/registrera/<str:token>/", registration.register_confirm, name="register_confirm"),
    path("<slug:slug>/registrera/ny/<str:token>/", registration.register_newcomer, name="register_newcomer"),
    path("<slug:slug>/behall/<str:token>/", renewal.keep_account, name="keep_account"),
    path("<slug:slug>/bekrafta-adressen/<str:token>/", confirming.confirm_address, name="confirm_address"),
    path("<slug:slug>/stoppa-bytet/<str:token>/", stopping.stop_change, name="stop_address_change"),
]
