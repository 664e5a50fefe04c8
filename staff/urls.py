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
    path("personer/", views.person_search, name="people"),
    path("personer/<uuid:ref>/", views.person_detail, name="person"),
    path("personer/<uuid:ref>/sparra/", views.person_block, name="person_block"),
    path("organisationer/", views.organisation_list, name="organisations"),
    path("organisationer/<uuid:ref>/", views.organisation_detail, name="organisation"),
    path("organisationer/<uuid:ref>/sparra/", views.organisation_block, name="organisation_block"),
    path("sparrar/", views.block_list, name="blocks"),
    path("sparrar/<uuid:decision>/hav/", views.block_release, name="block_release"),
    path("policyer/", views.policy_list, name="policies"),
    path("policyer/<slug:slug>/<int:number>/", views.policy_detail, name="policy"),
    path("policyer/<slug:slug>/<int:number>/godkann/", views.policy_approve, name="policy_approve"),
    path("anmarkningar/", views.finding_list, name="findings"),
    path("liggaren/", views.ledger_lines, name="ledger"),
    path("liggaren/kontroll/", views.ledger_check, name="ledger_check"),
    path("installningar/", views.installation, name="installation"),
    path("installningar/roller/", views.role_give, name="role_give"),
    path("installningar/roller/<int:number>/avsluta/", views.role_end, name="role_end"),
]
