"""What an exception is called and how it is said, as it fits the outcome and whoever reads it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from requests_dsr.exceptions import Exemption
from requests_dsr.states import State

PARTLY = {
    "A16_NOT_SHOWN": _(
        "En del av det du ville rätta ändrar vi inte, och skälet står vid uppgiften. Du kan lämna ett "
        "tillägg, som vi sparar bredvid den."
    ),
    "A12_4_NOT_UPHELD": _("Vi har prövat ditt klagomål och håller med dig om en del av det."),
    "A21_1_COMPELLING": _(
        "En del av det du invände mot fortsätter vi med: där är våra skäl tvingande och väger tyngre."
    ),
}
"""Words for a partial outcome, where those for a refusal would deny what was done."""

REPEATED = {"A12_5_EXCESSIVE": _("Begäran är uppenbart orimlig, särskilt för att den upprepas.")}
"""Words for a request that is repeated: a first one may be excessive too, but not for that."""

OF_ANOTHER = {
    "A12_2_NOT_IDENTIFIED": _(
        "Vi kan inte se vilka uppgifter det gäller, och därför inte lämna ut eller ändra några."
    ),
    "A12_NO_DATA": _("Vi har inga uppgifter om den du frågar för utöver din fråga."),
    "A21_1_COMPELLING": _(
        "Vi har vägt skälen för invändningen mot våra, och våra är tvingande och väger tyngre."
    ),
    "A20_1_NOT_COVERED": _(
        "Rätten att ta med sig uppgifter gäller bara det som personen själv har lämnat, på samtycke eller "
        "avtal."
    ),
}
"""Words for somebody who asks for another: the data are not theirs."""

PARTLY_OF_ANOTHER = {
    "A21_1_COMPELLING": _(
        "En del av det som invändningen gäller fortsätter vi med: där är våra skäl tvingande och väger "
        "tyngre."
    ),
}
"""The same, for a partial outcome."""

WITH_A_STATEMENT = {
    State.REFUSED: _("Vi har sett efter och uppgiften är riktig."),
    State.PARTLY_FULFILLED: _("En del av det du ville rätta ändrar vi inte, och skälet står vid uppgiften."),
}
"""Words for a rectification whose statement is there already: nobody offers what has been done."""
PARTLY_TITLED = {
    "A12_4_NOT_UPHELD": _("klagomålet var inte befogat i alla delar"),
    "A16_NOT_SHOWN": _("en del av uppgifterna är riktiga"),
    "A21_1_COMPELLING": _("våra skäl väger tyngre för en del"),
}
"""Names for a partial outcome, where those for a refusal would deny what was done."""


def words_of(
    exemption: Exemption,
    outcome: State,
    *,
    of_another: bool = False,
    has_statement: bool = False,
    is_repeated: bool = False,
) -> str:
    """Say an exception as it fits the outcome: of an answer that is half a yes it holds for a part.

    `of_another`: whoever reads it asks for somebody else. `has_statement`: what the person has to say of a
    value that stays is kept beside it already (Art. 16). `is_repeated`: they asked for the same before.
    """
    partly = outcome is State.PARTLY_FULFILLED
    found = PARTLY.get(exemption.code) if partly else None
    if is_repeated:
        found = REPEATED.get(exemption.code) or found
    if exemption.code == "A16_NOT_SHOWN" and has_statement:
        found = WITH_A_STATEMENT.get(outcome)
    if of_another:
        found = (PARTLY_OF_ANOTHER if partly else OF_ANOTHER).get(exemption.code) or found
    return str(found or exemption.text)


def title_of(exemption: Exemption, outcome: State | None) -> str:
    """Name an exception as it fits the outcome, to staff."""
    partly = PARTLY_TITLED.get(exemption.code) if outcome is State.PARTLY_FULFILLED else None
    return str(partly or exemption.title)
