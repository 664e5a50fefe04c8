"""What an erasure waits for after its decision: nothing goes before the answer has come.

The person reads what is erased before it is: the deed waits for the letter (`requests_dsr.waiting`), and
one on paper has come when somebody says that it was posted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from requests_dsr.answers.erasure_came_to import left_to_erase
from requests_dsr.letters.address import on_paper
from requests_dsr.models import BY_HAND, DataSubjectRequest, Letter
from requests_dsr.states import State
from requests_dsr.waiting import answers_on_their_way

GRANTED = frozenset({State.FULFILLED, State.PARTLY_FULFILLED})


def erasure_stands(request: DataSubjectRequest, plan: Mapping[str, Any]) -> str:
    """Say what an erasure waits for; empty where something of it is done, and where there is none."""
    if not _is_to_come(plan):
        return ""
    if State(request.state) in GRANTED:
        return _waits(request)
    if request.decided_at is None and on_paper(request):
        return _("Inget raderas vid beslutet: det sker morgonen efter att svaret är postat.")
    return ""


def starts_an_erasure(letter: Letter) -> bool:
    """Tell whether a letter is the answer that an erasure waits for: the morning after its posting."""
    request = letter.request
    answers = letter.event == "request_answered" and State(request.state) in GRANTED
    return answers and _is_to_come(request.file.plan)


def _is_to_come(plan: Mapping[str, Any]) -> bool:
    if plan.get("kind") != "erasure" or plan.get("certified") or plan.get("held"):
        return False
    return plan.get("outcome") in GRANTED and bool(left_to_erase(dict(plan)))


def _waits(request: DataSubjectRequest) -> str:
    waiting = answers_on_their_way(request)
    to_post = waiting.filter(status__in=BY_HAND).count()
    if to_post:
        said = ngettext(
            "Inget är raderat än. Raderingen väntar på att %(n)d brev till personen postas. Knappen ”Brevet "
            "är postat” startar den: morgonen efter raderas uppgifterna, och det går inte att ångra.",
            "Inget är raderat än. Raderingen väntar på att %(n)d brev till personen postas. Knappen ”Brevet "
            "är postat” på det sista startar den: morgonen efter raderas uppgifterna, och det går inte att "
            "ångra.",
            to_post,
        )
        return said % {"n": to_post}
    if waiting.exists():
        return _("Inget är raderat än. Raderingen väntar på att mejlet med svaret kommer iväg.")
    return _("Inget är raderat än. Svaret har gått iväg, och uppgifterna raderas nästa morgon.")
