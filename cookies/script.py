"""The script and the style sheet of a website's banner, made of the library, our part and the policy."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cookies.selectors import Site, asked_in, file_of
from cookies.wording import Group, Question
from register.policyfile import PolicyFile
from register.wording.numbers import period

LANGUAGES = ("sv", "en")
SCRIPT = """/* PrivacyHub: cookie banner. Contains vanilla-cookieconsent 3.1.0, MIT, Orest Bida. */
(() => {{
"use strict";
const exports = {{}}, module = {{}};
(function () {{
{library}
}}).call(globalThis);
const config = {config};
{ours}
}})();
"""


def script_of(site: Site) -> bytes:
    """Give the script of a website; the same for every visitor, in both languages."""
    return _script(site.controller.slug, site.key, site.version.pk, site.version.number)


def style_of(site: Site) -> bytes:
    """Give the style sheet of a website, in its company's colours."""
    return _style(site.version.pk)


@lru_cache(maxsize=64)
def _script(slug: str, key: str, version_id: int, number: int) -> bytes:
    policy, question = file_of(version_id), asked_in(version_id)
    config: dict[str, Any] = {
        "version": number,
        "digest": question.digest,
        "revision": int(question.digest[:12], 16) or 1,
        "days": {"yes": question.days_of_a_yes, "no": question.days_of_a_no},
        "visits": policy.websites[key].visits,
        "clears": {group.key: list(group.part.names) for group in question.groups if group.part.names},
        "policy": reverse("cookie_policy", args=[slug]),
        "style": hashlib.sha256(_style(version_id)).hexdigest()[:12],
        "words": {language: _words(policy, question, language) for language in LANGUAGES},
    }
    if not question.choices:
        return b"/* PrivacyHub: no cookies here that anybody has to be asked about. */\n"
    text = SCRIPT.format(library=_vendored("js"), config=json.dumps(config), ours=_part("banner.js"))
    return text.encode()


@lru_cache(maxsize=64)
def _style(version_id: int) -> bytes:
    brand = file_of(version_id).controller.brand
    colours = f"#cc-main,.ph-reopen{{--ph-brand:{brand.colour};--ph-brand-dark:{brand.dark}}}\n"
    return (_vendored("css") + _part("banner.css") + colours).encode()


def _words(policy: PolicyFile, question: Question, language: str) -> dict[str, Any]:
    with override(language):
        return {
            "title": _("Får %(name)s använda kakor?") % {"name": policy.controller.name},
            "intro": _("Webbplatsen fungerar lika bra om du säger nej. Du kan ändra dig när du vill."),
            "read": _("Läs om våra kakor"),
            "choose": _("Det här kan du säga ja till, ett i taget:"),
            "yes": _("Ja till alla"),
            "no": _("Nej till alla"),
            "save": _("Spara mitt val"),
            "close": _("Stäng utan att ändra"),
            "reopen": _("Kakor – ändra ditt val"),
            "yes_to": _("Du har sagt ja till:"),
            "no_to_all": _("Du har sagt nej till alla."),
            "number": _("Ditt val har nummer"),
            "signal": _("Din webbläsare ber oss att inte följa dig, och det räknas som nej."),
            "groups": {group.key: _group(policy, group, language) for group in question.groups},
        }  # fmt: skip


def _group(policy: PolicyFile, group: Group, language: str) -> dict[str, Any]:
    asks = group.asks.text.in_language(language) if group.asks else ""
    return {
        "title": group.part.title.in_language(language),
        "text": asks or group.part.text.in_language(language),
        "more": " ".join(_more(policy, group, language)),
        "asks": bool(asks),
    }


def _more(policy: PolicyFile, group: Group, language: str) -> list[str]:
    """Say what the words to agree to leave out: what the cookies do, how long, and who gets the data."""
    if group.asks is None:
        return [_("De finns alltid.")]
    lines = [group.part.text.in_language(language)]
    if group.part.period:
        lines.append(_("Sparas i %(period)s.") % {"period": period(group.part.period, language)})
    if names := receiver_names(policy, group, language):
        lines.append(_("Får uppgifterna: %(names)s.") % {"names": ", ".join(names)})
    return lines


def receiver_names(policy: PolicyFile, group: Group, language: str) -> list[str]:
    """Name whoever gets the data of a group."""
    return [
        policy.processors[key].name.in_language(language)
        if key in policy.processors
        else policy.recipients[key].title.in_language(language)
        for key in group.receivers
    ]


def _vendored(kind: str) -> str:
    return _read(f"vendor/cookieconsent.{kind}")


def _part(name: str) -> str:
    return _read(f"cookies/{name}")


def _read(name: str) -> str:
    found = finders.find(name)
    assert isinstance(found, str), f"static/{name} is missing"
    return Path(found).read_text(encoding="utf-8")
