"""Other people are taken out of what a person gets; the person themselves never is."""

from __future__ import annotations

import pytest

from consents.policy import live_file
from requests_dsr.package.gathering import gather
from requests_dsr.package.others.masking import MASK, Lookup, Masker, possible_names
from tests import factories as make
from tests.factories import noon
from tests.policies import make_live
from tests.requests_dsr.cases import asking
from tests.requests_dsr.package.somebody import TODAY


@pytest.fixture
def anna(db):
    return make.create_subject(
        make_live("winston"), name="Anna Berg Ek", email="anna@example.se", phone="070-123 45 67"
    )


def body_of(subject, text, **signed):
    ticket = make.create_ticket(subject, body=text)
    rows = gather(subject, **signed).rows["subjects_supportticket"]
    ticket.delete()
    return rows[-1]["body"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param("Hej, Bo Al ringde", f"Hej, {MASK} ringde", id="a colleague by full name"),
        pytest.param("hej bo al!", f"hej {MASK}!", id="in any case"),
        pytest.param("Bo Als dator", f"{MASK} dator", id="in the genitive"),
        pytest.param("Fråga Bo, du kan bo här", f"Fråga {MASK}, du kan bo här", id="by first name"),
        pytest.param("Hej Bo\nAl!", f"Hej {MASK}!", id="over a line's end"),
        pytest.param("Boris och Alma", "Boris och Alma", id="not inside other words"),
        pytest.param("Anna Berg Ek skrev", "Anna Berg Ek skrev", id="never the person"),
        pytest.param("Sara Nyström var med", f"{MASK} var med", id="somebody known who is no colleague"),
        pytest.param("skriv till bo@firma.example.se nu", f"skriv till {MASK} nu", id="an address"),
        pytest.param("skriv till ANNA@example.se nu", "skriv till ANNA@example.se nu", id="own address"),
        pytest.param("ring 08-123 456 78", f"ring {MASK}", id="a number"),
        pytest.param("ring +46 70 123 45 67", "ring +46 70 123 45 67", id="own number, written otherwise"),
        pytest.param("nr 850101-1234 gäller", f"nr {MASK} gäller", id="a personal number"),
        pytest.param("2026-11-25 kl 10:30, 1 250 kr", "2026-11-25 kl 10:30, 1 250 kr", id="no number"),
        pytest.param("Stockholm Norra station", "Stockholm Norra station", id="capitals alone name nobody"),
    ],
)  # fmt: skip
def test_other_people_are_masked(anna, text, masked):
    org = make.create_org(anna.controller)
    make.create_contact(anna, org)
    make.create_contact(make.create_subject(anna.controller, name="Bo Al", email="bo@firma.example.se"), org)
    make.create_subject(anna.controller, name="Sara Nyström")
    assert body_of(anna, text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param("åsa ringde", f"{MASK} ringde", id="written small"),
        pytest.param("ÅSA RINGDE", f"{MASK} RINGDE", id="in capitals"),
        pytest.param("ÅSAS dator, åsas mus", f"{MASK} dator, {MASK} mus", id="in the genitive"),
        pytest.param("Lind och LIND", f"{MASK} och {MASK}", id="a name that is a word, as a name"),
        pytest.param("en lind i parken", "en lind i parken", id="a name that is a word, as a word"),
        pytest.param("åsasken är full", "åsasken är full", id="not inside another word"),
        pytest.param("bilden av van", "bilden av van", id="a particle"),
        pytest.param("berg och BERG", "berg och BERG", id="what is a part of the person's own name"),
    ],
)
def test_a_part_of_a_name_is_masked_in_any_case_where_it_is_no_word(anna, text, masked):
    org = make.create_org(anna.controller)
    make.create_contact(anna, org)
    make.create_contact(make.create_subject(anna.controller, name="Åsa van Lind"), org)
    make.create_contact(make.create_subject(anna.controller, name="Åsa Berg"), org)
    assert body_of(anna, text) == masked


def test_a_number_of_ours_is_nobodys_telephone(anna):
    request = asking(anna, at=noon(TODAY))
    ref = "08471447-0123-4567-8901-012345678901"
    type(request).objects.filter(pk=request.pk).update(ref=ref)
    make.create_invoice(
        make.create_org(anna.controller), number="0123456789",
        reference_contact=make.create_contact(anna, make.create_org(anna.controller)),
    )  # fmt: skip
    make.create_ticket(anna, number="0850101-1234")
    said = f"ärende {ref}, alltså 08471447 2026, faktura 0123456789 och 0850101-1234"
    assert body_of(anna, said) == said
    assert body_of(anna, "ring 08471448") == f"ring {MASK}"
    assert body_of(anna, "dsr:0a471447-0123-4567-8901-012345678901").startswith("dsr:0a")


