"""The overview of processors and sub-processors (WL-30): generated from the register, nothing kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Controller
from register.models import Processor
from register.naming import country_name
from register.selectors import live_policy
from register.wording.when import day_in_words


@dataclass(frozen=True, kw_only=True)
class OverviewLine:
    """One supplier: who, what they do, where, under what agreement and what safeguard."""

    name: str
    text: str
    kind: str
    level: str
    country: str
    mechanisms: tuple[str, ...]
    dpa_signed_on: date | None

    @property
    def sentence(self) -> str:
        """Give the line in words, in the language of the moment."""
        parts = [f"{self.name} ({self.level}): {self.text}", self.country, *self.mechanisms]
        if self.dpa_signed_on:
            parts.append(_("biträdesavtal %(day)s") % {"day": day_in_words(self.dpa_signed_on)})
        return ". ".join(capfirst(part.rstrip(".")) for part in parts if part) + "."


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Every supplier in use under the live policy."""

    controller: str
    policy_version: int
    valid_from: date
    lines: tuple[OverviewLine, ...]

    def as_json(self) -> dict[str, Any]:
        """Give the overview for machines."""
        return {
            "format": "privacyhub/processors",
            "version": 1,
            "controller": self.controller,
            "policy_version": self.policy_version,
            "valid_from": self.valid_from.isoformat(),
            "processors": [
                {
                    "name": line.name,
                    "text": line.text,
                    "kind": line.kind,
                    "level": line.level,
                    "country": line.country,
                    "mechanisms": list(line.mechanisms),
                    "dpa_signed_on": line.dpa_signed_on.isoformat() if line.dpa_signed_on else None,
                }
                for line in self.lines
            ],
        }


def overview(controller: Controller, *, language: str) -> Overview:
    """Give the suppliers in use, in a language. Raises NoLivePolicy."""
    version = live_policy(controller)
    processors = Processor.objects.filter(policy_version=version, active=True).order_by("level", "key")
    with override(language):
        lines = tuple(_line(one) for one in processors.prefetch_related("transfers"))
    return Overview(
        controller=controller.name,
        policy_version=version.number,
        valid_from=version.valid_from_on,
        lines=lines,
    )


def _line(processor: Processor) -> OverviewLine:
    return OverviewLine(
        name=processor.title,
        text=processor.text,
        kind=processor.kind,
        level=_("underbiträde") if processor.level == "sub" else _("biträde"),
        country=country_name(processor.country),
        mechanisms=tuple(transfer.text for transfer in processor.transfers.all()),
        dpa_signed_on=processor.dpa_signed_on,
    )
