"""The pages of requests: the queue, one request, each step it takes, and its letters."""

from staff.views.requests.copying import request_copy, request_preview
from staff.views.requests.deciding import request_decide
from staff.views.requests.detail import request_act, request_answered, request_detail, request_match
from staff.views.requests.letters import (
    request_letter,
    request_letter_posted,
    request_letters,
    request_suppliers,
)
from staff.views.requests.proposing import request_propose, request_refuse
from staff.views.requests.queue import request_list
from staff.views.requests.recipients import request_recipient
from staff.views.requests.recruiting import request_job
from staff.views.requests.registering import request_new, request_register

__all__ = [
    "request_act",
    "request_answered",
    "request_copy",
    "request_decide",
    "request_detail",
    "request_job",
    "request_letter",
    "request_letter_posted",
    "request_letters",
    "request_list",
    "request_match",
    "request_new",
    "request_preview",
    "request_propose",
    "request_recipient",
    "request_refuse",
    "request_register",
    "request_suppliers",
]
