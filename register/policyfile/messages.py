"""From pydantic's errors to sentences for the person who writes the file."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from register.policyfile.faults import Fault
from register.policyfile.reading import Path, Tree, dotted
from register.policyfile.words import LegalBasis, Mechanism

PRIVACY_SHIELD = (
    "Privacy Shield is void since 2020-07-16 (Schrems II, C-311/18) and makes no transfer lawful; "
    "use adequacy, scc_2021_914, bcr or art49, and carry the published sentence as finding F-PS"
)
MIXED_BASIS = (
    "a use has exactly one legal basis (WN-10): legitimate interests cannot be based on consent. "
    "Choose one, and carry the published sentence as finding F-BASIS"
)
BASIS_FIELDS = ("basis", "contact_basis")


def faults_of(error: ValidationError, tree: Tree, model: type[BaseModel]) -> Iterator[Fault]:
    """Give each of pydantic's errors with its place in the file."""
    details = error.errors(include_url=False)
    for detail in details:
        if not _only_follows(detail, details):
            yield _fault(detail, tree, model)


def _only_follows(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Tell whether a list is "empty" only because its items have faults of their own."""
    depth = len(detail["loc"])
    inside = (other["loc"] for other in details if len(other["loc"]) > depth)
    return detail["type"] == "too_short" and any(loc[:depth] == detail["loc"] for loc in inside)


def _fault(detail: ErrorDetails, tree: Tree, model: type[BaseModel]) -> Fault:
    path = _path(detail["loc"], tree)
    at_key = detail["type"] == "extra_forbidden" or "[key]" in detail["loc"]
    why = _special(path, detail) or _why(detail, path, model)
    return Fault(tree.place(path, of_key=at_key), dotted(path), why)


def _path(loc: tuple[int | str, ...], tree: Tree) -> Path:
    """Keep the parts of a pydantic location that are keys of the file, and a missing key at its end."""
    path: Path = ()
    for index, part in enumerate(loc):
        last = index == len(loc) - 1
        if (*path, part) in tree.values or (last and part != "[key]"):
            path = (*path, part)
    return path


def _special(path: Path, detail: ErrorDetails) -> str | None:
    """Name the two errors of the published texts that no file may repeat as data."""
    said = str(detail.get("input")).lower().replace("-", "_").replace(" ", "_")
    if path[-1:] == ("mechanism",) and "privacy_shield" in said:
        return PRIVACY_SHIELD
    if path[-1:] and path[-1] in BASIS_FIELDS and sum(basis in said for basis in LegalBasis) > 1:
        return MIXED_BASIS
    return None


def _why(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> str:
    context: dict[str, Any] = detail.get("ctx") or {}
    given = detail.get("input")
    match detail["type"]:
        case "extra_forbidden":
            return _unknown_key(str(path[-1]), path, model)
        case "missing":
            return "is missing"
        case "enum" | "literal_error":
            return _unknown_word(given, context)
        case "string_pattern_mismatch":
            return f"{shown(given)} has not the form {context['pattern']}"
        case "string_too_short":
            return "is empty; write a text"
        case "too_short":
            return "is empty; write at least one"
        case "model_type" | "model_attributes_type" | "dict_type" | "dataclass_type":
            return f"expected keys with values, found {_kind(given)}"
        case "tuple_type" | "list_type":
            return f"expected a list, found {_kind(given)}"
        case "string_type":
            return f"expected text, found {_kind(given)}" + _quote_hint(given)
        case "bool_type" | "bool_parsing":
            return f"expected true or false, found {shown(given)}"
        case "int_type" | "int_parsing" | "int_from_float":
            return f"expected a whole number, found {shown(given)}"
    return str(detail["msg"])


def _unknown_key(key: str, path: Path, model: type[BaseModel]) -> str:
    known = _fields_at(path[:-1], model)
    return f"there is no such key here{_nearest(key, known)}"


def _unknown_word(given: Any, context: dict[str, Any]) -> str:
    expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
    words = [word.strip() for word in expected.split(",")]
    return f"{shown(given)} is not one of: {', '.join(words)}{_nearest(str(given), words)}"


def _nearest(word: str, known: list[str]) -> str:
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""


def shown(given: Any) -> str:
    """Quote what stands in the file, the beginning of it where it is long."""
    text = repr(given)
    return text if len(text) <= 60 else f"{text[:59]}…"


def nearest(word: str, known: object) -> str:
    """Give `; did you mean 'x'?` for the closest known word, or nothing."""
    return _nearest(word, sorted(str(name) for name in known))  # type: ignore[attr-defined]


def _fields_at(path: Path, model: type[BaseModel]) -> list[str]:
    """Walk the schema along a path and give the keys that may stand there."""
    here: Any = model
    for part in path:
        if isinstance(here, type) and issubclass(here, BaseModel):
            field = here.model_fields.get(str(part))
            here = field.annotation if field else None
        else:
            here = (get_args(here) or (None,))[-1 if get_args(here)[-1:] != (Ellipsis,) else 0]
        here = _unwrapped(here)
    return list(here.model_fields) if isinstance(here, type) and issubclass(here, BaseModel) else []


def _unwrapped(here: Any) -> Any:
    """Take `Annotated` and `| None` off a type."""
    while hasattr(here, "__metadata__"):
        here = here.__origin__
    options = [option for option in get_args(here) if option is not type(None)]
    return _unwrapped(options[0]) if len(options) == 1 and type(None) in get_args(here) else here


def _quote_hint(given: Any) -> str:
    return "; # begins a comment, so quote a text that holds one" if given is None else ""


def _kind(value: Any) -> str:
    names = {dict: "keys with values", list: "a list", str: "a text", bool: "true or false", int: "a number"}
    return "nothing" if value is None else names.get(type(value), "something else")


__all__ = ["MIXED_BASIS", "PRIVACY_SHIELD", "Mechanism", "faults_of", "nearest"]
