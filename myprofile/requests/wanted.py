"""What a person asked for beside their words: new values, uses, a company."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from myprofile.requests.in_force import CHANNELS
from register.wording import PolicyWords
from requests_dsr.answers.fields import FIELDS
from requests_dsr.forms import GROUNDS_IN_WORDS
from requests_dsr.lanes import purposes_of
from requests_dsr.letters.words import ALWAYS
from requests_dsr.models import DataSubjectRequest
from requests_dsr.whose import asked_by_the_person


def about_of(request: DataSubjectRequest, words: PolicyWords) -> Iterator[str]:
    """Name what a request is narrowed to: uses, values, kinds; nothing where it is not the person's own."""
    if not asked_by_the_person(request):
        return
    for purpose in purposes_of(request):
        yield str(ALWAYS.get(purpose) or words.purpose(purpose))
    for name in sorted(request.file.proposed):
        if name in FIELDS:
            yield str(FIELDS[name].title)
    yield from (words.category(key) for key in request.categories)


def wanted_in(request: DataSubjectRequest, words: PolicyWords) -> Iterator[tuple[str, str]]:
    """Give (what, value) for each value that a request proposes, in the language of the moment."""
    proposed = request.file.proposed
    for name in proposed:
        if name in FIELDS:
            yield str(FIELDS[name].title).capitalize(), str(proposed[name]) or _("Ska tas bort")
    for ground in proposed.get("grounds", ()):
        if (said := GROUNDS_IN_WORDS.get(str(ground))) is not None:
            yield _("Skäl"), str(said)
    for purpose in purposes_of(request):
        yield _("Användning"), words.purpose(purpose)
    if (channel := str(proposed.get("channel") or "")) in CHANNELS:
        yield _("På vilket sätt"), str(CHANNELS[channel])
    if proposed.get("controller"):
        yield _("Företag"), str(proposed["controller"])
    for one in request.file.plan.get("fields", ()) if request.file.plan.get("kind") == "own_edit" else ():
        yield (
            _("Du ändrade själv"),
            str(FIELDS[one["field"]].title) if one["field"] in FIELDS else one["field"],
        )
