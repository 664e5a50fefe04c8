"""The pages of the panel: fetch, ask for permission, call one service, redirect."""

from staff.views.assessments import assessment_detail, assessment_list, assessment_write
from staff.views.blocks import block_list, block_release, organisation_block, person_block
from staff.views.consents import person_consents, person_yes
from staff.views.findings import finding_list
from staff.views.inquiries import inquiry_detail, inquiry_list
from staff.views.installation import installation
from staff.views.ledger import ledger_check, ledger_lines
from staff.views.organisations import organisation_detail, organisation_list
from staff.views.overview import overview
from staff.views.people import person_detail, person_search
from staff.views.policies import policy_approve, policy_consequences, policy_detail, policy_list
from staff.views.roles import role_end, role_give
from staff.views.runs import run_detail, run_items, run_list, run_release
from staff.views.visits import visit_statistics

__all__ = [
    "assessment_detail",
    "assessment_list",
    "assessment_write",
    "block_list",
    "block_release",
    "finding_list",
    "inquiry_detail",
    "inquiry_list",
    "installation",
    "ledger_check",
    "ledger_lines",
    "organisation_block",
    "organisation_detail",
    "organisation_list",
    "overview",
    "person_block",
    "person_consents",
    "person_detail",
    "person_search",
    "person_yes",
    "policy_approve",
    "policy_consequences",
    "policy_detail",
    "policy_list",
    "role_end",
    "role_give",
    "run_detail",
    "run_items",
    "run_list",
    "run_release",
    "visit_statistics",
]
