"""Yes and no on Min profil: one press each, in force at once, nothing pre-ticked."""

from __future__ import annotations

import re
from datetime import date, timedelta

import jsonschema
import pytest
import time_machine
from django.test import Client

from consents.models import ConsentRecord, Objection, Suppression
from ledger.models import LedgerEntry
from register.models import ConsentText
from subjects.models import DataSubject
from tests.consents.companies import new_words
from tests.consents.test_receipts import SCHEMA
from tests.factories import create_subject, create_user_for, noon
from tests.myprofile.people import TODAY, make_policy, say_yes
from tests.publicforms.outsider import words_of

pytestmark = pytest.mark.django_db
PAGE = "/winlas/min-profil/val/"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture
def sara() -> DataSubject:
    person = create_subject(make_policy("winlas"), name="Sara Nyström", phone="070-174 06 35")
    create_user_for(person)
    return person


@pytest.fixture
def hers(client: Client, sara: DataSubject) -> Client:
    client.force_login(sara.user)
    return client


def newsletter() -> ConsentText:
    return ConsentText.objects.get(key="newsletter_email")


def test_nothing_is_yes_before_the_person_has_said_so(hers: Client) -> None:
    html = hers.get(PAGE).content.decode()
    consents = html[: html.index("Tills du säger nej")]
    assert 'class="state yes"' not in consents
    assert consents.count('value="yes"') == ConsentText.objects.exclude(channel="web").count()


def test_one_press_says_yes_and_one_press_says_no(hers: Client, sara: DataSubject) -> None:
    hers.post(PAGE, {"text": newsletter().pk, "say": "yes"})
    assert ConsentRecord.objects.get(subject=sara).status == "given"
    html = hers.post(PAGE, {"text": newsletter().pk, "say": "no"}, follow=True).content.decode()
    assert ConsentRecord.objects.get(subject=sara).status == "withdrawn"
    assert "Du har sagt nej till: Nyhetsbrev med e-post. Det gäller från i dag kl. 12.00." in html


def test_one_no_leaves_the_other_yes(hers: Client, sara: DataSubject) -> None:
    say_yes(sara, "email", on=date(2026, 10, 2))
    say_yes(sara, "sms", on=date(2026, 10, 2))
    hers.post(PAGE, {"text": newsletter().pk, "say": "no"})
    assert dict(ConsentRecord.objects.values_list("channel", "status")) == {
        "email": "withdrawn",
        "sms": "given",
    }


def test_no_to_all_marketing_takes_every_channel_and_leaves_profiling(
    hers: Client, sara: DataSubject
) -> None:
    say_yes(sara, "email", on=date(2026, 10, 2))
    html = hers.post(PAGE, {"purpose": "marketing"}, follow=True).content.decode()
    assert ConsentRecord.objects.get(subject=sara).status == "withdrawn"
    assert set(Objection.objects.values_list("purpose", flat=True)) == {"marketing"}
    assert "Du har sagt nej till reklam" in html
    assert html.count('value="profiling"') == 1  # still on, and still one press from no


def test_what_is_profiling_is_called_so_before_the_choice(hers: Client) -> None:
    html = hers.get(PAGE).content.decode()
    assert html.count("Det här kallas profilering.") == 1
    assert html.index("Reklam per telefon") < html.index("Det här kallas profilering.")


def test_no_to_profiling_leaves_marketing(hers: Client) -> None:
    hers.post(PAGE, {"purpose": "profiling", "channel": ""})
    assert list(Objection.objects.values_list("purpose", "channel")) == [("profiling", "")]


def test_the_words_said_yes_to_can_be_read(hers: Client) -> None:
    assert newsletter().text_sv in hers.get(PAGE).content.decode()


def test_earlier_answers_are_listed(hers: Client, sara: DataSubject) -> None:
    say_yes(sara, "email", on=date(2026, 10, 2))
    assert "2 oktober 2026" in hers.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "typed",
    [{"text": "x", "say": "yes"}, {"text": "99999999999999999999", "say": "yes"}, {"say": "yes"}, {}],
    ids=["no number", "too great", "no text", "nothing"],
)
def test_what_was_not_asked_cannot_be_answered(hers: Client, typed: dict[str, str]) -> None:
    assert hers.post(PAGE, typed).status_code == 404
    assert not ConsentRecord.objects.exists()


