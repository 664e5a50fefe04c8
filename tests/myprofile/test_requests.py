"""Asking for something on Min profil: every right, once, explained; bad input is told and nothing is lost."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from consents.law import MARKETING
from consents.models import ConsentRecord, Objection, RecordStatus
from law.rights import Right
from ledger.actor import SUBJECT, WORKER
from myprofile.requests.catalogue import OFFERS
from requests_dsr.models import DataSubjectRequest, Letter
from requests_dsr.services.deciding.proposals import preview
from requests_dsr.states import State
from subjects.models import BlockKind, DataSubject, ProcessingBlock
from subjects.services.blocks import place_block
from tests.factories import create_subject, create_user_for, noon
from tests.myprofile import people as make
from tests.myprofile.people import TODAY, make_policy, make_sara

pytestmark = pytest.mark.django_db
HERE = "/winlas/min-profil/begaranden/"
FILLED: dict[str, dict[str, Any]] = {
    "kopia": {},
    "ta-med": {},
    "ratta": {"title": "byggledare", "email": "sara@example.se", "phone": "070-174 06 35"},
    "radera": {"reach": "all"},
    "pausa": {"reach": "all", "ground": "wrong"},
    "saga-emot": {"purposes": ["improvement"]},
    "samtycke": {},
    "leverantorer": {},
    "annat-foretag": {"controller": "Granvika Bygg AB"},
    "klaga": {"words": "Ni ringde mig på natten."},
}
OPEN_AFTER = {"kopia", "ta-med", "ratta", "radera", "pausa", "saga-emot", "klaga"}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture
def sara() -> DataSubject:
    return make_sara(make_policy("winlas"))[0]


@pytest.fixture
def hers(client: Client, sara: DataSubject) -> Client:
    client.force_login(sara.user)
    return client


def ask(client: Client, slug: str, **given: Any) -> Any:
    return client.post(f"{HERE}ny/{slug}/", {"words": "", **FILLED[slug], **given}, follow=True)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("email", "inte en adress", "e-postadress: Skriv adressen som namn@example.se"),
        ("email", "x@localhost", "e-postadress: Skriv adressen som namn@example.se"),
        ("email", "sara@[127.0.0.1]", "e-postadress: Skriv adressen som namn@example.se"),
        ("phone", "ring mig", "Ange ett värde för telefonnummer."),
    ],
)
def test_a_value_that_could_never_be_written_is_told_at_once(
    hers: Client, field: str, typed: str, said: str
) -> None:
    page = text(ask(hers, "ratta", **{field: typed}))
    assert said in page
    assert typed in page, "what was typed stands there still"
    assert not DataSubjectRequest.objects.exists()


def test_an_address_and_a_number_have_fields_of_their_kind(hers: Client) -> None:
    page = text(hers.get(f"{HERE}ny/ratta/"))
    assert 'type="email" name="email"' in page
    assert 'type="tel" name="phone"' in page


def test_a_page_of_one_kind_of_data_leads_to_the_erasure_of_that_kind(hers: Client) -> None:
    page = text(hers.get("/winlas/min-profil/support_profile/"))
    assert f'href="{HERE}ny/radera/?slag=support_profile"' in page
    assert (
        "mailto:" not in page[page.index('id="h-gone"') : page.index("</section>", page.index('id="h-gone"'))]
    )
    form = text(hers.get(f"{HERE}ny/radera/?slag=support_profile"))
    assert form.count(" checked") == 2, "one kind, and that it is only some"
    assert text(hers.get(f"{HERE}ny/radera/?slag=nagot")).count(" checked") == 0
    assert text(hers.get(f"{HERE}ny/pausa/?slag=support_profile")).count(" checked") == 2


@pytest.mark.parametrize("slug", FILLED)
def test_every_right_is_asked_for_with_one_form(hers: Client, sara: DataSubject, slug: str) -> None:
    assert hers.get(f"{HERE}ny/{slug}/").status_code == 200
    answer = ask(hers, slug)
    made = DataSubjectRequest.objects.get()
    assert (made.subject, made.channel, made.identity_method) == (sara, "my_profile", "session")
    assert answer.redirect_chain[-1][0] == f"{HERE}{made.ref}/"
    assert answer.status_code == 200
    assert (made.closed_at is None) == (slug in OPEN_AFTER)


def test_everything_there_is_to_ask_for_can_be_found_and_explained(hers: Client) -> None:
    html = text(hers.get(f"{HERE}ny/"))
    assert {offer.right for offer in OFFERS} == set(Right)
    for offer in OFFERS:
        assert f"{HERE}ny/{offer.words.key}/" in html
        assert str(offer.words.text) in html


def test_a_right_that_there_is_not_is_no_page(hers: Client) -> None:
    assert hers.get(f"{HERE}ny/forsvinn/").status_code == 404


def test_nobody_who_is_not_logged_in_comes_here(client: Client) -> None:
    make_policy("winlas")
    assert client.get(HERE).status_code == 302
    assert "/konto/login/" in client.post(f"{HERE}ny/kopia/", {}).headers["location"]


# --- an erasure shows its outcome before
def test_the_page_of_an_erasure_promises_what_the_proposal_will_say(hers: Client, sara: DataSubject) -> None:
    html = text(hers.get(f"{HERE}ny/radera/"))
    asked = DataSubjectRequest(
        controller=sara.controller, subject=sara, right=Right.ERASURE, received_at=noon(TODAY)
    )
    lines = preview(request=asked, choices={}, at=noon(TODAY))["lines"]
    assert {line["category"] for line in lines} >= {"support_profile", "accounting_records"}
    for line in lines:
        assert f'value="{line["category"]}"' in html
    assert "Försvinner." in html
    assert "Sparas till och med 31 december 2033" in html
    assert "sju år efter räkenskapsårets slut" in html
    assert not DataSubjectRequest.objects.exists()


def test_an_erasure_of_some_kinds_asks_about_those_alone(hers: Client) -> None:
    ask(hers, "radera", reach="some", categories=["support_profile", "correspondence"])
    assert DataSubjectRequest.objects.get().categories == ["correspondence", "support_profile"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"reach": ""}, "Välj om det gäller allt eller bara en del"),
        ({"reach": "some"}, "Kryssa för minst ett slag av uppgifter"),
        (
            {"reach": "all", "categories": ["support_profile"]},
            "Du har valt allt men också kryssat för en del",
        ),
        ({"reach": "some", "categories": ["hemligheter"]}, "Välj bland det som står i listan"),
    ],
    ids=["neither", "some of nothing", "both", "no such kind"],
)
def test_what_to_erase_is_never_guessed(hers: Client, given: dict[str, Any], says: str) -> None:
    html = text(ask(hers, "radera", words="mina ord", **given))
    assert says in html
    assert "<title>Fel:" in html
    assert "mina ord</textarea>" in html
    assert not DataSubjectRequest.objects.exists()


def test_what_waits_for_another_request_is_not_promised_and_kept_at_once(hers: Client) -> None:
    ask(hers, "kopia")
    html = text(hers.get(f"{HERE}ny/radera/"))
    assert "Försvinner när svaret på din andra begäran har nått dig." in html
    assert "pausen är slut" not in html
    assert "Du bad oss radera, och det gör vi" not in html


@pytest.mark.parametrize(
    ("also", "says"),
    [
        ([], "Försvinner när pausen är slut."),
        (["kopia"], "Försvinner när svaret på din andra begäran har nått dig och pausen är slut."),
    ],
    ids=["a pause", "a pause and a copy"],
)
def test_what_a_pause_keeps_goes_when_it_is_over(
    hers: Client, sara: DataSubject, also: list[str], says: str
) -> None:
    place_block(
        holder=sara, kind=BlockKind.RESTRICTION_ART18, ground="Utredning 12", from_on=TODAY,
        review_on=TODAY + timedelta(days=90), by=WORKER, at=noon(TODAY),
    )  # fmt: skip
    for slug in also:
        ask(hers, slug)
    assert says in text(hers.get(f"{HERE}ny/radera/"))


# --- at once
def test_a_no_to_marketing_never_waits_for_what_is_weighed(hers: Client, sara: DataSubject) -> None:
    ask(hers, "saga-emot", purposes=["improvement"])
    ask(hers, "saga-emot", purposes=["marketing"])
    weighed, at_once = DataSubjectRequest.objects.order_by("pk")
    assert weighed.file.proposed == {"purposes": ["improvement"]}
    assert (weighed.state, at_once.state) == (State.RECEIVED, State.FULFILLED)
    assert Objection.objects.filter(subject=sara, purpose=MARKETING, outcome="absolute").exists()
    assert Objection.objects.filter(subject=sara, purpose="improvement", outcome="weighed").exists()


def test_two_kinds_of_no_in_one_form_are_two_requests(hers: Client) -> None:
    answer = ask(hers, "saga-emot", purposes=["marketing", "improvement"])
    assert answer.redirect_chain[-1][0] == HERE
    assert sorted(DataSubjectRequest.objects.values_list("state", flat=True)) == ["fulfilled", "received"]


def test_two_noes_of_one_day_are_told_apart_in_the_list(hers: Client, sara: DataSubject) -> None:
    answer = ask(hers, "saga-emot", purposes=["marketing", "improvement"])
    use = dict(_uses(sara))["improvement"].title
    assert '<p class="what">Reklam</p>' in answer.content.decode()
    assert f'<p class="what">{use}</p>' in answer.content.decode()


def test_what_somebody_asked_in_the_persons_name_is_not_told_in_the_list(hers: Client) -> None:
    ask(hers, "saga-emot", purposes=["marketing"])
    DataSubjectRequest.objects.update(identity_method="")
    assert '<p class="what">Reklam</p>' not in hers.get(HERE).content.decode()


def test_a_second_use_objected_to_pauses_as_well(hers: Client, sara: DataSubject) -> None:
    uses = [one for one, _c in _uses(sara) if one not in ("marketing", "profiling")][:2]
    for use in uses:
        ask(hers, "saga-emot", purposes=[use])
    assert DataSubjectRequest.objects.get().file.proposed == {"purposes": sorted(uses)}
    assert set(Objection.objects.filter(ended_at=None).values_list("purpose", flat=True)) == set(uses)


def _uses(person: DataSubject) -> list[tuple[str, Any]]:
    from myprofile.requests.asking import uses_of

    return list(uses_of(person))


def test_a_pause_holds_from_the_press_and_widens_when_more_is_asked(hers: Client, sara: DataSubject) -> None:
    ask(hers, "pausa", reach="some", categories=["support_profile"])
    block = ProcessingBlock.objects.get(subject=sara, until_on=None)
    assert (block.kind, block.scope, block.from_on) == ("restriction_art18", ["support_profile"], TODAY)
    ask(hers, "pausa", reach="some", categories=["crm_inquiry"])
    standing = ProcessingBlock.objects.get(subject=sara, until_on=None)
    assert standing.scope == ["crm_inquiry", "support_profile"]
    ask(hers, "pausa", reach="all")
    assert ProcessingBlock.objects.get(subject=sara, until_on=None).scope == []


def test_a_pause_is_told_on_every_page_it_concerns(hers: Client) -> None:
    assert "En paus gäller" not in text(hers.get("/winlas/min-profil/"))
    ask(hers, "pausa", reach="some", categories=["support_profile"])
    assert "En paus gäller" in text(hers.get("/winlas/min-profil/"))
    html = text(hers.get(HERE))
    assert "Det här gäller nu" in html
    assert "Sedan 23 november 2026" in html


def test_the_ground_of_a_pause_stands_beside_the_persons_words(hers: Client) -> None:
    html = text(ask(hers, "pausa", ground="claim", words="Det gäller tvisten."))
    file = DataSubjectRequest.objects.get().file
    assert (file.words, file.proposed) == ("Det gäller tvisten.", {"grounds": ["18.1.c"]})
    assert "<dt>Skäl</dt><dd>Ni behöver dem inte längre, men jag gör det</dd>" in html
    assert "<dt>Dina ord</dt><dd>Det gäller tvisten.</dd>" in html


def test_what_was_added_to_an_open_request_is_said_as_it_was(hers: Client) -> None:
    assert "Pausen gäller nu." in text(ask(hers, "pausa"))
    assert "det här är tillagt i den" in text(ask(hers, "pausa", ground="claim"))
    assert "la till det du skrev" in text(ask(hers, "pausa", words="Mer"))
    ask(hers, "kopia")
    assert "Du hade redan en sådan begäran, och den gäller." in text(ask(hers, "kopia"))


def test_a_consent_is_taken_back_at_once(hers: Client, sara: DataSubject) -> None:
    assert "Nyhetsbrev" in text(hers.get(f"{HERE}ny/samtycke/")) or "Du sa ja" in text(
        hers.get(f"{HERE}ny/samtycke/")
    )
    ask(hers, "samtycke")
    assert not ConsentRecord.objects.filter(subject=sara, status=RecordStatus.GIVEN).exists()
    assert "inget att ta tillbaka" in text(hers.get(f"{HERE}ny/samtycke/"))


def test_the_answer_names_the_consents_that_ended_as_the_page_of_choices_does(
    hers: Client, sara: DataSubject
) -> None:
    make.say_yes(sara, "email", on=TODAY, purpose="profiling")
    assert "Kakor ändrar du på webbplatsen" in text(hers.get(f"{HERE}ny/samtycke/"))
    ask(hers, "samtycke")
    letter = Letter.objects.get(event="request_answered").body
    titles = "Nyhetsbrev med e-post, Räkna tryck på länkar i våra mejl"
    assert f"Du har tagit tillbaka ditt samtycke: {titles}. Det gäller redan." in letter
    assert "noterat ditt nej" not in letter
    assert "Kakor – ändra ditt val" in letter


@pytest.mark.parametrize(("slug", "use"), [("winlas", "purchase_delivery"), ("winston", "service_provision")])
def test_who_is_logged_in_may_object_to_the_same_uses_as_anybody(client: Client, slug: str, use: str) -> None:
    person = create_subject(make_policy(slug), name="Karin Ek", email="karin@example.se")
    create_user_for(person)
    public = uses_offered(client.get(f"/{slug}/begaran/saga-emot/"))
    client.force_login(person.user)
    own = uses_offered(client.get(f"/{slug}/min-profil/begaranden/ny/saga-emot/"))
    assert use in public, "it rests on our interests for a contact person"
    assert own - {"marketing", "profiling"} == public


def uses_offered(page: Any) -> set[str]:
    return set(re.findall(r'name="purposes" value="(\w+)"', page.content.decode()))


def test_an_objection_pauses_what_the_use_takes_of_a_contact_person(hers: Client, sara: DataSubject) -> None:
    ask(hers, "saga-emot", purposes=["purchase_delivery"])
    pause = ProcessingBlock.objects.get(subject=sara, kind="restriction_art18")
    assert "customer_data" in pause.scope
    assert "support_profile" not in pause.scope


def test_a_no_to_marketing_beside_a_weighed_objection_is_said_to_hold(hers: Client) -> None:
    html = text(ask(hers, "saga-emot", purposes=["marketing", "profiling", "improvement"]))
    assert "Ditt nej till reklam och profilering gäller redan, och vi har mejlat ett svar." in html
    assert "Pausen gäller nu." in html


def test_the_list_of_suppliers_is_answered_on_the_spot(hers: Client) -> None:
    html = text(ask(hers, "leverantorer"))
    assert "Här är våra biträden och underbiträden" in html


def test_a_question_for_another_company_is_sent_on_with_a_receipt(hers: Client) -> None:
    html = text(ask(hers, "annat-foretag", controller="Granvika Bygg AB"))
    assert "Granvika Bygg AB" in html
    assert "Vem vi skickar begäran till" in html
    assert "Vi har fått din begäran och mejlat ett kvitto." in html
    assert "Det gäller redan" not in html


def test_a_complaint_tells_of_the_authority_and_the_court(hers: Client) -> None:
    html = text(hers.get(f"{HERE}ny/klaga/"))
    assert "Integritetsskyddsmyndigheten" in html
    assert "domstol" in html


# --- corrections
def test_only_what_differs_is_proposed(hers: Client) -> None:
    ask(hers, "ratta", title="byggledare")
    assert DataSubjectRequest.objects.get().file.proposed == {"title": "byggledare"}


def test_a_correction_of_nothing_is_told(hers: Client) -> None:
    html = text(ask(hers, "ratta", title="platschef"))
    assert "Ändra minst en uppgift, eller skriv vad som är fel" in html
    assert not DataSubjectRequest.objects.exists()


# --- twice
def test_a_second_one_is_told_of_the_first_and_added_to_it(hers: Client) -> None:
    ask(hers, "kopia", words="Allt om 2025")
    assert "Du har redan en sådan begäran" in text(hers.get(f"{HERE}ny/kopia/"))
    with time_machine.travel(noon(TODAY + timedelta(days=3)), tick=False):
        html = text(ask(hers, "kopia", words="och 2026"))
    made = DataSubjectRequest.objects.get()
    assert made.file.words == "Allt om 2025\n\noch 2026"
    assert "Du hade redan en sådan begäran" in html
    assert made.received_at == noon(TODAY)


@pytest.mark.parametrize("slug", ["kopia", "leverantorer"])
def test_a_form_sent_twice_is_one(hers: Client, slug: str) -> None:
    ask(hers, slug, words="en gång", once="a1b2")
    html = text(ask(hers, slug, words="en gång", once="a1b2"))
    assert "Vi har redan fått det du skickade" in html
    made = DataSubjectRequest.objects.get()
    assert made.file.words == "en gång"
    assert made.events.filter(code__startswith="ADDED").count() == 0


def test_two_open_tabs_are_two_forms(hers: Client) -> None:
    first, second = (hers.get(f"{HERE}ny/kopia/").context["form"]["once"].value() for _tab in range(2))
    assert first != second


# --- bad input
@pytest.mark.parametrize("slug", sorted(FILLED))
@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "=HYPERLINK(1)",
        "\u202eexe.fdp",
        "a\u200bb",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        "%s {} {{ x }} %(a)s",
    ],
    ids=["html", "formula", "turned", "zero width", "emoji", "templates"],
)
def test_hostile_words_are_kept_as_text_and_never_run(hers: Client, slug: str, words: str) -> None:
    answer = ask(hers, slug, words=words)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "<script" not in html
    assert "\u202e" not in html
    file = DataSubjectRequest.objects.get().file
    assert words in file.words


def test_text_that_nobody_can_see_is_none(hers: Client) -> None:
    html = text(ask(hers, "klaga", words="\u200b\u2060 \u202e"))
    assert "Skriv något först" in html
    ask(hers, "kopia", words="\u200b")
    assert DataSubjectRequest.objects.get().file.words == ""


def test_too_long_a_text_is_told_with_its_length_and_kept(hers: Client) -> None:
    html = text(ask(hers, "kopia", words="å" * 20_001))
    assert "Texten är 20001 tecken, och 20000 får plats" in html
    assert "å" * 20_001 in html
    assert not DataSubjectRequest.objects.exists()


def test_ten_megabytes_are_refused_in_words(hers: Client) -> None:
    hers.raise_request_exception = False
    answer = hers.post(f"{HERE}ny/kopia/", {"words": "a" * 10_000_000})
    assert answer.status_code == 413
    assert "Det var för mycket för ett formulär" in text(answer)
    assert not DataSubjectRequest.objects.exists()


def test_nothing_is_cut_when_the_words_together_are_too_many(hers: Client) -> None:
    for letter in "abc":
        ask(hers, "kopia", words=letter * 19_000)
    words = list(DataSubjectRequest.objects.order_by("pk").values_list("file__words", flat=True))
    assert words == ["a" * 19_000 + "\n\n" + "b" * 19_000, "c" * 19_000]


@pytest.mark.parametrize("nonsense", ["\x00", "x" * 5000, "'; drop table"])
def test_a_nonsense_choice_is_an_error_and_no_fault(hers: Client, nonsense: str) -> None:
    for slug in ("radera", "pausa", "saga-emot"):
        given = {"reach": nonsense, "ground": nonsense, "categories": [nonsense], "purposes": [nonsense]}
        assert ask(hers, slug, once=nonsense, **given).status_code == 200
    assert not DataSubjectRequest.objects.exists()


# --- whose
def test_others_requests_do_not_exist(client: Client, sara: DataSubject) -> None:
    client.force_login(sara.user)
    ask(client, "kopia")
    ref = DataSubjectRequest.objects.get().ref
    other = create_subject(sara.controller, name="Bo Ek")
    client.force_login(create_user_for(other))
    for path in ("", "lagg-till/", "svara/", "ta-tillbaka/"):
        assert client.get(f"{HERE}{ref}/{path}").status_code == 404
    for path in ("det-ar-jag/", "ny-kod/"):
        assert client.post(f"{HERE}{ref}/{path}").status_code == 404


def test_somebody_unknown_to_the_company_gets_the_usual_page(client: Client, sara: DataSubject) -> None:
    make_policy("winston")
    client.force_login(sara.user)
    answer = client.get("/winston/min-profil/begaranden/ny/kopia/")
    assert answer.status_code == 404
    assert "Inget finns här" in text(answer)


def test_a_person_whose_rows_were_joined_sees_what_became_theirs(client: Client, sara: DataSubject) -> None:
    from requests_dsr.services.receiving.matching import match_request
    from tests.requests_dsr.cases import asking

    twin = create_subject(sara.controller, name="Sara Nystrom")
    request = asking(twin, at=noon(TODAY))
    match_request(request=request, subject=sara, by=SUBJECT, at=noon(TODAY))
    client.force_login(sara.user)
    assert str(request.ref) in text(client.get(HERE))
    assert client.get(f"{HERE}{request.ref}/").status_code == 200


def test_the_form_of_an_erasure_names_what_stays_beside_it(hers: Client) -> None:
    page = text(hers.get(f"{HERE}ny/radera/"))
    stays = page[page.index("Det här finns kvar ändå") :]
    for title in ("Vem du är hos oss", "Inloggning till Min profil", "Vem som har läst dina uppgifter"):
        assert title in stays
