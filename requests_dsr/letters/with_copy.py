"""Which answers on paper say that a copy follows with them, and whether it has been made ready."""

from __future__ import annotations

from law.rights import Right
from requests_dsr.delivery import PAPER, way_of
from requests_dsr.letters.address import on_paper
from requests_dsr.letters.whose import other_named
from requests_dsr.models import BY_HAND, DataSubjectRequest, Letter
from requests_dsr.states import State

PUT_WITH_IT = ("COPY_PRINTED", "FILES_TAKEN_OUT")
GIVEN = frozenset({State.FULFILLED, State.PARTLY_FULFILLED})


def copy_follows(request: DataSubjectRequest) -> bool:
    """Tell whether the answer to a request says that a copy, or files on a medium, come with the letter."""
    if State(request.state) not in GIVEN or request.right not in (Right.ACCESS, Right.PORTABILITY):
        return False
    if other_named(request):
        return way_of(request.file.plan) == PAPER
    return request.right == Right.ACCESS and on_paper(request)  # files are nothing to print


def waits_for_its_copy(letter: Letter) -> bool:
    """Tell whether a letter is still to be posted with a copy that nobody has printed or taken out for it."""
    if letter.event != "request_answered" or letter.status not in BY_HAND:
        return False
    request = letter.request
    ready = request.events.filter(code__in=PUT_WITH_IT, at__gte=letter.written_at)
    return copy_follows(request) and not ready.exists()
