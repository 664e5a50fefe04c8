"""More to a request of one's own: words, an answer to us, a statement beside a value."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from myprofile.requests.forms import Once, words_field
from requests_dsr.services.deciding.stating import LONGEST_STATEMENT


class SayMoreForm(Once):
    """More to an open request."""

    words = words_field(label=gettext_lazy("Vad vill du lägga till?"), required=True)


class ReplyForm(Once):
    """The answer to a question of ours."""

    words = words_field(label=gettext_lazy("Ditt svar"), required=True, hint="")


class StatementForm(Once):
    """What the person has to say of a value that we keep as it is."""

    words = words_field(
        label=gettext_lazy("Ditt tillägg"),
        required=True,
        hint=gettext_lazy("Det här läser den som ser uppgiften, och det följer med i en kopia."),
        longest=LONGEST_STATEMENT,
    )
