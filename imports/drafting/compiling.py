"""Turn a mapping into functions, once a file, and draft each record with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from django.utils.translation import gettext as _

from imports.cells import BadCell
from imports.drafting.rows import Rows, staged
from imports.drafting.values import Give, Holds, Record, Sources, condition_holder, value_giver
from imports.mapping import parts as p
from imports.mapping.kinds import DAY, LONG_TEXT, Reads
from imports.mapping.values import Value

Values = dict[str, Any]
SEVERAL = {"vouchers": "voucher", "records": "record", "events": "event", "activity": "activity"}


@dataclass(slots=True)
class Drafted:
    """What one line becomes: the values of each part, and what is wrong with the line."""

    parts: dict[str, list[Values]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CompiledPart:
    """One part of the mapping: when it is there, how each field gets its value, and what it needs."""

    name: str
    holds: Holds
    fields: Mapping[str, Give]
    required: frozenset[str]
    constants: Values
    within: tuple[CompiledPart, ...] = ()

    def draft(self, record: Record, into: Drafted) -> None:
        """Add this part of a record, and the parts within it, or their faults."""
        if not self._is_there(record, into):
            return
        values: Values = dict(self.constants)
        for name, give in self.fields.items():
            try:
                values[name] = give(record)
            except BadCell as bad:
                into.faults.append(f"{self.name}.{name} {bad}")
                continue
            if values[name] is None and name in self.required:
                into.faults.append(_("%(field)s saknas") % {"field": f"{self.name}.{name}"})
        into.parts.setdefault(self.name, []).append(values)
        for part in self.within:
            part.draft(record, into)

    def _is_there(self, record: Record, into: Drafted) -> bool:
        try:
            return self.holds(record)
        except BadCell as bad:
            into.faults.append(f"{self.name}: {bad}")
            return False


@dataclass(frozen=True, slots=True)
class Drafter:
    """Drafts records: rows for the staging tables, or the faults of the line."""

    parts: tuple[CompiledPart, ...]

    def draft(self, line: int, record: Record) -> tuple[Rows, list[str]]:
        """Give the rows of a record by part, or why it has none."""
        drafted = Drafted()
        for part in self.parts:
            part.draft(record, drafted)
        rows = {} if drafted.faults else staged(line, drafted.parts, drafted.faults)
        return rows, drafted.faults


def compiled(sources: Sources) -> Drafter:
    """Compile the row of a mapping."""
    return Drafter(tuple(_parts_within(sources.mapping.row, sources)))


def _parts_within(owner: Any, sources: Sources) -> Iterator[CompiledPart]:
    for name in type(owner).model_fields:
        said = getattr(owner, name)
        for part in said if isinstance(said, tuple) else (said,):
            if isinstance(part, p.Part):
                yield _compiled_part(SEVERAL.get(name, name), part, sources)


def _compiled_part(name: str, part: p.Part, sources: Sources) -> CompiledPart:
    fields: dict[str, Give] = {}
    required: set[str] = set()
    constants: Values = {}
    for field_name, info in type(part).model_fields.items():
        value = getattr(part, field_name)
        if isinstance(value, Value):
            fields[field_name] = value_giver(value, _reads(info.metadata), sources)
            if type(None) not in get_args(info.annotation):
                required.add(field_name)
        elif isinstance(value, dict):
            days = field_name == "triggers"
            fields[field_name] = _named_values(value, DAY if days else LONG_TEXT, sources, nothing=days)
            required |= {field_name} if days else set()
        elif isinstance(value, str):
            constants[field_name] = value
    return CompiledPart(
        name=name,
        holds=condition_holder(part.when, part.unless, sources),
        fields=fields,
        required=frozenset(required),
        constants=constants,
        within=tuple(_parts_within(part, sources)),
    )


def _reads(metadata: list[Any]) -> Reads:
    return next(item for item in metadata if isinstance(item, Reads))


def _named_values(
    values: Mapping[str, Value], reads: Reads, sources: Sources, *, nothing: bool
) -> Callable[[Record], Values | None]:
    """Give the function to the named values of a record; with `nothing`, none of them is None."""
    givers = {name: value_giver(value, reads, sources) for name, value in values.items()}

    def give(record: Record) -> Values | None:
        found = {}
        for name, giver in givers.items():
            try:
                if (value := giver(record)) is not None:
                    found[name] = value
            except BadCell as bad:
                raise BadCell(f"({name}) {bad}") from None
        return None if nothing and not found else found

    return give
