"""The data map: every field of every table is personal, with a category and an origin, or it is not.

A model answers in an inner class, and `manage.py check` fails until every field has an answer::

    class PersonalData:
        category = "support_profile"
        personal = {"full_name": "provided", "ip": "observed:security_log"}
        not_personal = ("id", "controller")

`"origin"` uses the class's category, `"origin:category"` names another for that field. Abstract
bases may carry their part. A many-to-many table without a class of its own (Django makes it)
follows the declaration of the field that made it. Models of other packages are declared in
`register.third_party`. Export, rectification and erasure read this and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Field, Model

from register.third_party import DECLARED


@dataclass(frozen=True)
class PersonalField:
    """One personal field of a table: its name, where the value comes from and its category."""

    name: str
    origin: str
    category: str


@dataclass(frozen=True)
class Declaration:
    """What one model says of its fields, as written; `register.checks` judges it."""

    model: type[Model]
    personal: tuple[PersonalField, ...]
    not_personal: tuple[str, ...]

    @property
    def names(self) -> set[str]:
        """Give every field name that has an answer."""
        return {field.name for field in self.personal} | set(self.not_personal)


def mapped_models() -> Iterator[type[Model]]:
    """Give every table of the installation, those Django makes for many-to-many fields included."""
    for model in apps.get_models(include_auto_created=True, include_swapped=False):
        if not model._meta.proxy:
            yield model


def field_names(model: type[Model]) -> list[str]:
    """Give the names a model has to declare: its own columns and its many-to-many fields."""
    meta = model._meta
    return [f.name for f in (*meta.local_fields, *meta.local_many_to_many)]


def declaration(model: type[Model]) -> Declaration:
    """Read what a model declares: its own class, its bases', or `register.third_party`.

    A model that says nothing gives an empty declaration, which the system check refuses.
    """
    creator = model._meta.auto_created
    if creator:
        return _of_link_table(model, creator)  # type: ignore[arg-type]
    return _merge(model, list(_sources(model)))


def personal_fields(model: type[Model]) -> tuple[PersonalField, ...]:
    """Give the personal fields of a model, in the order of its columns."""
    order = {name: index for index, name in enumerate(field_names(model))}
    return tuple(sorted(declaration(model).personal, key=lambda f: order.get(f.name, len(order))))


def models_in(category: str) -> tuple[type[Model], ...]:
    """Give every model with at least one personal field of this category, by label.

    A model whose rows name their category (`subjects.Record`) is in no fixed category: ask for
    `Category.PER_ROW`.
    """
    found = [m for m in mapped_models() if any(f.category == category for f in declaration(m).personal)]
    return tuple(sorted(found, key=lambda model: model._meta.label_lower))


def categories_of(model: type[Model]) -> frozenset[str]:
    """Give the categories of data a table holds; empty for one without personal data."""
    return frozenset(field.category for field in declaration(model).personal)


def _sources(model: type[Model]) -> Iterator[Any]:
    """Give the declarations that hold for a model, the most general first."""
    for base in reversed(model.__mro__):
        if "PersonalData" in vars(base):
            yield vars(base)["PersonalData"]
    if model._meta.label in DECLARED:
        yield DECLARED[model._meta.label]


def _merge(model: type[Model], sources: list[Any]) -> Declaration:
    personal: dict[str, PersonalField] = {}
    not_personal: dict[str, None] = {}
    for source in sources:
        category = str(getattr(source, "category", ""))
        for name, value in dict(getattr(source, "personal", {})).items():
            origin, _, own = str(value).partition(":")
            personal[name] = PersonalField(name, origin, own or category)
        not_personal |= dict.fromkeys(getattr(source, "not_personal", ()))
    return Declaration(model, tuple(personal.values()), tuple(not_personal))


def _of_link_table(table: type[Model], creator: type[Model]) -> Declaration:
    """A table of links says whatever the many-to-many field that made it says."""
    made_by = next(f for f in creator._meta.local_many_to_many if f.remote_field.through is table)
    owner = declaration(creator)
    said = next((f for f in owner.personal if f.name == made_by.name), None)
    links = [f.name for f in table._meta.local_fields if _is_link(f)]
    if said is not None:
        personal = tuple(PersonalField(name, said.origin, said.category) for name in links)
        return Declaration(table, personal, ("id",))
    if made_by.name in owner.not_personal:
        return Declaration(table, (), ("id", *links))
    return Declaration(table, (), ())


def _is_link(field: Field[Any, Any]) -> bool:
    return field.remote_field is not None
