"""A deed is whole or not at all, waits its turn, and is tried again after a deadlock."""

import threading
from datetime import date

import pytest
from django.db import OperationalError, connection, transaction

from subjects import models as m
from subjects.services.deed import deed
from subjects.services.errors import HolderErased, HoldersChanged
from subjects.services.locking import lock
from tests import factories as make


@pytest.mark.django_db
def test_an_erased_owner_found_by_the_database_becomes_a_clear_refusal():
    contact = make.create_contact(customer_data=False)
    gone = contact.org_id
    contact.delete()
    m.CustomerOrg.objects.filter(pk=gone).delete()

    @deed
    def sell():
        m.Contract.objects.create(org_id=gone, number="A", start_on=date(2024, 1, 1))

    with pytest.raises(HolderErased, match="gallrade"):
        sell()


@pytest.mark.django_db
def test_a_deed_that_fails_leaves_nothing():
    @deed
    def half():
        make.create_org(number="half")
        raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        half()
    assert not m.CustomerOrg.objects.exists()


@pytest.mark.django_db
def test_locking_somebody_gone_is_refused():
    with pytest.raises(HolderErased):
        lock(subjects=[0])


@pytest.mark.django_db(transaction=True)
def test_two_deeds_that_lock_each_other_out_both_pass():
    first, second = make.create_org(), make.create_org()
    both_hold_one = threading.Barrier(2, timeout=10)
    tries = []

    def work(mine, theirs):
        @deed
        def cross():
            tries.append(mine.pk)
            lock(orgs=[mine.pk])
            if len(tries) <= 2:
                both_hold_one.wait()
            lock(orgs=[theirs.pk])
            m.Contract.objects.create(org=mine, number="A", start_on=date(2024, 1, 1))

        try:
            cross()
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert m.Contract.objects.count() == 2
    assert len(tries) >= 3


def deadlocked():
    with connection.cursor() as cursor:
        cursor.execute("do $$ begin raise exception using errcode = '40P01'; end $$")


@pytest.mark.django_db(transaction=True)
def test_a_deadlock_in_a_deed_within_a_deed_is_tried_again():
    tries = []

    @deed
    def inner():
        tries.append(1)
        if len(tries) == 1:
            deadlocked()

    @deed
    def outer():
        inner()

    outer()
    assert len(tries) == 2


@pytest.mark.django_db(transaction=True)
def test_holders_that_changed_meanwhile_are_tried_again():
    tries = []

    @deed
    def look():
        tries.append(1)
        if len(tries) == 1:
            raise HoldersChanged("stop")

    look()
    assert len(tries) == 2


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_is_not_done_again_when_what_follows_it_fails():
    @deed
    def sell():
        make.create_org(number="once")
        transaction.on_commit(deadlocked)

    with pytest.raises(OperationalError):
        sell()
    assert m.CustomerOrg.objects.filter(number="once").count() == 1
