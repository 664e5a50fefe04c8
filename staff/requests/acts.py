"""What can be done with a request: one act a move of the state table, and the few beside it.

Whether an act is open is asked of `staff.requests.allowed`, by the button and by the POST.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.asking.questions import ask_clarification, ask_identity, establish_identity
from requests_dsr.services.deciding.lifting import announce_lifting, lift_restriction, take_back_lifting
from requests_dsr.services.deciding.sending_back import send_back
from requests_dsr.services.reaching.addressing import give_address
from requests_dsr.services.receiving.matching import add_words
from requests_dsr.states import State
from staff.requests.allowed import (
    May,
    may_announce,
    may_ask_for,
    may_clarify,
    may_decide,
    may_end_asking,
    may_end_restriction,
    may_go_on_for_a_fee,
    may_identify,
    may_keep,
    may_match,
    may_name_values,
    may_note_answer,
    may_propose,
    may_refuse,
    moving,
    while_open,
)
from staff.requests.deeds import (
    Do,
    accept_fee,
    asked_in_words,
    for_another,
    for_themselves,
    name_fields,
    to,
    went_to_another,
)
from staff.requests.forms import acting as forms_of
from staff.requests.forms.coming import EvidenceForm, FeeForm, ReopenForm, came_at
from staff.requests.forms.naming import NameValuesForm
from staff.requests.leading import TITLES, WRITES


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing to do: its button, what to type, whether it is open, and the service it calls.

    An act with a page of its own (`page`) has no form here. `weighty` ones end something.
    """

    key: str
    title: str | Promise
    may: May
    done: str | Promise | Callable[[DataSubjectRequest], str] = ""
    form: type[forms.Form] = forms_of.ConfirmForm
    do: Do | None = None
    page: str = ""
    weighty: bool = False
    explained: str | Promise = ""

    @property
    def writes(self) -> bool:
        """Tell whether it leads to a letter: its page says in what language."""
        return self.key in WRITES

    def said(self, request: DataSubjectRequest) -> str:
        """Say that it is done, of the request as it stands after it."""
        return self.done(request) if callable(self.done) else str(self.done)


