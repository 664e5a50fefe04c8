"""What a banner may send."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import PydanticCustomError

Category = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,62}$")]


class Sent(BaseModel):
    """A body in JSON; a key too many is a fault, so that nothing is sent that nobody asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ChoiceSent(Sent):
    """A choice: which words were shown and what was said yes to."""

    key: UUID
    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    categories: Annotated[list[Category], Field(max_length=40)]
    language: Literal["sv", "en"]
    signal: bool = False

    @model_validator(mode="after")
    def _a_signal_is_a_no(self) -> ChoiceSent:
        if self.signal and self.categories:
            raise PydanticCustomError("signal", "a signal says yes to nothing")
        return self


class VisitSent(Sent):
    """A visit: the path of a page, and nothing else."""

    path: Annotated[str, StringConstraints(min_length=1, max_length=2000)]


Form = TypeVar("Form", bound=Sent)


class Unreadable(ValueError):
    """A body that is not what was asked for; `faults` says where, why and what to do."""

    def __init__(self, faults: list[dict[str, str]]) -> None:
        super().__init__("unreadable")
        self.faults = faults


def read(form: type[Form], body: bytes) -> Form:
    """Read a body. Raises Unreadable with every fault in the language of the request."""
    try:
        return form.model_validate_json(body)
    except ValidationError as error:
        raise Unreadable([_fault(dict(each)) for each in error.errors()]) from error


def _fault(error: dict[str, Any]) -> dict[str, str]:
    where = ".".join(str(part) for part in error["loc"]) or "$"
    return {
        "where": where,
        "why": _why(error["type"]),
        "what_to_do": _("Läs docs/cookies.md: där står formen."),
    }


def _why(kind: str) -> str:
    said = {
        "json_invalid": _("Det är inte JSON."),
        "missing": _("Det saknas."),
        "extra_forbidden": _("Det ska inte skickas."),
        "signal": _("En signal säger inte ja till något."),
    }
    return said.get(kind) or _("Det har inte den form det ska ha.")
