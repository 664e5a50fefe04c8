"""The addresses of banners, and of the page that says what cookies there are."""

from __future__ import annotations

from django.urls import path

from cookies.views import answers, banner, policy

urlpatterns = [
    path("cookies/<slug:site>/banner.js", banner.banner_js, name="banner_js"),
    path("cookies/<slug:site>/banner.css", banner.banner_css, name="banner_css"),
    path("cookies/<slug:site>/val", answers.choice, name="cookie_choice"),
    path("cookies/<slug:site>/besok", answers.visit, name="visit"),
    path("<slug:slug>/kakor/", policy.cookie_policy, name="cookie_policy"),
    path("<slug:slug>/kakor/ditt-val/", policy.my_choice, name="my_cookie_choice"),
    path("<slug:slug>/kakor/<int:number>/", policy.cookie_policy, name="cookie_policy_version"),
    path("<slug:slug>/kakor/den/<str:day>/", policy.cookie_policy_on, name="cookie_policy_on"),
]