ACTS: tuple[Act, ...] = (
    Act(key="match", title=gettext_lazy("Knyt till en person"), may=may_match, page="request_match"),
    Act(
        key="establish",
        title=TITLES["establish"],
        may=may_identify,
        form=EvidenceForm,
        do=lambda request, typed, who, at: establish_identity(
            request=request, method=typed["method"], answered_at=came_at(typed, at), at=at, **who
        ),
        done=gettext_lazy("Identiteten är styrkt, och begäran handläggs."),
    ),
    Act(
        key="behalf",
        title=gettext_lazy("Någon frågar för personen"),
        may=may_ask_for,
        form=forms_of.OnBehalfForm,
        do=for_another,
        done=gettext_lazy("Det är antecknat vem som frågar, och svaren går dit."),
        explained=gettext_lazy(
            "Ett ombud, en vårdnadshavare, en god man, eller en närstående till någon som är död. Alla brev "
            "går sedan till den som frågar, och inget till personen."
        ),
    ),
    Act(
        key="behalf_ended",
        title=gettext_lazy("Personen frågar själv"),
        may=may_end_asking,
        form=forms_of.MistakeForm,
        do=for_themselves,
        done=went_to_another,
        explained=gettext_lazy(
            "När det antecknades av misstag att någon annan frågar. Breven som gick till den andra står kvar "
            "i akten med namn och adress, och personen får inte läsa dem. Nya brev går till en adress som vi "
            "vet är personens. Förslaget görs om."
        ),
    ),
    Act(
        key="start",
        title=TITLES["start"],
        may=moving(State.IN_PROGRESS),
        do=to(State.IN_PROGRESS),
        done=gettext_lazy("Begäran handläggs."),
    ),
    Act(
        key="ask_identity",
        title=TITLES["ask_identity"],
        may=moving(State.IDENTITY_PENDING),
        form=forms_of.DoubtForm,
        do=lambda request, typed, who, at: ask_identity(
            request=request, doubt=typed["comment"], at=at, **who
        ),
        done=asked_in_words,
        explained=gettext_lazy("Klockan stannar om frågan ställs inom sju dagar från mottagandet."),
    ),
    Act(
        key="propose",
        title=TITLES["propose"],
        may=may_propose,
        page="request_propose",
    ),
    Act(
        key="refuse",
        title=gettext_lazy("Föreslå avslag eller avgift"),
        may=may_refuse,
        page="request_refuse",
    ),
    Act(key="decide", title=gettext_lazy("Granska och besluta"), may=may_decide, page="request_decide"),
    Act(
        key="send_back",
        title=TITLES["send_back"],
        may=moving(State.IN_PROGRESS),
        form=forms_of.SendBackForm,
        do=lambda request, typed, who, at: send_back(
            request=request,
            comment=typed["comment"],
            mask=typed.get("mask", "").splitlines(),
            at=at,
            **who,
        ),
        done=gettext_lazy("Begäran handläggs igen."),
    ),
    Act(
        key="clarify",
        title=gettext_lazy("Be om ett förtydligande"),
        may=may_clarify,
        form=forms_of.ClarifyForm,
        do=lambda request, typed, who, at: ask_clarification(
            request=request, question=typed["question"], large_volume=typed["large_volume"], at=at, **who
        ),
        done=asked_in_words,
    ),
    Act(
        key="answered",
        title=gettext_lazy("Personen har svarat"),
        may=may_note_answer,
        page="request_answered",
    ),
    Act(
        key="extend",
        title=TITLES["extend"],
        may=moving(State.EXTENDED),
        form=forms_of.ExtendForm,
        do=to(State.EXTENDED),
        done=gettext_lazy("Tiden är förlängd till tre månader, och personen har fått ett brev om det."),
        explained=gettext_lazy("En förlängning måste meddelas inom den första månaden (artikel 12.3)."),
    ),
    Act(
        key="add",
        title=gettext_lazy("Lägg till personens ord"),
        may=while_open,
        form=forms_of.WordsForm,
        do=lambda request, typed, who, at: add_words(request=request, words=typed["words"], at=at, **who),
        done=gettext_lazy("Orden är tillagda i akten."),
    ),
    Act(
        key="name",
        title=gettext_lazy("Ange vad som ska rättas"),
        may=may_name_values,
        form=NameValuesForm,
        do=name_fields,
        done=gettext_lazy("Fälten står i begäran, och varje värde får ett eget svar."),
        explained=gettext_lazy("När personen skrev med egna ord: varje värde behöver ett eget svar."),
    ),
    Act(
        key="address",
        title=gettext_lazy("Ange vart svaret ska"),
        may=while_open,
        form=forms_of.AddressForm,
        do=lambda request, typed, who, at: give_address(request=request, where=typed["where"], at=at, **who),
        done=gettext_lazy("Svaret skrivs ut och lämnas dit."),
    ),
    Act(
        key="close_unverified",
        title=gettext_lazy("Avsluta utan styrkt identitet"),
        may=moving(State.CLOSED_UNVERIFIED),
        form=forms_of.CommentForm,
        do=to(State.CLOSED_UNVERIFIED),
        done=gettext_lazy("Begäran är avslutad, och personen har fått ett brev med sina rättsmedel."),
        weighty=True,
    ),
    Act(
        key="withdraw",
        title=gettext_lazy("Personen tar tillbaka"),
        may=moving(State.WITHDRAWN),
        form=forms_of.WithdrawForm,
        do=to(State.WITHDRAWN),
        done=gettext_lazy("Begäran är återtagen, och personen har fått en bekräftelse."),
        weighty=True,
        explained=gettext_lazy("Bara på personens egna ord, till exempel i telefon."),
    ),
    Act(
        key="reopen",
        title=gettext_lazy("Öppna igen"),
        may=moving(State.REOPENED),
        form=ReopenForm,
        do=to(State.REOPENED),
        done=gettext_lazy("Begäran är öppen igen, med en ny månad."),
    ),
    Act(
        key="announce",
        title=gettext_lazy("Berätta att begränsningen hävs"),
        may=may_announce,
        form=forms_of.AnnounceForm,
        do=lambda request, typed, who, at: announce_lifting(
            request=request, lift_on=typed["lift_on"], why=typed["why"], at=at, **who
        ),
        done=gettext_lazy("Personen har fått veta när begränsningen hävs."),
    ),
    Act(
        key="keep",
        title=gettext_lazy("Låt begränsningen stå kvar"),
        may=may_keep,
        form=forms_of.KeepForm,
        do=lambda request, typed, who, at: take_back_lifting(request=request, why=typed["why"], at=at, **who),
        done=gettext_lazy("Begränsningen står kvar, och personen har fått veta det."),
    ),
    Act(
        key="fee_accepted",
        title=gettext_lazy("Personen godtar avgiften"),
        may=may_go_on_for_a_fee,
        form=FeeForm,
        do=accept_fee,
        done=gettext_lazy("Begäran är öppen igen, med en ny månad."),
        explained=gettext_lazy("Anteckna gärna när och hur personen sade det."),
    ),
    Act(
        key="lift",
        title=gettext_lazy("Häv begränsningen"),
        may=may_end_restriction,
        do=lambda request, typed, who, at: lift_restriction(request=request, at=at, **who),
        done=gettext_lazy("Begränsningen är hävd, och de som fick veta om den får veta det."),
        weighty=True,
    ),
)
BY_KEY = {act.key: act for act in ACTS}
