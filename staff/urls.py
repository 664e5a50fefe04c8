"""The pages of the panel; `privacyhub.admin_site` puts the log-in before each of them."""

from __future__ import annotations

from django.urls import path

from staff import views
from staff.views import mail, requests

urlpatterns = [
    path("", views.overview, name="index"),
    path("gallring/", views.run_list, name="runs"),
    path("gallring/<uuid:ref>/", views.run_detail, name="run"),
    path("gallring/<uuid:ref>/rader/", views.run_items, name="run_items"),
    path("gallring/<uuid:ref>/godkann/", views.run_release, name="run_release"),
    path("personer/", views.person_search, name="people"),
    path("personer/<uuid:ref>/", views.person_detail, name="person"),
    path("personer/<uuid:ref>/sparra/", views.person_block, name="person_block"),
    path("personer/<uuid:ref>/val/", views.person_consents, name="person_consents"),
    path("personer/<uuid:ref>/val/ja/", views.person_yes, name="person_yes"),
    path("brevladan/", mail.mail_list, name="mails"),
    path("brevladan/<uuid:ref>/", mail.mail_detail, name="mail"),
    path("brevladan/<uuid:ref>/bilaga/<int:number>/", mail.mail_attachment, name="mail_attachment"),
    path(
        "brevladan/<uuid:ref>/bilaga/<int:number>/radera/",
        mail.mail_attachment_drop,
        name="mail_attachment_drop",
    ),
    path("brevladan/<uuid:ref>/ta-tillbaka/", mail.mail_take_back, name="mail_take_back"),
    path("begaranden/", requests.request_list, name="requests"),
    path("begaranden/ny/", requests.request_new, name="request_new"),
    path("begaranden/ny/<slug:company>/<slug:right>/", requests.request_register, name="request_register"),
    path("begaranden/brev/", requests.request_letters, name="request_letters"),
    path("begaranden/brev/<uuid:letter>/", requests.request_letter, name="request_letter"),
    path(
        "begaranden/brev/<uuid:letter>/postat/", requests.request_letter_posted, name="request_letter_posted"
    ),
    path("begaranden/jobb/<slug:company>/", requests.request_job, name="request_job"),
    path("begaranden/leverantorer/<slug:company>/", requests.request_suppliers, name="request_suppliers"),
    path("begaranden/<uuid:ref>/", requests.request_detail, name="request"),
    path("begaranden/<uuid:ref>/gor/<slug:act>/", requests.request_act, name="request_act"),
    path("begaranden/<uuid:ref>/person/", requests.request_match, name="request_match"),
    path("begaranden/<uuid:ref>/svar/", requests.request_answered, name="request_answered"),
    path("begaranden/<uuid:ref>/kopia/", requests.request_copy, name="request_copy"),
    path("begaranden/<uuid:ref>/kopia/granska/", requests.request_preview, name="request_preview"),
    path("begaranden/<uuid:ref>/forslag/", requests.request_propose, name="request_propose"),
    path("begaranden/<uuid:ref>/avslag/", requests.request_refuse, name="request_refuse"),
    path("begaranden/<uuid:ref>/beslut/", requests.request_decide, name="request_decide"),
    path(
        "begaranden/<uuid:ref>/mottagare/<int:notice>/", requests.request_recipient, name="request_recipient"
    ),
    path("forfragningar/", views.inquiry_list, name="inquiries"),
    path("forfragningar/<int:number>/", views.inquiry_detail, name="inquiry"),
    path("organisationer/", views.organisation_list, name="organisations"),
    path("organisationer/<uuid:ref>/", views.organisation_detail, name="organisation"),
    path("organisationer/<uuid:ref>/sparra/", views.organisation_block, name="organisation_block"),
    path("sparrar/", views.block_list, name="blocks"),
    path("sparrar/<uuid:decision>/hav/", views.block_release, name="block_release"),
    path("policyer/", views.policy_list, name="policies"),
    path("policyer/<slug:slug>/<int:number>/", views.policy_detail, name="policy"),
    path("policyer/<slug:slug>/<int:number>/foljd/", views.policy_consequences, name="policy_consequences"),
    path("policyer/<slug:slug>/<int:number>/godkann/", views.policy_approve, name="policy_approve"),
    path("avvagningar/", views.assessment_list, name="assessments"),
    path("avvagningar/<slug:slug>/<slug:purpose>/", views.assessment_detail, name="assessment"),
    path("avvagningar/<slug:slug>/<slug:purpose>/skriv/", views.assessment_write, name="assessment_write"),
    path("anmarkningar/", views.finding_list, name="findings"),
    path("besok/", views.visit_statistics, name="visits"),
    path("liggaren/", views.ledger_lines, name="ledger"),
    path("liggaren/kontroll/", views.ledger_check, name="ledger_check"),
    path("installningar/", views.installation, name="installation"),
    path("installningar/roller/", views.role_give, name="role_give"),
    path("installningar/roller/<int:number>/avsluta/", views.role_end, name="role_end"),
]
