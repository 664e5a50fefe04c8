"""An honest answer to somebody whose address nobody here has: we ask by what else we may know them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from law.rights import Right
from requests_dsr.letters import write_letter
from requests_dsr.models import DataSubjectRequest, IdentityCheck
from requests_dsr.states import OPEN, State
from requests_dsr.whose import written_to
from subjects.services.deed import deed


def may_be_somebody(request: DataSubjectRequest) -> bool:
    """Tell whether a request asks about data that somebody has to be found for."""
    return State(request.state) in OPEN and request.right != Right.COMPLAINT


@deed
def ask_how_we_know_you(*, request: DataSubjectRequest, at: datetime) -> IdentityCheck:
    """Tell the person that their address is nobody's here, and ask under what else we may have them.

    The clock runs on: it is no doubt about who asks, and no large volume (DL-3).
    """
    with override(request.file.language):
        question = _("Har vi dig under en annan e-postadress, ett telefonnummer eller ett kundnummer?")
    asked = IdentityCheck.objects.create(
        request=request,
        whose=written_to(request, at=at),
        kind="clarification",
        asked_at=at,
        question=question,
        large_volume=False,
    )
    write_letter(request=request, event="request_unmatched", at=at)
    return asked