def test_the_words_of_another_company_cannot_be_answered(hers: Client) -> None:
    make_policy("winston")
    theirs = ConsentText.objects.filter(policy_version__controller__slug="winston").first()
    assert hers.post(PAGE, {"text": theirs.pk, "say": "yes"}).status_code == 404


@pytest.mark.parametrize("typed", [{"purpose": "finns_inte"}, {"purpose": "marketing", "channel": "duva"}])
def test_what_is_not_done_is_refused_in_words(hers: Client, typed: dict[str, str]) -> None:
    html = hers.post(PAGE, typed, follow=True).content.decode()
    assert "Det finns inget sådant att säga nej till" in html
    assert not Objection.objects.exists()


def test_another_site_cannot_answer_for_her(sara: DataSubject) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(sara.user)
    assert client.post(PAGE, {"purpose": "marketing"}).status_code == 403
    assert not Objection.objects.exists()


def test_the_first_page_counts_her_yes(hers: Client, sara: DataSubject) -> None:
    say_yes(sara, "email", on=date(2026, 10, 2))
    html = re.sub(r"<[^>]+>", " ", hers.get("/winlas/min-profil/").content.decode())
    assert re.search(r"Du har sagt ja till\s+1 sak\s+Nyhetsbrev med e-post", html)


def test_her_consents_are_a_file_that_others_can_read(hers: Client, sara: DataSubject) -> None:
    record = say_yes(sara, "email", on=date(2026, 10, 2))
    assert "/winlas/min-profil/val/samtycken.jsonld" in hers.get(PAGE).content.decode()
    answer = hers.get(f"{PAGE}samtycken.jsonld")
    assert answer["Content-Type"].startswith("application/ld+json")
    assert answer["Content-Disposition"] == 'attachment; filename="samtycken-2026-11-23.jsonld"'
    (one,) = answer.json()
    jsonschema.validate(one, SCHEMA)
    assert one["record_id"] == str(record.ref)


def test_nobody_else_gets_her_file(client: Client, sara: DataSubject) -> None:
    say_yes(sara, "email", on=date(2026, 10, 2))
    assert client.get(f"{PAGE}samtycken.jsonld").status_code == 302
    stranger = create_subject(make_policy("winston"), name="Bo Ek")
    client.force_login(create_user_for(stranger))
    assert client.get(f"{PAGE}samtycken.jsonld").status_code == 404


# --- a yes that ends by itself ---------------------------------------------------------------


def test_a_yes_that_ran_out_is_no_yes_and_is_asked_again_where_she_is_logged_in(
    hers: Client, sara: DataSubject
) -> None:
    say_yes(sara, "email", on=TODAY - timedelta(days=732))
    first = hers.get("/winlas/min-profil/").content.decode()
    assert "Ett ja har slutat gälla" in first
    assert "Nyhetsbrev med e-post" in first
    html = hers.get(PAGE).content.decode()
    assert "Ditt ja gällde en viss tid, och den är slut" in html
    assert 'class="state yes"' not in html[: html.index("Tills du säger nej")]
    hers.post(PAGE, {"text": newsletter().pk, "say": "yes"})
    assert "Ett ja har slutat gälla" not in hers.get("/winlas/min-profil/").content.decode()
    kinds = ConsentRecord.objects.filter(subject=sara).order_by("pk").values_list("status", flat=True)
    assert list(kinds) == ["superseded", "given"]


def test_a_yes_to_words_that_changed_is_asked_again_and_never_moved(hers: Client, sara: DataSubject) -> None:
    old = say_yes(sara, "email", on=date(2026, 10, 2))
    new_words("winlas", "newsletter_email", "Ja, WinLas får mejla mig allt.", at=noon(TODAY))
    assert "Ett ja har slutat gälla" in hers.get("/winlas/min-profil/").content.decode()
    html = hers.get(PAGE).content.decode()
    assert "Vi har skrivit om texten" in html
    assert "Ja, WinLas får mejla mig allt." in html
    old.refresh_from_db()
    assert (
        old.text.text_sv
        == "Ja, WinLas får mejla mig nyheter om sina produkter. Jag kan säga nej när jag vill."
    )


