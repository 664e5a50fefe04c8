"""`manage.py check` fails while a field of any table has no answer in the data map (design.md 4).

E001 a field without an answer, E002 an answer for a field that is not there, E003 a category or
origin the hub does not know, E004 a field said to be both. Each error prints the lines to paste.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, cast

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db.models import Field, Model

from register.categories import Category, Origin
from register.datamap import Declaration, declaration, field_names, mapped_models
from register.third_party import DECLARED

CATEGORIES = frozenset(Category)
ORIGINS = frozenset(Origin)
# A guess only, for the lines to paste: keys, marks, kinds and times seldom say who someone is.
IMPERSONAL_KINDS = ("AutoField", "BooleanField", "DateTimeField", "DateField", "IntegerField")


def check_data_map(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Judge the data map of every table, and of the third-party declarations that match none."""
    wanted = {config.label for config in app_configs} if app_configs else None
    messages: list[CheckMessage] = list(_unknown_models())
    for model in mapped_models():
        if wanted is None or model._meta.app_label in wanted:
            messages += judge(model)
    return messages


def judge(model: type[Model]) -> list[CheckMessage]:
    """Give the errors of one model's declaration; none when every field is answered once."""
    said = declaration(model)
    fields = field_names(model)
    missing = [name for name in fields if name not in said.names]
    unknown = sorted(said.names - set(fields))
    both = sorted({f.name for f in said.personal} & set(said.not_personal))
    messages: list[CheckMessage] = []
    if missing:
        messages.append(_error("E001", model, f"no answer for {_list(missing)}", _paste(model, missing)))
    if unknown:
        hint = f"Take {_list(unknown)} out of its declaration: the table has no such field."
        messages.append(_error("E002", model, f"declares {_list(unknown)}, which it has not", hint))
    if both:
        hint = f"Keep {_list(both)} in personal or in not_personal, not in both."
        messages.append(_error("E004", model, f"says both of {_list(both)}", hint))
    return messages + list(_unknown_words(model, said))


def _unknown_words(model: type[Model], said: Declaration) -> Iterator[CheckMessage]:
    for field in said.personal:
        if field.origin not in ORIGINS:
            hint = f"An origin is one of: {_list(sorted(ORIGINS))}."
            yield _error("E003", model, f"{field.name} has the unknown origin {field.origin!r}", hint)
        if field.category not in CATEGORIES:
            hint = f"A category of the hub's own tables is one of: {_list(sorted(CATEGORIES))}."
            yield _error("E003", model, f"{field.name} has the unknown category {field.category!r}", hint)


def _unknown_models() -> Iterator[CheckMessage]:
    known = {model._meta.label for model in apps.get_models()}
    for label in DECLARED:
        if label not in known and label.split(".")[0] in apps.app_configs:
            yield Error(
                f"register/third_party.py declares {label}, which is not a model.",
                hint=f'Take "{label}" out of DECLARED.',
                id="register.E002",
            )


def _error(code: str, model: type[Model], what: str, hint: str) -> CheckMessage:
    return Error(f"{model._meta.label}: {what}.", hint=hint, obj=model, id=f"register.{code}")


def _list(names: list[str]) -> str:
    return ", ".join(names)


def _paste(model: type[Model], missing: list[str]) -> str:
    """Write the lines to paste: a guess for each field, to be judged by a person."""
    maker_model = cast("type[Model] | Literal[False]", model._meta.auto_created)
    if maker_model:
        maker = maker_model._meta.label
        return f"Django made this table: declare the many-to-many field of {maker} that it serves."
    named = {name: model._meta.get_field(name) for name in missing}
    personal = [name for name, field in named.items() if not _impersonal(field)]
    rest = [name for name in missing if name not in personal]
    if _is_ours(model):
        return "\n".join(["Paste into the model, and judge every line:", *_class_lines(personal, rest)])
    lines = _declared_lines(model._meta.label, personal, rest)
    return "\n".join(["Paste into register/third_party.py, and judge every line:", *lines])


def _impersonal(field: Any) -> bool:
    return isinstance(field, Field) and (
        field.primary_key or any(kind in field.get_internal_type() for kind in IMPERSONAL_KINDS)
    )


def _is_ours(model: type[Model]) -> bool:
    return "site-packages" not in apps.get_app_config(model._meta.app_label).path


def _class_lines(personal: list[str], rest: list[str]) -> list[str]:
    lines = ["    class PersonalData:"]
    if personal:
        said = ", ".join(f'"{name}": "provided"' for name in personal)
        lines += ['        category = "customer_data"', f"        personal = {{{said}}}"]
    return [*lines, f"        not_personal = {_tuple(rest)}"] if rest else lines


def _declared_lines(label: str, personal: list[str], rest: list[str]) -> list[str]:
    said = ", ".join(f'"{name}": "provided"' for name in personal)
    lines = [f'    "{label}": Declared(']
    if personal:
        lines += ['        category="account",', f"        personal={{{said}}},"]
    if rest:
        lines += [f"        not_personal={_tuple(rest)},"]
    return [*lines, "    ),"]


def _tuple(names: list[str]) -> str:
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"({quoted},)" if len(names) == 1 else f"({quoted})"
