"""The demo's people: the same every time, every state among them, and made once."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Controller, User
from imports.demo import populate
from retention.law import Action
from retention.live import live_policy
from retention.purge.planning import plan
from retention.units.assess import assess
from retention.units.organisations import load_organisations
from retention.units.people import load_people
from subjects import models as m
from tests import factories as make
from tests.imports.conftest import TODAY


def units(controller, today=TODAY):
    live = live_policy(controller)
    people = list(m.DataSubject.objects.for_controller(controller).values_list("pk", flat=True))
    orgs = list(m.CustomerOrg.objects.for_controller(controller).values_list("pk", flat=True))
    holders = load_people(people) + load_organisations(orgs)
    return [unit for holder in holders for unit in assess(holder, today, live)]


def test_a_first_purge_has_every_outcome_and_the_great_codes(winlas):
    populate(controller=winlas, today=TODAY)
    found = units(winlas)
    actions = Counter(unit.decision.action for unit in found)
    assert set(actions) == {Action.KEEP, Action.ERASE, Action.REMIND, Action.ANONYMISE}
    assert actions[Action.ERASE] > 20
    codes = {str(code) for unit in found for code in unit.decision.reasons}
    assert codes >= {
        "SUPPORT_24M", "UNVERIFIED_7D", "TICKET_FOLLOWS_PROFILE", "REMINDER_DUE", "REMINDER_MISSING",
        "REMINDER_LATE_GRACE", "CONTRACT_OPEN", "CONTRACT_RUNNING_FIXED", "CONTRACT_ENDED_24M",
        "CONTACT_LEFT_24M", "RETRO_CORRECTION_GRACE", "INQUIRY_12M", "INQUIRY_CONVERTED", "CLAIM_OPEN",
        "CLAIM_BALANCE_NOT_ZERO", "CLAIM_SETTLED_24M", "CLAIM_TIME_BARRED", "BFL_7_2", "MARKETING_IDLE_24M",
        "MARKETING_LI_CUSTOMER", "CONSENT_WITHDRAWN", "OBJECTION_ART21_2", "LEGAL_HOLD", "RESTRICTION_ART18",
        "DATA_QUALITY_REVIEW",
    }  # fmt: skip


def test_winston_has_what_only_its_policy_knows(winston):
    populate(controller=winston, today=TODAY)
    codes = {str(code) for unit in units(winston) for code in unit.decision.reasons}
    assert codes >= {"CREDIT_INFO_3M", "PHONE_30D"}
    assert not m.SupportProfile.objects.exists()


def test_data_we_only_process_for_customers_has_no_unit(winlas):
    populate(controller=winlas, today=TODAY)
    assert m.Record.objects.filter(category="product_data").exists()
    assert "product_data" not in {unit.key.category for unit in units(winlas)}


def test_nobodys_opened_mail_is_noted_since_no_mail_can_tell(winlas):
    populate(controller=winlas, today=TODAY)
    assert m.Activity.objects.exists()
    assert not m.Activity.objects.filter(kind=m.ActivityKind.EMAIL_OPEN).exists()


def test_making_people_twice_changes_nothing(winlas, winston):
    for controller in (winlas, winston):
        first = populate(controller=controller, today=TODAY)
        again = populate(controller=controller, today=date(2027, 1, 1))
        assert (first.new, again.new, again.people) == (True, False, first.people)
        assert 200 < first.people < 500


def test_everybody_is_at_example_se_and_those_shown_by_name_are_customers_of_both(winlas, winston):
    for controller in (winlas, winston):
        populate(controller=controller, today=TODAY)
    addresses = m.Identity.objects.filter(kind=m.IdentityKind.EMAIL)
    assert not addresses.exclude(normalised__endswith="@example.se").exists()
    shared = Counter(addresses.values_list("normalised", flat=True))
    assert {address for address, times in shared.items() if times > 1} == {
        "karin.ek@example.se",
        "sara.nystrom@example.se",
        "erik.lindgren@example.se",
    }


def test_a_plan_can_be_made_of_it(winlas):
    populate(controller=winlas, today=TODAY)
    assert plan(controller=winlas, as_of=TODAY, at=make.noon(TODAY)).pk


def test_it_takes_a_constant_number_of_statements(winlas, django_assert_max_num_queries):
    with django_assert_max_num_queries(150):
        populate(controller=winlas, today=TODAY)


def test_the_command_says_who_can_log_in_and_how(winlas, settings):
    settings.DEMO = True
    said = StringIO()
    call_command("demo_people", as_of=TODAY, stdout=said)
    assert "dpo.winlas@example.se" in said.getvalue()
    assert "koden kommer i mejl" in said.getvalue()
    assert not User.objects.get(email="dpo.winlas@example.se").has_usable_password()


def test_the_command_refuses_where_it_is_no_demo(winlas, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO"):
        call_command("demo_people")
    assert not User.objects.exists()


def test_the_command_says_what_to_do_without_a_policy(db, settings):
    settings.DEMO = True
    Controller.objects.create(slug="tomt", name="Tomt")
    with pytest.raises(CommandError, match="load_policy"):
        call_command("demo_people")
