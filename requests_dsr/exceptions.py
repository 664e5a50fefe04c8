"""Why a right is not granted, or not in whole: codes, what they rest on, and whom they need. Data only.

Each code maps to a reason of the Data Rights Protocol 1.0 and to a term of DPV's justifications
(https://w3id.org/dpv/justifications): docs/request-states.md lists them for whoever writes an export.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from law.reasons import Code
from law.rights import Right

BURDEN = _("Skriv vad som visar det. Bevisbördan är vår.")


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """One exception: its provision, what the person is told, and how others name it.

    `rights` is where it may be used, empty for all. `needs_evidence`: the burden is ours, and a note of
    what shows it has to be written (Art. 12(5)). `recital`: what it rests on is a recital, not an article.
    `of_a_part`: it explains what a copy lacks, and nobody refuses a whole request by it. `asks` says what
    has to be written.
    """

    code: str
    article: str
    title: Promise
    text: Promise
    drp: str
    dpv: str
    rights: frozenset[Right] = frozenset()
    needs_evidence: bool = False
    recital: bool = False
    of_a_part: bool = False
    asks: Promise = BURDEN

    @property
    def cited(self) -> str:
        """Name the provision, in the language of the moment: article 12.5, recital 27."""
        said = _("skäl %(number)s") if self.recital else _("artikel %(number)s")
        return str(said) % {"number": self.article}


def _for(*rights: Right) -> frozenset[Right]:
    return frozenset(rights)


_ALL = (
    Exemption(
        code="A12_5_EXCESSIVE",
        article="12.5",
        title=_("begäran är orimlig"),
        text=_("Begäran är uppenbart orimlig."),
        drp="too_many_requests",
        dpv="ProcessExcessive",
        needs_evidence=True,
    ),
    Exemption(
        code="A12_5_UNFOUNDED",
        article="12.5",
        title=_("begäran är uppenbart ogrundad"),
        text=_("Begäran är uppenbart ogrundad."),
        drp="other",
        dpv="ProcessUnfounded",
        needs_evidence=True,
    ),
    Exemption(
        code="A12_2_NOT_IDENTIFIED",
        article="11.2, 12.2",
        title=_("vi kan inte se vem du är"),
        text=_("Vi kan inte se vilka uppgifter som är dina, och därför inte lämna ut eller ändra några."),
        drp="insuf_verification",
        dpv="IdentityVerificationFailure",
    ),
    Exemption(
        code="A12_NO_DATA",
        article="15.1",
        title=_("vi har inga uppgifter"),
        text=_("Vi har inga uppgifter om dig utöver din fråga."),
        drp="no_match",
        dpv="FulfilmentImpossible",
        needs_evidence=True,
        asks=_("Skriv var ni har letat, och på vad. Personen läser det i svaret."),
    ),
    Exemption(
        code="A12_4_NOT_UPHELD",
        article="12.4",
        title=_("klagomålet var inte befogat"),
        text=_("Vi har prövat ditt klagomål och håller inte med."),
        drp="claim_not_covered",
        dpv="ProcessUnfounded",
        rights=_for(Right.COMPLAINT),
    ),
    Exemption(
        code="A15_4_OTHERS",
        article="15.4",
        title=_("andras rättigheter"),
        text=_("En del av det du bad om handlar om någon annan, och det lämnar vi inte ut."),
        drp="claim_not_covered",
        dpv="ThirdPartyRightsImpaired",
        rights=_for(Right.ACCESS),
    ),
    Exemption(
        code="A20_4_OTHERS",
        article="20.4",
        title=_("andras rättigheter"),
        text=_("En del av det du bad om handlar om någon annan, och det lämnar vi inte ut."),
        drp="claim_not_covered",
        dpv="ThirdPartyRightsImpaired",
        rights=_for(Right.PORTABILITY),
    ),
    Exemption(
        code="A12_4_UNREAD",
        article="12.4",
        title=_("en del gick inte att läsa"),
        text=_("En del av det du bad om kunde vi inte läsa, och därför har du inte fått det än."),
        drp="other",
        dpv="FulfilmentImpossible",
        rights=_for(Right.ACCESS, Right.PORTABILITY),
        of_a_part=True,
    ),
    Exemption(
        code="A16_NOT_SHOWN",
        article="16",
        title=_("uppgiften är riktig"),
        text=_(
            "Vi har sett efter och uppgiften är riktig. Du kan lämna ett tillägg, som vi sparar bredvid den."
        ),
        drp="claim_not_covered",
        dpv="ProcessUnfounded",
        rights=_for(Right.RECTIFICATION),
    ),
    Exemption(
        code="A17_3_B_LEGAL_OBLIGATION",
        article="17.3 b",
        title=_("lagen kräver att vi sparar"),
        text=_("En lag kräver att vi sparar uppgifterna."),
        drp="claim_not_covered",
        dpv="LegalObligationImpaired",
        rights=_for(Right.ERASURE),
    ),
    Exemption(
        code="A17_3_E_LEGAL_CLAIMS",
        article="17.3 e",
        title=_("rättsliga anspråk"),
        text=_("Uppgifterna behövs för ett rättsligt anspråk."),
        drp="claim_not_covered",
        dpv="LegalClaimImpaired",
        rights=_for(Right.ERASURE),
    ),
    Exemption(
        code="A17_1_STILL_NEEDED",
        article="17.1 a",
        title=_("uppgifterna behövs än"),
        text=_(
            "Uppgifterna behövs fortfarande för det de samlades in för, till exempel ett avtal som gäller."
        ),
        drp="claim_not_covered",
        dpv="ContractPerformanceNecessity",
        rights=_for(Right.ERASURE),
    ),
    Exemption(
        code="A17_BLOCKED",
        article="17.1, 18",
        title=_("något annat utreds"),
        text=_("Uppgifterna ligger orörda medan något annat utreds. Sedan raderas de."),
        drp="other",
        dpv="LegalProcessImpaired",
        rights=_for(Right.ERASURE),
    ),
    Exemption(
        code="A18_1_NO_GROUND",
        article="18.1",
        title=_("ingen grund att begränsa"),
        text=_("Ingen av lagens fyra grunder för att begränsa användningen finns här."),
        drp="claim_not_covered",
        dpv="ProcessUnfounded",
        rights=_for(Right.RESTRICTION),
    ),
    Exemption(
        code="A20_1_NOT_COVERED",
        article="20.1",
        title=_("rätten att flytta gäller inte här"),
        text=_(
            "Rätten att ta med sig uppgifter gäller bara det du själv har lämnat, på samtycke eller avtal."
        ),
        drp="claim_not_covered",
        dpv="LegallyExempted",
        rights=_for(Right.PORTABILITY),
    ),
    Exemption(
        code="A21_1_COMPELLING",
        article="21.1",
        title=_("våra skäl väger tyngre"),
        text=_("Vi har vägt dina skäl mot våra, och våra är tvingande och väger tyngre."),
        drp="claim_not_covered",
        dpv="LegitimateInterestOverride",
        rights=_for(Right.OBJECTION),
        needs_evidence=True,
    ),
    Exemption(
        code="R27_DECEASED",
        article="27",
        recital=True,
        title=_("personen är avliden"),
        text=_(
            "Dataskyddsförordningen gäller inte uppgifter om avlidna. Vi kan därför inte lämna ut dem på den "
            "grunden. Dödsboet kan få det som rör dödsboets avtal och räkningar: skriv till oss om det."
        ),
        drp="claim_not_covered",
        dpv="LegallyExempted",
    ),
)

EXCEPTIONS: dict[str, Exemption] = {one.code: one for one in _ALL}

STILL_NEEDED = "A17_1_STILL_NEEDED"
KEPT_BECAUSE: dict[str, str] = {
    Code.ERASURE_EXEMPT_CONTRACT: STILL_NEEDED,
    Code.ERASURE_EXEMPT_BFL: "A17_3_B_LEGAL_OBLIGATION",
    Code.BFL_7_2: "A17_3_B_LEGAL_OBLIGATION",
    Code.ERASURE_EXEMPT_CLAIM: "A17_3_E_LEGAL_CLAIMS",
    Code.CLAIM_OPEN: "A17_3_E_LEGAL_CLAIMS",
    Code.CLAIM_BALANCE_NOT_ZERO: "A17_3_E_LEGAL_CLAIMS",
    Code.CLAIM_SETTLED_24M: "A17_3_E_LEGAL_CLAIMS",
    Code.CLAIM_OPEN_BLOCKS_ALL: "A17_3_E_LEGAL_CLAIMS",
    Code.LEGAL_HOLD: "A17_3_E_LEGAL_CLAIMS",
    Code.RESTRICTION_ART18: "A17_BLOCKED",
    Code.OPEN_DSR: "A17_BLOCKED",
    Code.DATA_QUALITY_REVIEW: "A17_BLOCKED",
}
"""Which exception a reason of the law to keep comes to; any other means that the data are still needed."""

NO_DATA = "A12_NO_DATA"


def is_no_data(codes: Collection[str]) -> bool:
    """Tell whether an answer is that we have nothing: it tells what was asked, and refuses nothing."""
    return set(codes) == {NO_DATA}


def exceptions_for(right: Right) -> list[Exemption]:
    """Give the exceptions that a request for a right may be refused by, in the order of the table."""
    usable = [one for one in EXCEPTIONS.values() if not one.of_a_part]
    return [one for one in usable if not one.rights or right in one.rights]


def exceptions_of(kept: Iterable[Collection[str]]) -> tuple[str, ...]:
    """Give the exceptions that the law's own reasons to keep come to, once each.

    `kept` has the reasons of each unit. What nothing else keeps is still needed, also where something
    beside it is kept by law.
    """
    found: set[str] = set()
    for reasons in kept:
        found |= {KEPT_BECAUSE[code] for code in reasons if code in KEPT_BECAUSE} or {STILL_NEEDED}
    return tuple(sorted(found))