def test_what_the_person_wrote_themselves_is_never_masked(anna):
    make.create_subject(anna.controller, name="Sara Nyström")
    words = "Ring Sara Nyström på 08-123 456 78"
    request = asking(anna, at=noon(TODAY))
    type(request.file).objects.filter(pk=request.file.pk).update(words=words)
    make.create_inquiry(anna, message=words)
    make.create_inquiry(anna, message=words, source_kind="staff")
    rows = gather(anna).rows
    file = rows["requests_dsr_requestfile"][0]
    assert file["words"] == words
    type(request.file).objects.filter(pk=request.file.pk).update(on_behalf="power_of_attorney")
    assert gather(anna).rows["requests_dsr_requestfile"][0]["words"] == f"Ring {MASK} på {MASK}"
    assert [row["message"] for row in rows["subjects_inquiry"]] == [words, f"Ring {MASK} på {MASK}"]


def test_a_reviewer_sees_three_places_with_the_words_around(anna):
    for number in range(4):
        make.create_ticket(anna, title="x", body=f"{number}: kollegan på 08-123 456 78 svarade inte")
    gathered = gather(anna)
    assert gathered.found["phone", "08-123 456 78"] == 4
    places = gathered.places["phone", "08-123 456 78"]
    assert [(place.before, place.after) for place in places] == [
        (f"{number}: kollegan på ", " svarade inte") for number in range(3)
    ]


def test_a_person_of_another_company_is_not_known_here(anna):
    make.create_subject(make.create_controller("winlas"), name="Sara Nyström")
    assert body_of(anna, "Sara Nyström var med") == "Sara Nyström var med"


def test_a_reviewer_leaves_open_and_adds(anna):
    make.create_subject(anna.controller, name="Sara Nyström")
    said = "Sara Nyström ringde, Kalle i växeln svarade. Maila växel@firma.example.se"
    shown = body_of(anna, said, lifted=["växel@firma.example.se"], added=["Kalle"])
    assert shown == f"{MASK} ringde, {MASK} i växeln svarade. Maila växel@firma.example.se"


def test_a_name_that_is_left_open_is_open_as_a_whole(anna):
    make.create_subject(anna.controller, name="Sara Nyström")
    said = "Sara Nyström ringde, fråga Sara"
    assert body_of(anna, said, lifted=["Sara Nyström"]) == f"Sara Nyström ringde, fråga {MASK}"
    assert body_of(anna, said) == f"{MASK} ringde, fråga {MASK}"


def test_the_words_that_stand_for_somebody_are_nobodys_name(anna):
    make.create_subject(anna.controller, name="Eva Person")
    assert body_of(anna, "Eva Person ringde") == f"{MASK} ringde"


@pytest.mark.parametrize("name", ["Weiß", "Weiss"])
@pytest.mark.parametrize("said", ["Weiß", "WEISS", "weiss", "WEI\u1e9e", "Weiß’", "WEISSs"])
def test_a_sharp_s_is_two_in_capitals(anna, name, said):
    org = make.create_org(anna.controller)
    make.create_contact(anna, org)
    make.create_contact(make.create_subject(anna.controller, name=f"André {name}"), org)
    assert "wei" not in body_of(anna, f"hej {said}!").casefold()
    assert body_of(anna, "hej Weis och Weißbier") == "hej Weis och Weißbier"


@pytest.mark.parametrize("said", ["İpek", "İpek Yıldız", "IŞIK", "Işık", "işık"])
def test_a_turkish_i_is_the_same_letter_in_any_case(anna, said):
    org = make.create_org(anna.controller)
    make.create_contact(anna, org)
    make.create_contact(make.create_subject(anna.controller, name="İpek Yıldız"), org)
    make.create_contact(make.create_subject(anna.controller, name="Can Işık"), org)
    assert body_of(anna, f"hej {said}!") == f"hej {MASK}!"


