"""The data map answers for every field of every table, or `manage.py check` fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import models

from register import datamap
from register.checks import check_data_map, judge


@contextmanager
def throw_away(declared: type | None, **fields: models.Field) -> Iterator[type[models.Model]]:
    """Add a table to the register for the length of a test."""
    body = {"__module__": __name__, "Meta": type("Meta", (), {"app_label": "register"}), **fields}
    if declared is not None:
        body["PersonalData"] = declared
    model = type("ThrowAway", (models.Model,), body)
    try:
        yield model
    finally:
        for name in [n for n in apps.all_models["register"] if n.startswith("throwaway")]:
            del apps.all_models["register"][name]
        apps.clear_cache()


def says(**parts: object) -> type:
    return type("PersonalData", (), parts)


def ids(messages: list) -> list[str]:
    return [message.id for message in messages]


def test_every_field_of_every_table_has_an_answer() -> None:
    assert [str(message) for message in check_data_map()] == []


def test_an_undeclared_field_makes_check_fail_with_the_lines_to_paste() -> None:
    with (
        throw_away(None, nickname=models.TextField(), seen_at=models.DateTimeField()),
        pytest.raises(SystemCheckError) as failed,
    ):
        call_command("check")
    assert "register.E001" in str(failed.value)
    assert 'personal = {"nickname": "provided"}' in str(failed.value)
    assert 'not_personal = ("id", "seen_at")' in str(failed.value)


def test_a_declared_field_that_is_not_there_is_told() -> None:
    with throw_away(says(not_personal=("id", "ghost"))) as model:
        assert ids(judge(model)) == ["register.E002"]


@pytest.mark.parametrize(
    ("personal", "category"),
    [
        pytest.param({"nickname": "guessed"}, "account", id="unknown origin"),
        pytest.param({"nickname": "provided"}, "no_such", id="unknown category"),
        pytest.param({"nickname": "provided"}, "", id="no category"),
        pytest.param({"nickname": "provided:no_such"}, "account", id="unknown category of one field"),
    ],
)
def test_an_unknown_word_is_told(personal: dict[str, str], category: str) -> None:
    said = says(category=category, personal=personal, not_personal=("id",))
    with throw_away(said, nickname=models.TextField()) as model:
        assert ids(judge(model)) == ["register.E003"]


def test_a_field_cannot_be_personal_and_not_personal() -> None:
    said = says(category="account", personal={"nickname": "provided"}, not_personal=("id", "nickname"))
    with throw_away(said, nickname=models.TextField()) as model:
        assert ids(judge(model)) == ["register.E004"]


def test_a_field_may_have_a_category_of_its_own() -> None:
    said = says(category="account", personal={"ip": "observed:security_log"}, not_personal=("id",))
    with throw_away(said, ip=models.TextField()) as model:
        assert judge(model) == []
        assert datamap.personal_fields(model) == (datamap.PersonalField("ip", "observed", "security_log"),)
        assert model in datamap.models_in("security_log")
        assert model not in datamap.models_in("account")


def test_a_link_table_follows_its_many_to_many_field() -> None:
    said = says(category="identity", personal={"friends": "provided"}, not_personal=("id",))
    with throw_away(said, friends=models.ManyToManyField("self", symmetrical=False)) as model:
        table = model._meta.get_field("friends").remote_field.through
        assert judge(model) == judge(table) == []
        assert {f.category for f in datamap.personal_fields(table)} == {"identity"}


def test_a_link_table_without_an_answer_is_told() -> None:
    with throw_away(says(not_personal=("id",)), friends=models.ManyToManyField("self")) as model:
        table = model._meta.get_field("friends").remote_field.through
        assert ids(judge(model)) == ids(judge(table)) == ["register.E001"]
        assert table in datamap.mapped_models()


def test_a_session_is_part_of_the_account() -> None:
    from django.contrib.sessions.models import Session

    assert Session in datamap.models_in("account")
    assert {f.name for f in datamap.personal_fields(Session)} == {"session_key", "session_data"}
