"""What a person reads on Min profil: what, until when, why, and nothing of anybody else."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.models import SecurityEvent
from consents.models import Objection
from law.reasons import Code
from myprofile.category.items import _values
from myprofile.kept.headline import headline
from retention.law import Action, RetentionDecision
from subjects.models import AccessLog, Activity, DataSubject, Record
from tests.factories import (
    create_block,
    create_contact,
    create_contract,
    create_invoice,
    create_look,
    create_org,
    create_staff,
    create_subject,
    create_support_profile,
    create_ticket,
    create_user_for,
    noon,
)
from tests.myprofile.people import TODAY, make_policy, make_sara

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


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


def read(client: Client, path: str = "/winlas/min-profil/", **headers: str) -> str:
    """Give a page as text, tags and extra space taken away."""
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def row(text: str, title: str) -> str:
    """Give what a row of the overview says, from its title to the end of its reasons."""
    rows = text[text.index("Välj en rad") :]
    start = rows.index(title)
    return rows[start : rows.index("Läs regeln i vår policy", start)]


def test_each_kind_has_its_date_and_the_reason_for_it(hers: Client) -> None:
    text = read(hers)
    assert "Raderas 13 november 2028 om du inte använder kontot" in row(text, "Supportkonto")
    assert "Namnet tas bort 13 november 2028" in row(text, "Supportärenden")
    assert "Sparas så länge avtalet gäller och i 2 år efter det" in row(
        text, "Kunduppgifter, Granvika Bygg AB"
    )
    assert "Raderas 15 maj 2027 1 år efter sista kontakten" in row(text, "Förfrågningar")
    assert "Raderas 2 mars 2028 2 år efter att fakturan betalades" in row(text, "Fakturor som ska betalas")
    assert "Raderas 1 januari 2033 den första av 2, den sista 1 januari 2034" in row(text, "Bokföring")
    assert "Raderas 3 oktober 2028 och genast om du säger nej" in row(text, "Nyhetsbrev och intressen")


def test_the_reason_unfolds_to_the_same_four_lines(hers: Client) -> None:
    why = row(read(hers), "Varför då? Supportkonto")
    lines = [why.index(line) for line in ("Så räknar vi", "Innan dess", "Vår regel")]
    assert lines == sorted(lines)
    assert "60, 30 och 7 dagar före" in read(hers)
    assert "Rättslig grund: berättigat intresse, GDPR artikel 6.1 f" in read(hers)


def test_the_four_figures_answer_what_next_agreed_and_seen(hers: Client) -> None:
    text = read(hers)
    assert "Vi har 8 slags uppgifter" in text
    assert "Näst på tur att raderas 15 maj 2027 Förfrågningar" in text
    assert "Du har sagt ja till 1 sak" in text
    assert "Läst senaste året 1 dag" in text


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("legal_hold", "Sparas tills tvisten är över"),
        ("restriction_art18", "Pausade: sparas men används inte"),
        ("open_request", "Sparas tills du har fått svar"),
    ],
)
def test_a_block_shows_as_a_block_and_never_as_a_date(
    hers: Client, sara: DataSubject, kind: str, says: str
) -> None:
    create_block(sara, kind=kind)
    Activity.objects.all().update(happened_on=date(2022, 1, 1))  # past its date long ago, were it not blocked
    sara.support_profile.registered_at = noon(date(2022, 1, 1))
    sara.support_profile.save()
    said = row(read(hers), "Supportkonto")
    assert f"Spärr {says}" in said
    assert not re.search(r"Raderas \d", said[: said.index("Varför då?")])


@pytest.mark.parametrize("scope", [(), ("support_tickets",)])
def test_a_pause_is_told_on_the_page_of_each_kind_it_reaches(
    hers: Client, sara: DataSubject, scope: tuple[str, ...]
) -> None:
    create_block(sara, kind="restriction_art18", scope=scope, from_on=date(2026, 11, 20))
    for category in scope or ("support_tickets", "support_profile", "crm_inquiry"):
        text = read(hers, f"/winlas/min-profil/{category}/")
        assert "En paus gäller Sedan 20 november 2026" in text, category
        assert "Spärr Pausade: sparas men används inte" in text, category
    other = read(hers, "/winlas/min-profil/correspondence/")
    assert ("En paus gäller" in other) is (not scope)
    assert ("Pausade:" in row(read(hers), "Supportärenden")) is True


def test_two_pauses_of_one_kind_are_told_in_one_box(hers: Client, sara: DataSubject) -> None:
    create_block(sara, kind="restriction_art18", from_on=date(2026, 11, 18))
    create_block(sara, kind="restriction_art18", scope=("support_profile",), from_on=date(2026, 11, 20))
    text = read(hers, "/winlas/min-profil/support_profile/")
    assert text.count("En paus gäller Sedan") == 1
    assert "En paus gäller Sedan 18 november 2026" in text


def test_tickets_without_a_day_of_their_own_say_what_they_follow() -> None:
    said = headline(RetentionDecision(Action.KEEP, None, None, reasons=(Code.TICKET_FOLLOWS_PROFILE,)))
    assert (said.line, said.note) == (
        "Namnet tas bort när supportkontot raderas",
        "frågan och svaret blir kvar utan dig",
    )


def test_looking_is_not_activity_and_moves_no_date(hers: Client) -> None:
    before = list(Activity.objects.values_list("pk", flat=True))
    for path in ("", "support_profile/", "andra/"):
        hers.get(f"/winlas/min-profil/{path}")
    assert list(Activity.objects.values_list("pk", flat=True)) == before


def test_keeping_the_account_starts_the_time_anew(hers: Client) -> None:
    hers.post("/winlas/min-profil/behall/")
    assert "Raderas 24 november 2028" in row(read(hers), "Supportkonto")
    assert hers.get("/winlas/min-profil/behall/").status_code == 405


def test_somebody_without_an_account_has_nothing_to_keep(client: Client) -> None:
    person = create_subject(make_policy("winlas"))
    client.force_login(create_user_for(person))
    assert client.post("/winlas/min-profil/behall/").status_code == 404


def test_what_happened_to_the_login_is_told_for_this_company_and_this_person_alone(
    hers: Client, sara: DataSubject
) -> None:
    other = create_user_for(create_subject(sara.controller, email="annan@example.se"))
    for user, kind, network in (
        (sara.user, "code_rejected", "192.0.2.0"),
        (other, "factor_added", "198.51.100.0"),
        (None, "unknown_address", "203.0.113.0"),
    ):
        SecurityEvent.objects.create(
            controller=sara.controller, user=user, kind=kind, network=network, at=noon(TODAY)
        )
    told = read(hers)
    assert "Fel kod från nätet 192.0.2.0" in told
    assert "198.51.100.0" not in told
    assert "203.0.113.0" not in told


def test_one_login_at_two_companies_is_told_with_where_each_event_was(
    hers: Client, sara: DataSubject
) -> None:
    winston = make_policy("winston")
    create_subject(winston, email="sara@example.se", user=sara.user)
    for company, kind, place in (
        (sara.controller, "login", "here"),
        (winston, "code_rejected", "here"),
        (sara.controller, "logout", "shared"),
        (winston, "logout", "shared"),
    ):
        SecurityEvent.objects.create(
            controller=company, user=sara.user, kind=kind, place=place, at=noon(TODAY)
        )
    told = read(hers)
    assert "Du har samma inloggning hos Winston" in told
    assert "Inloggning hos WinLas" in told
    assert "Fel kod hos Winston" in told
    assert told.count("Utloggning") == 1


def test_the_same_look_many_times_in_a_day_is_one_row_with_a_count(hers: Client, sara: DataSubject) -> None:
    staff = create_staff(sara.controller, "handler")
    for minutes in (0, 5, 20):
        look = create_look(sara, staff, on=date(2026, 11, 20))
        AccessLog.objects.filter(pk=look.pk).update(at=look.at + timedelta(minutes=minutes))
    create_look(sara, staff, on=date(2026, 11, 21))
    text = read(hers)
    assert "20 november 2026 kl. 12.00–12.20, 3 gånger" in text
    assert text.count("20 november 2026 kl.") == 1
    assert "21 november 2026 kl. 12.00" in text


def test_days_are_counted_and_not_pages_and_the_account_tells_each_day_once(
    hers: Client, sara: DataSubject
) -> None:
    staff = create_staff(sara.controller, "handler")
    for minutes in range(12):
        look = create_look(sara, staff, on=date(2026, 11, 20))
        AccessLog.objects.filter(pk=look.pk).update(at=look.at + timedelta(minutes=minutes))
    assert "Läst senaste året 2 dagar senast 20 november" in read(hers)
    text = read(hers, "/winlas/min-profil/support_profile/")
    assert text.count("20 november En handläggare läste dina uppgifter. Skäl: ärende") == 1
    assert text.count("läste dina uppgifter") == 2


def test_who_looked_is_told_by_role_and_reason_but_never_by_name(hers: Client, sara: DataSubject) -> None:
    staff = create_staff(sara.controller, email="nyfiken@example.se")
    create_look(sara, staff, on=date(2026, 11, 20))
    text = read(hers)
    assert "20 november 2026 kl. 12.00 En handläggare läste dina uppgifter. Skäl: ärende" in text
    assert "nyfiken" not in text


def test_other_people_and_other_companies_are_not_seen(hers: Client, sara: DataSubject) -> None:
    other = create_subject(sara.controller, name="Bo Annan", email="bo@example.se")
    create_support_profile(other)
    create_ticket(other, title="Bos hemlighet")
    for path in ("", "support_tickets/", "customer_data/"):
        text = read(hers, f"/winlas/min-profil/{path}")
        assert "Bo Annan" not in text
        assert "Bos hemlighet" not in text


@pytest.mark.parametrize("path", ["", "andra/", "support_profile/", "val/"])
def test_each_person_reads_only_their_own_pages(client: Client, sara: DataSubject, path: str) -> None:
    """Sara was there first: whoever comes later must not be shown as her."""
    bo = create_subject(sara.controller, name="Bo Annan")
    create_support_profile(bo, work_phone="08-111 11 11")
    client.force_login(create_user_for(bo))
    html = client.get(f"/winlas/min-profil/{path}").content.decode()
    assert not re.search("Sara|070-174|Granvika", html)
    assert path == "val/" or "Bo" in html


def test_each_person_changes_only_their_own(client: Client, sara: DataSubject) -> None:
    bo = create_subject(sara.controller, name="Bo Annan")
    create_support_profile(bo)
    client.force_login(create_user_for(bo))
    client.post("/winlas/min-profil/behall/")
    client.post("/winlas/min-profil/andra/", {"full_name": "Bo Ek", "language": "sv", "work_phone": ""})
    client.post("/winlas/min-profil/val/", {"purpose": "marketing"})
    sara.refresh_from_db()
    assert sara.full_name == "Sara Nyström"
    assert not sara.support_profile.activity.filter(happened_on=TODAY).exists()
    assert not Objection.objects.filter(subject=sara).exists()
    assert Objection.objects.filter(subject=bo).exists()


@pytest.mark.parametrize("path", ["", "andra/", "support_profile/"])
def test_a_stranger_is_led_to_the_login_of_that_company(client: Client, path: str) -> None:
    make_policy("winlas")
    answer = client.get(f"/winlas/min-profil/{path}")
    assert answer.url == f"/konto/login/?next=/winlas/min-profil/{path}"


@pytest.mark.parametrize("slug", ["winston", "finns-inte"])
def test_a_company_that_knows_nothing_of_her_answers_like_one_that_is_not_here(
    hers: Client, slug: str
) -> None:
    make_policy("winston")
    answer = hers.get(f"/{slug}/min-profil/")
    assert answer.status_code == 404
    html = answer.content.decode()
    assert "Inga uppgifter hör till adressen" in html
    assert "Logga ut, och logga in igen med den adress som gäller nu." in html


@pytest.mark.parametrize("category", ["credit_check", "finns_inte", "identity"])
def test_a_kind_that_is_not_kept_has_no_page(hers: Client, category: str) -> None:
    assert hers.get(f"/winlas/min-profil/{category}/").status_code == 404


@pytest.mark.parametrize(
    ("category", "value"),
    [
        ("support_profile", "070-174 06 35"),
        ("support_tickets", "Import av schema"),
        ("customer_data", "platschef"),
        ("correspondence", "Hej, när kommer den?"),
        ("crm_inquiry", "Vi vill gärna ha en offert."),
        ("billing_claim", "1000"),
        ("accounting_records", "Granvika Bygg AB"),
        ("marketing_profile", "2 oktober 2026"),
    ],
)
def test_each_kind_opens_to_its_values_with_their_sources(hers: Client, category: str, value: str) -> None:
    text = read(hers, f"/winlas/min-profil/{category}/")
    assert value in text
    assert re.search("du lämnade det själv|uppstod när tjänsten användes", text)


def test_the_future_of_the_account_is_drawn_from_the_law(hers: Client) -> None:
    text = read(hers, "/winlas/min-profil/support_profile/")
    assert "Du gick med 12 mars 2024" in text
    assert "Du använde det senast 12 november 2026" in text
    assert "14 september 2028, 14 oktober 2028 och 6 november 2028" in text
    assert "Kontot raderas 13 november 2028" in text


def test_without_a_policy_nothing_is_said_of_dates(client: Client) -> None:
    person = create_subject(email="sara@example.se")
    client.force_login(create_user_for(person))
    answer = client.get("/winlas/min-profil/")
    assert answer.status_code == 503
    assert "Inget raderas under tiden" in answer.content.decode()


def test_english_is_whole(hers: Client) -> None:
    text = read(hers, **{"accept-language": "en"})
    assert "Erased 13 November 2028 unless you use the account or choose to keep it" in text
    assert "Legal basis: legitimate interests, GDPR Article 6(1)(f)" in text


def test_nothing_inline_stands_in_the_way_of_the_strict_policy(hers: Client) -> None:
    for path in (
        "/",
        "/winlas/min-profil/",
        "/winlas/min-profil/support_profile/",
        "/winlas/integritetspolicy/",
    ):
        answer = hers.get(path)
        html = answer.content.decode()
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert not re.search(r"<style|<script|\sstyle=|\son\w+=", html), path


def test_the_number_of_queries_does_not_grow_with_what_is_kept(hers: Client, sara: DataSubject) -> None:
    read(hers)
    with CaptureQueriesContext(connection) as few:
        read(hers)
    for _more in range(8):
        create_ticket(sara)
        create_look(sara, on=date(2026, 10, 1))
        org = create_org(sara.controller)
        create_contract(org)
        contact = create_contact(sara, org)
        create_invoice(org, paid_on=date(2026, 1, 1), reference_contact=contact)
    with CaptureQueriesContext(connection) as many:
        read(hers)
    assert len(many) == len(few)
    assert len(many) <= MOST_QUERIES, "\n".join(query["sql"][:200] for query in many)


def test_a_no_that_was_said_is_told_and_not_asked_for_again() -> None:
    reasons = (Code.MARKETING_LI_12M, Code.OBJECTION_ART21_2)
    said = headline(RetentionDecision(Action.ERASE, TODAY, TODAY, reasons=reasons))
    assert (said.line, str(said.note)) == ("Raderas i natt", "du har sagt nej till reklam")


@pytest.mark.parametrize(
    ("language", "says"), [("sv", ("Sida /produkter", "lön finns")), ("en", ("Page /produkter", "lön finns"))]
)
def test_our_own_names_of_fields_are_in_the_language_of_the_page(
    sara: DataSubject, language: str, says: tuple[str, ...]
) -> None:
    row = Record(subject=sara, category="traffic_data", content={"page": "/produkter", "lön": "finns"})
    with translation.override(language):
        told = [f"{value.label} {value.text}" for value in _values(row)]
    assert [one for one in says if one not in told] == []


def test_the_language_of_a_person_is_named_in_the_language_of_the_page(hers: Client) -> None:
    assert "Sara Nyström, Svenska" in read(hers, "/winlas/min-profil/support_profile/")
    assert "Sara Nyström, Swedish" in read(
        hers, "/winlas/min-profil/support_profile/", **{"accept-language": "en"}
    )


def test_whoever_nobody_knows_any_more_is_led_to_the_new_address(client: Client, sara: DataSubject) -> None:
    client.force_login(sara.user)
    DataSubject.objects.filter(pk=sara.pk).update(user=None)
    assert "Logga ut, och logga in igen med den adress som gäller nu." in read(client, "/min-profil/")
