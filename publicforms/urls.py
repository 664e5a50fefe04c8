"""The addresses of the pages for anybody. A company's own begin with its short name."""

from __future__ import annotations

from django.urls import path

from publicforms.views import asking, confirming, contact, proving, reading

urlpatterns = [
    path("<slug:slug>/begaran/", asking.ask, name="request_form"),
    path("<slug:slug>/begaran/jobb/", asking.jobs, name="request_jobs"),
    path("<slug:slug>/begaran/<slug:choice>/", asking.ask_for, name="request_form_for"),
    path("<slug:slug>/kontakt/", contact.contact, name="contact_form"),
    path("<slug:slug>/kontakt/skickat/", contact.sent, name="contact_sent"),
    path("<slug:slug>/skickat/", asking.sent, name="form_sent"),
    path("<slug:slug>/bekrafta/<str:token>/", confirming.form_confirm, name="form_confirm"),
    path("<slug:slug>/leverantorer/", reading.suppliers, name="suppliers"),
    path("<slug:slug>/leverantorer.json", reading.suppliers_json, name="suppliers_json"),
    path("<slug:slug>/klaga/", reading.complain, name="complain"),
    path("<slug:slug>/kvitto/", proving.receipt, name="receipt_check"),
]
