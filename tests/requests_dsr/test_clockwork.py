"""Every morning: warnings, nudges, retries, expiry and forgetting, each on its day and once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection, transaction

from connectors.models import RecipientNotice, System
from law.rights import Right
from ledger.actor import SUBJECT
from ledger.models import LedgerEntry
from mailintake.models import Mail
from register.datamap import models_in
from requests_dsr.clockwork import archiving, every_morning
from requests_dsr.clockwork.file_tables import file_tables, way_to_the_request
from requests_dsr.models import (
    Certificate,
    DataSubjectRequest,
    Letter,
    Package,
    RequestEvent,
    RequestFile,
)
from requests_dsr.services.asking.questions import ask_identity
from requests_dsr.services.moving.transitions import move
from requests_dsr.states import State
from requests_dsr.tasks import clock_task
from retention.models import Tombstone
from subjects.models import DataSubject
from tests import factories as make
from tests.connectors.test_conformance import a_table
from tests.factories import noon
from tests.policies import SMALL, make_live
from tests.requests_dsr.cases import NOW, POLICY, TODAY, as_actor, asking, days, decided
from tests.requests_dsr.package.somebody import somebody_whole


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


def morning(on: date):
    mail.outbox.clear()
    return every_morning(at=noon(on))


def staff_mail():
    return [(one.to[0], one.subject) for one in mail.outbox if "personal" in one.to[0]]


# --- the limit ----------------------------------------
DUE = date(2026, 12, 28)  # 25 November + 1 month = 25 December, a holiday; 26 too; 27 a Sunday


@pytest.mark.parametrize(
    ("on", "who"),
    [
        pytest.param(DUE - days(8), 0, id="eight days before"),
        pytest.param(DUE - days(7), 2, id="seven days before"),
        pytest.param(DUE - days(3), 0, id="three days before"),
        pytest.param(DUE - days(2), 2, id="two days before"),
        pytest.param(DUE, 0, id="on the day"),
        pytest.param(DUE + days(1), 1, id="the day after"),
        pytest.param(DUE + days(9), 1, id="and every day after that"),
    ],
)
def test_staff_are_warned_on_their_days_and_the_dpo_every_day_when_late(anna, handler, dpo, on, who):
    request = asking(anna)
    assert request.due_on == DUE
    for before in range(20, 0, -1):
        morning(on - days(before))
    morning(on)
    assert len(staff_mail()) == who
    if on > DUE:
        assert staff_mail()[0][0] == dpo["user"].email


@pytest.mark.parametrize("on", [DUE - days(6), DUE - days(3), DUE - days(1), DUE])
def test_a_morning_that_never_came_is_made_up_for_once(anna, handler, dpo, on):
    asking(anna)
    morning(on)
    assert len(staff_mail()) == 2
    morning(on)
    assert staff_mail() == []


def test_a_limit_that_moves_is_warned_of_again(anna, handler, dpo):
    request = move(request=asking(anna), to=State.IN_PROGRESS, at=NOW, **handler)
    morning(DUE - days(7))
    move(request=request, to=State.EXTENDED, at=noon(DUE - days(6)), extension_reasons=("complexity",), **dpo)
    request.refresh_from_db()
    morning(request.due_on - days(7))
    assert len(staff_mail()) == 2


def test_an_extended_request_is_warned_of_before_the_month_in_which_it_can_be_refused(anna, handler, dpo):
    request = move(request=asking(anna), to=State.IN_PROGRESS, at=NOW, **handler)
    request = move(request=request, to=State.EXTENDED, at=NOW, extension_reasons=("complexity",), **dpo)
    for before, told in ((8, 0), (7, 2), (2, 2), (0, 0), (-1, 0)):
        on = DUE - days(before)
        morning(on)
        assert len(staff_mail()) == told, on
        if told:
            for body in (mail.outbox[-1].body, str(mail.outbox[-1].alternatives[0][0])):
                assert f"{request.due_on:%Y-%m-%d}" in body
                assert f"{DUE:%Y-%m-%d}" in body


@pytest.mark.django_db(transaction=True)
def test_mornings_that_begin_together_mail_once():
    company = make_live("winston", **POLICY)
    handler, dpo = (as_actor(make.create_staff(company, role), role) for role in ("handler", "dpo"))
    asking(make.create_subject(company, email="anna@example.se"))
    mail.outbox.clear()
    at_once(3, lambda: every_morning(at=noon(DUE - days(7))))
    assert sorted(to for to, _subject in staff_mail()) == sorted([handler["user"].email, dpo["user"].email])
    mail.outbox.clear()
    at_once(3, lambda: every_morning(at=noon(DUE + days(1))))
    assert [to for to, _subject in staff_mail()] == [dpo["user"].email]


def at_once(times: int, deed) -> None:
    """Run a deed in several threads that begin together, each on its own connection."""
    gate = Barrier(times)

    def run() -> None:
        gate.wait()
        try:
            deed()
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(times)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def test_a_policy_that_counts_the_eves_otherwise_moves_the_limit_of_what_is_open(winter, company):
    assert winter.due_on == date(2026, 12, 24)
    make_live(company, **POLICY, settings={**SMALL["settings"], "eves_nonworking": True})
    fresh = asking(winter.subject, Right.PORTABILITY, at=noon(date(2026, 11, 24)))
    assert fresh.due_on == DUE
    assert morning(date(2026, 11, 26)).done["wound"] == 1
    winter.refresh_from_db()
    assert winter.due_on == DUE


@pytest.fixture
def winter(anna):
    return asking(anna, at=noon(date(2026, 11, 24)))


def test_a_second_run_the_same_morning_tells_nobody_again(anna, handler, dpo):
    asking(anna)
    morning(DUE - days(7))
    morning(DUE - days(7))
    assert staff_mail() == []
    morning(DUE + days(1))
    morning(DUE + days(2))
    assert len(staff_mail()) == 1


def test_mails_to_staff_name_nobody(anna, handler, dpo):
    request = asking(anna)
    morning(DUE + days(1))
    sent = mail.outbox[-1]
    text = sent.body + str(sent.alternatives[0][0]) + sent.subject
    assert str(request.ref) in text
    for name in ("Anna", "Ek", "anna@"):
        assert name not in text


def test_an_answered_request_worries_nobody(anna, handler, dpo):
    move(request=asking(anna), to=State.WITHDRAWN, comment="Ringde", at=NOW, **handler)
    morning(DUE + days(1))
    assert staff_mail() == []


# --- questions ----------------------------------------
def test_an_unanswered_question_is_asked_again_after_fourteen_days_and_once(anna, handler):
    ask_identity(request=asking(anna), doubt="Ny adress", at=NOW, **handler)
    for after, letters in ((13, 0), (14, 1), (15, 1), (40, 1)):
        morning(TODAY + days(after))
        assert Letter.objects.filter(event="request_nudge").count() == letters, after


# --- what was held up ----------------------------------------
def test_a_letter_that_never_left_leaves_in_the_morning(anna, settings):
    settings.EMAIL_BACKEND, backend = "django.core.mail.backends.smtp.EmailBackend", settings.EMAIL_BACKEND
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    asking(anna)
    assert Letter.objects.get().status == "failed"
    settings.EMAIL_BACKEND = backend
    morning(TODAY + days(1))
    assert (Letter.objects.get().status, len(mail.outbox)) == ("sent", 1)


def test_an_erasure_that_was_held_up_is_finished_and_certified(anna, handler, dpo, monkeypatch):
    make.create_inquiry(anna, received_on=TODAY)
    from requests_dsr.answers import erasing
    from retention.purge.one_person import NotAsDecided

    def held(**kwargs):
        raise NotAsDecided("låst")

    monkeypatch.setattr(erasing, "erase_now", held)
    request = decided(asking(anna, Right.ERASURE), handler, dpo)
    assert request.subject_id
    monkeypatch.undo()
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())
    assert morning(TODAY + days(1)).done["erasures"] == 1
    request.refresh_from_db()
    assert request.subject_id is None
    assert Certificate.objects.count() == 1
    assert morning(TODAY + days(2)).done["erasures"] == 0


def test_a_system_that_was_silent_is_asked_until_it_answers(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    system = System.objects.create(
        controller=anna.controller, key="l", title="Listan", kind="table",
        settings={"table": "borta", "key": "id", "email": "a", "columns": {"a": "provided:crm_inquiry"}},
    )  # fmt: skip
    decided(asking(anna, Right.ERASURE), handler, dpo)
    morning(TODAY + days(1))
    assert RecipientNotice.objects.get().state == "pending"
    table = a_table()
    table["columns"] = dict.fromkeys(table["columns"], "provided:crm_inquiry")
    System.objects.filter(pk=system.pk).update(settings=table)
    morning(TODAY + days(2))
    assert RecipientNotice.objects.get().state == "confirmed"
    with connection.cursor() as cursor:
        cursor.execute('select count(*) from "legacy list"')
        assert cursor.fetchone()[0] == 1


def test_a_package_is_deleted_after_seven_days(anna, handler, dpo, media):
    make.create_inquiry(anna, received_on=TODAY)
    decided(asking(anna), handler, dpo)
    for after, files in ((6, 1), (7, 0)):
        morning(TODAY + days(after))
        assert len(list(media.iterdir())) == files, after
    assert Package.objects.get().deleted_at == noon(TODAY + days(7))


def test_half_a_package_of_a_killed_process_is_swept_away(company, media):
    import os

    media.mkdir(parents=True)
    old, new = media / ".tmpabc.part", media / ".tmpnew.part"
    for file in (old, new):
        file.write_bytes(b"x")
    before = (noon(TODAY) - timedelta(hours=2)).timestamp()
    os.utime(old, (before, before))
    now = noon(TODAY).timestamp()
    os.utime(new, (now, now))
    morning(TODAY)
    assert [file.name for file in media.iterdir()] == [".tmpnew.part"]


# --- forgetting ----------------------------------------
def closed_request(subject, on: date) -> DataSubjectRequest:
    request = asking(subject, at=noon(on))
    return move(request=request, to=State.WITHDRAWN, by=SUBJECT, at=noon(on))


@pytest.mark.parametrize(
    ("closed", "file", "request_there"),
    [
        pytest.param(date(2024, 11, 25), True, True, id="24 months to the day"),
        pytest.param(date(2024, 11, 24), False, True, id="a day more"),
        pytest.param(date(2021, 11, 25), False, True, id="60 months to the day"),
        pytest.param(date(2021, 11, 24), False, False, id="and a day"),
    ],
)
def test_the_file_goes_after_24_months_and_what_is_counted_after_60(anna, closed, file, request_there):
    closed_request(anna, closed)
    morning(TODAY)
    assert (RequestFile.objects.exists(), DataSubjectRequest.objects.exists()) == (file, request_there)


def test_an_open_request_is_never_forgotten(anna):
    asking(anna, at=noon(date(2019, 1, 1)))
    morning(TODAY)
    assert RequestFile.objects.exists()


def test_a_file_whose_restriction_stands_is_kept(anna, handler, dpo):
    long_ago = noon(date(2024, 1, 2))
    decided(asking(anna, Right.RESTRICTION, at=long_ago), handler, dpo, at=long_ago)
    morning(TODAY)
    assert RequestFile.objects.exists()


def test_nothing_of_the_file_is_left_in_any_table(db):
    subject = somebody_whole(make_live("winston"), "qwarkiv")
    Mail.objects.filter(file=None).delete()  # a draft belongs to no file yet
    DataSubjectRequest.objects.update(state="withdrawn", closed_at=noon(date(2024, 1, 1)))
    assert sum(model._default_manager.count() for model in models_in("dsr_file")) >= 6
    morning(TODAY)
    assert {model._meta.label: model._default_manager.count() for model in models_in("dsr_file")} == {
        model._meta.label: 0 for model in models_in("dsr_file")
    }
    left = list(Tombstone.objects.values_list("table", "pk_erased"))
    assert {"requests_dsr_requestfile", "mailbox_mail", "connectors_recipientnotice"} <= {t for t, _ in left}
    assert len(left) == len(set(left))
    entry = LedgerEntry.objects.get(action="request.archive")
    assert (entry.category, entry.rule_codes) == ("dsr_file", "DSR_FILE_24M")
    assert DataSubjectRequest.objects.get().subject == subject


@pytest.mark.parametrize("meanwhile", ["reopened", "held"])
def test_a_file_is_kept_that_was_reopened_or_held_while_the_morning_looked(anna, dpo, monkeypatch, meanwhile):
    request = closed_request(anna, date(2024, 1, 2))
    look = archiving._due

    def looked(*args):
        found = list(look(*args))
        if meanwhile == "held":
            make.create_block(anna, scope=["dsr_file"])
        else:
            DataSubjectRequest.objects.update(state="reopened", closed_at=None, reopened_at=noon(TODAY))
        return found

    monkeypatch.setattr(archiving, "_due", looked)
    assert morning(TODAY).done["files"] == 0
    assert RequestFile.objects.get().request == request


def test_every_table_of_a_file_leads_to_its_request():
    ways = {model._meta.label: way for model, way in file_tables()}
    assert set(ways) == {model._meta.label for model in models_in("dsr_file")}
    assert ways["mailbox.Attachment"] == "mail__file__request__ref"
    assert ways["connectors.RecipientNotice"] == "request_ref"
    assert way_to_the_request(DataSubject) == ""


def test_the_morning_goes_on_past_what_fails(anna, handler, dpo, monkeypatch):
    from requests_dsr.clockwork import morning as module

    def broken(controller, *, at):
        raise ZeroDivisionError

    monkeypatch.setattr(module, "DEEDS", (("broken", broken), *module.DEEDS))
    asking(anna)
    done = morning(DUE + days(1))
    assert done.failed == ["winston.broken"]
    assert len(staff_mail()) == 1


def test_the_task_is_in_the_schedule_at_six(db, settings):
    entry = settings.CELERY_BEAT_SCHEDULE["requests-clock"]
    assert (entry["task"], entry["schedule"].hour, entry["schedule"].minute) == (clock_task.name, {6}, {0})
    clock_task()


def test_an_event_is_noted_for_each_warning(anna, handler, dpo):
    asking(anna)
    morning(DUE - days(7))
    event = RequestEvent.objects.get(code="WARNED")
    assert isinstance(event.at, datetime)