def test_what_she_answers_no_to_is_not_asked_again(hers: Client, sara: DataSubject) -> None:
    say_yes(sara, "email", on=TODAY - timedelta(days=732))
    hers.post(PAGE, {"text": newsletter().pk, "say": "no"})
    assert "slutat gälla" not in hers.get("/winlas/min-profil/").content.decode()


def test_of_two_tabs_the_words_shown_are_the_words_answered(hers: Client, sara: DataSubject) -> None:
    shown = newsletter().pk
    new_words("winlas", "newsletter_email", "Ja, WinLas får mejla mig allt.", at=noon(TODAY))
    html = hers.post(PAGE, {"text": shown, "say": "yes"}, follow=True).content.decode()
    assert "Texten har ändrats sedan sidan öppnades" in html
    assert not ConsentRecord.objects.exists()


def test_of_two_tabs_with_different_answers_the_later_press_stands(hers: Client, sara: DataSubject) -> None:
    with time_machine.travel(noon(TODAY), tick=True):
        for say in ("yes", "no", "yes", "no"):
            hers.post(PAGE, {"text": newsletter().pk, "say": say})
    standing = ConsentRecord.objects.filter(subject=sara).exclude(status="superseded")
    assert [one.status for one in standing] == ["withdrawn"]
    html = hers.get(PAGE).content.decode()
    assert 'class="state yes"' not in html[: html.index("Tills du säger nej")]


def test_a_double_press_is_one_answer(hers: Client, sara: DataSubject) -> None:
    for _press in range(2):
        hers.post(PAGE, {"text": newsletter().pk, "say": "yes"})
    assert ConsentRecord.objects.get(subject=sara).events.count() == 1


def test_a_yes_that_her_own_no_goes_before_is_told_as_what_it_is(hers: Client, sara: DataSubject) -> None:
    hers.post(PAGE, {"purpose": "profiling", "channel": ""})
    tracking = ConsentText.objects.get(key="mail_tracking")
    told = hers.post(PAGE, {"text": tracking.pk, "say": "yes"}, follow=True).content.decode()
    assert "Ditt nej till profilering står kvar" in told
    told = hers.post(PAGE, {"text": newsletter().pk, "say": "yes"}, follow=True).content.decode()
    assert "står kvar" not in told


@pytest.mark.parametrize(
    ("purpose", "channel"), [("marketing", "phone"), ("marketing", "letter"), ("profiling", "")]
)
def test_a_no_is_taken_back_by_the_person_and_both_stand_in_the_history(
    hers: Client, sara: DataSubject, purpose: str, channel: str
) -> None:
    hers.post(PAGE, {"purpose": purpose, "channel": channel})
    assert Objection.objects.get(ended_at=None).purpose == purpose
    before = words_of(hers.get(PAGE))
    assert "Du sa nej 23 november 2026 kl. 12.00 Min profil" in before
    after = words_of(hers.post(PAGE, {"again": purpose, "channel": channel}, follow=True))
    assert not Objection.objects.filter(ended_at=None).exists()
    assert "Du har tagit tillbaka ditt nej" in after
    assert "Ditt nej upphörde 23 november 2026 kl. 12.00" in after
    assert "Ta tillbaka ditt nej" in before
    assert "Ta tillbaka ditt nej" not in after
    assert LedgerEntry.objects.filter(action="consent.object_end").count() == 1


def test_taking_back_one_no_opens_its_own_channel_alone(hers: Client, sara: DataSubject) -> None:
    hers.post(PAGE, {"purpose": "marketing"})
    hers.post(PAGE, {"again": "marketing", "channel": "phone"})
    assert set(Suppression.objects.values_list("channel", flat=True)) == {"email", "sms"}
    still = set(Objection.objects.filter(ended_at=None).values_list("channel", flat=True))
    assert still == {"email", "sms", "letter", "social"}


@pytest.mark.parametrize(
    ("purpose", "channel"), [("marketing", "email"), ("marketing", ""), ("improvement", "")]
)
def test_what_needs_a_yes_is_not_opened_by_taking_back_a_no(
    hers: Client, sara: DataSubject, purpose: str, channel: str
) -> None:
    hers.post(PAGE, {"purpose": "marketing"})
    page = words_of(hers.post(PAGE, {"again": purpose, "channel": channel}, follow=True))
    assert "Det nej som du vill ta tillbaka finns inte här" in page
    assert Objection.objects.filter(ended_at=None).count() == 5