def test_every_masking_is_told_to_the_reviewer_with_its_places(anna):
    make.create_ticket(anna, body="Ring 08-123 456 78 eller bo@firma.example.se", title="08-123 456 78")
    found = gather(anna).found
    assert found == {("phone", "08-123 456 78"): 2, ("email", "bo@firma.example.se"): 1}


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("060-12 34 56", id="as it was saved"),
        pytest.param("+46 60 12 34 56", id="with its country"),
        pytest.param("0046 60-123456", id="as it is dialled from abroad"),
        pytest.param("060 / 12 34 56 eller 070-999 88 77", id="two of them"),
    ],
)
def test_a_number_the_person_saved_themselves_is_never_somebody_elses(anna, said):
    make.create_support_profile(anna, work_phone="060-12 34 56, mobil 070-999 88 77")
    assert body_of(anna, f"Ring mig på {said}") == f"Ring mig på {said}"
    assert gather(anna).found == {}


def test_the_organisation_number_of_their_own_company_is_not_masked(anna):
    make.create_contact(anna, make.create_org(anna.controller, org_number="556016-0680"))
    assert body_of(anna, "vi har 5560160680") == "vi har 5560160680"
    assert body_of(anna, "vi har 556703-7485") == f"vi har {MASK}"


def test_a_mailbox_of_the_authority_or_of_the_company_itself_is_nobodys(anna):
    company = anna.controller
    domain = live_file(company).controller.dpo_mailbox.rpartition("@")[2]
    said = f"Klaga hos imy@imy.se eller IMY@imy.se, skriv till info@{domain} eller Support@{domain}"
    assert body_of(anna, said) == said
    for other in (f"bo@{domain}", "info@annat.example.se"):
        assert body_of(anna, f"skriv till {other}") == f"skriv till {MASK}"


def test_a_postal_address_is_called_one(anna):
    request = asking(anna, at=noon(TODAY))
    type(request.file).objects.filter(pk=request.file.pk).update(
        requester_name="Göran Främling",
        requester_email="goran@annat.example.se",
        requester_address="Ekgatan 7, Orten",
        on_behalf="power_of_attorney",
    )
    assert gather(anna).found == {
        ("name", "Göran Främling"): 1,
        ("email", "goran@annat.example.se"): 1,
        ("address", "Ekgatan 7, Orten"): 1,
    }


def test_what_was_left_open_is_not_counted_as_masked(anna):
    make.create_ticket(anna, body="Ring 08-123 456 78 eller bo@firma.example.se", title="08-123 456 78")
    assert gather(anna).masked_places == 3
    assert gather(anna, lifted=["08-123 456 78"]).masked_places == 1


def test_values_inside_json_are_masked_too(anna):
    make.create_subject(anna.controller, name="Sara Nyström")
    make.create_record(anna, content={"lärare": {"Sara Nyström": ["rad\nSara Nyström", 3, None, True]}})
    content = gather(anna).rows["subjects_record"][0]["content"]
    assert content == {"lärare": {MASK: [f"rad\n{MASK}", 3, None, True]}}


def test_the_reviewers_list_of_names_is_not_in_the_package(anna):
    make.create_subject(anna.controller, name="Sara Nyström")
    make.create_ticket(anna, body="Sara Nyström")
    gathered = gather(anna)
    assert "Nyström" not in str(gathered.rows)
    assert "Nyström" in str(gathered.found)


def test_a_name_of_signs_that_mean_something_to_a_pattern_is_only_a_name():
    masker = Masker(Lookup("Anna Ek", (), {"B.* (Al", "\\d+ Ö"}), "hej B.* (Al och 12 Ö")
    assert masker.mask("hej B.* (Al och 12 Ö") == f"hej {MASK} och 12 Ö"


def test_ten_million_signs_are_masked_in_seconds(benchmark_free_clock):
    text = "Lorem Ipsum dolor 12345 a@b " * 360_000
    masker = Masker(Lookup("Anna Ek", (), {"Bo Al"}), text)
    assert len(masker.mask(text)) == len(text)
    assert benchmark_free_clock() < 60


@pytest.fixture
def benchmark_free_clock():
    import time

    start = time.process_time()
    return lambda: time.process_time() - start


def test_possible_names_are_runs_of_capitals():
    assert possible_names("hej Bo Al och Eva") == {"Bo Al"}
    assert {"Per Ulf", "Ulf Ek", "Per Ulf Ek"} <= possible_names("Per Ulf Ek")
    assert possible_names("Åke Östman-Ö'Brien") == {"Åke Östman-Ö'Brien"}
