"""Access, rectification, restriction, objection, withdrawal, overview, complaint: each does its deed."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.db import transaction

from connectors.models import RecipientNotice
from consents.keyed import Address
from consents.models import Objection
from consents.selectors import is_suppressed, standing_answers
from consents.services import Said, give_consent, text_for
from law.calendar import midnight_after
from law.rights import Right
from ledger.actor import SUBJECT
from ledger.models import LedgerEntry
from register.models import Processor, Transfer
from register.selectors import live_policy
from requests_dsr.answers.base import FactsMoved
from requests_dsr.models import Channel, DataSubjectRequest, Letter, Package
from requests_dsr.overview import overview
from requests_dsr.package.others.masking import MASK
from requests_dsr.pauses import standing
from requests_dsr.selectors import asked_before, deliveries_frozen
from requests_dsr.services.asking.questions import ask_clarification, establish_identity
from requests_dsr.services.deciding.lifting import announce_lifting, lift_restriction, may_lift
from requests_dsr.services.deciding.proposals import decide, preview
from requests_dsr.services.moving.transitions import ForbiddenMove, move
from requests_dsr.services.reaching.packages import CannotOpenPackage, open_package
from requests_dsr.services.receiving.matching import add_words, count_recruitment, match_request
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from requests_dsr.services.receiving.own_edit import note_own_edit
from requests_dsr.states import State
from subjects import models as m
from subjects.services.errors import IdentityTaken, NotPossible
from tests import factories as make
from tests.policies import make_live
from tests.requests_dsr.cases import NOW, TODAY, asking, confirmed, days, decided, proposed


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


def answer_letter():
    return Letter.objects.filter(event="request_answered").latest("pk").body


# --- access ----------------------------------------
def test_an_access_request_is_answered_with_a_package_that_opens(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY, message="min egen fråga")
    request = decided(asking(anna), handler, dpo)
    package = Package.objects.get()
    data = b"".join(open_package(package=package, user=make.create_user_for(anna), by=SUBJECT, at=NOW))
    assert "min egen fråga" in zipfile.ZipFile(io.BytesIO(data)).read("package.json").decode()
    assert (request.state, package.signed_by) == ("fulfilled", dpo["user"])
    assert "inom sju dagar" in answer_letter()
    assert mail.outbox[-1].attachments == []


def test_the_reviewer_sees_each_masking_and_signs_what_was_seen(anna, handler, dpo):
    make.create_subject(anna.controller, name="Sara Nyström")
    make.create_ticket(anna, body="Sara Nyström och växeln 08-123 456 78")
    request = proposed(asking(anna), handler, lifted=["08-123 456 78"])
    from requests_dsr.answers.copies import CopyAnswer

    looked = CopyAnswer("access").look_through(request, request.file.plan["masking"], at=NOW)
    seen = {one.text: one.lifted for one in looked.masked}
    assert seen == {"Sara Nyström": False, "08-123 456 78": True}
    make.create_ticket(anna, body="Ring kalle@firma.example.se")
    with pytest.raises(FactsMoved):
        decide(request=request, outcome=State.FULFILLED, at=NOW, **dpo)
    assert not Package.objects.exists()


def test_when_all_is_left_open_nobody_says_that_something_is_masked(anna, handler, dpo):
    number = "08-123 456 78"
    make.create_ticket(anna, body=f"Växeln har {number}", title=number)
    request = proposed(asking(anna), handler, lifted=[number], why="Det är vår egen växel")
    assert request.file.plan["masked"] == 0
    decide(request=request, outcome=State.FULFILLED, at=NOW, **dpo)
    package = Package.objects.get()
    data = b"".join(open_package(package=package, user=make.create_user_for(anna), by=SUBJECT, at=NOW))
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert package.masked == json.loads(archive.read("package.json"))["masked_places"] == 0
    assert not [name for name in archive.namelist() if MASK in archive.read(name).decode()]
    assert "dolda" not in answer_letter()


def test_the_copy_the_proposal_and_the_letter_count_the_same(anna, handler, dpo):
    make.create_ticket(anna, body="Växeln 08-123 456 78, eller Bosse", title="bo@firma.example.se")
    request = proposed(asking(anna), handler, lifted=["08-123 456 78"], added=["Bosse"], why="Vår växel")
    decide(request=request, outcome=State.FULFILLED, at=NOW, **dpo)
    assert request.file.plan["masked"] == Package.objects.get().masked == 2
    assert "dolda" in answer_letter()


def test_new_rows_with_nobody_elses_data_do_not_hold_up_a_package(anna, handler, dpo):
    request = proposed(asking(anna), handler)
    make.create_look(anna)
    assert decide(request=request, outcome=State.FULFILLED, at=NOW, **dpo).state == "fulfilled"


def test_portability_has_a_package_of_its_own(anna, handler, dpo):
    decided(asking(anna, Right.PORTABILITY), handler, dpo, State.REFUSED)
    assert "Artikel 20.1" in answer_letter()
    text = text_for(anna, "marketing", "email")
    give_consent(subject=anna, text=text, said=Said(by=SUBJECT, at=NOW, way="my_profile"))
    DataSubjectRequest.objects.all().update(state="withdrawn")
    decided(asking(anna, Right.PORTABILITY, at=NOW), handler, dpo)
    assert Package.objects.get().kind == "portability"


def test_what_lies_outside_of_article_20_is_explained_and_refuses_nothing(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    text = text_for(anna, "marketing", "email")
    give_consent(subject=anna, text=text, said=Said(by=SUBJECT, at=NOW, way="my_profile"))
    request = decided(asking(anna, Right.PORTABILITY), handler, dpo)
    assert request.exception_codes == []
    assert "Det här går inte att ta med:" in answer_letter()
    assert "Be om en kopia, så får du allt." in answer_letter()
    assert "domstol" not in answer_letter()


def test_a_file_that_is_held_back_is_told_with_its_reason_and_the_court(anna, handler, dpo):
    attached = m.TicketAttachment(ticket=make.create_ticket(anna, opened_on=TODAY))
    attached.file.save("kollega.pdf", ContentFile(b"%PDF-1.4"))
    request = proposed(asking(anna), handler, withheld_files=[attached.file.name], why="visar en kollega")
    request = decide(request=request, outcome=State.PARTLY_FULFILLED, at=NOW, **dpo)
    assert request.exception_codes == ["A15_4_OTHERS"]
    for said in ("En fil är inte med i kopian.", "Artikel 15.4", "Det vi lämnar ut ligger", "domstol"):
        assert said in answer_letter()
    assert "Allt vi har" not in answer_letter()


def test_a_file_held_back_from_what_is_taken_along_is_a_no_to_a_part(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    text = text_for(anna, "marketing", "email")
    give_consent(subject=anna, text=text, said=Said(by=SUBJECT, at=NOW, way="my_profile"))
    request = proposed(
        asking(anna, Right.PORTABILITY), handler, withheld_files=["tickets/kollega.pdf"], why="kollega"
    )
    request = decide(request=request, outcome=State.PARTLY_FULFILLED, at=NOW, **dpo)
    assert request.exception_codes == ["A20_4_OTHERS"]
    assert "Artikel 20.4" in answer_letter()
    assert "domstol" in answer_letter()


def test_what_somebody_wrote_about_the_person_is_a_no_to_a_part_where_it_is_masked(anna, handler, dpo):
    make.create_ticket(anna, body="Bosse tycker att hon ljuger")
    masked = {"added": ["Bosse tycker att hon ljuger"], "hides_own": True, "why": "Lovad tystnad"}
    request = decided(asking(anna), handler, dpo, State.PARTLY_FULFILLED, **masked)
    assert request.exception_codes == ["A15_4_OTHERS"]
    assert "Allt vi har" not in answer_letter()
    assert "domstol" in answer_letter()


def test_others_names_alone_are_no_part_of_the_persons_own(anna, handler, dpo):
    make.create_ticket(anna, body="Bosse ringde, från bo@firma.example.se")
    request = decided(asking(anna), handler, dpo, added=["Bosse"], why="Smeknamn")
    assert request.state == "fulfilled"
    assert "Allt vi har ligger" in answer_letter()
    assert "artikel 15.4" in answer_letter()


def test_a_package_that_cannot_be_written_leaves_the_request_open(anna, handler, dpo, monkeypatch):
    from requests_dsr.services.reaching import packages

    request = proposed(asking(anna), handler)

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packages, "move_into_place", full)
    with pytest.raises(OSError, match="space"):
        decide(request=request, outcome=State.FULFILLED, at=NOW, **dpo)
    request.refresh_from_db()
    assert (request.state, Package.objects.count()) == ("review", 0)
    monkeypatch.undo()
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())
    assert decide(request=request, outcome=State.FULFILLED, at=NOW, **dpo).state == "fulfilled"


# --- rectification ----------------------------------------
def test_values_are_accepted_field_by_field(anna, handler, dpo):
    make.create_support_profile(anna, work_phone="08-1")
    request = asking(anna, Right.RECTIFICATION, proposed={"full_name": "Anna Berg", "work_phone": "08-2"})
    decided(
        request,
        handler,
        dpo,
        State.PARTLY_FULFILLED,
        accepted=["full_name"],
        why={"work_phone": "Numret stämmer."},
    )
    anna.refresh_from_db()
    assert (anna.full_name, anna.support_profile.work_phone) == ("Anna Berg", "08-1")
    body = answer_letter()
    assert "Vi har rättat: namn." in body
    assert "telefon i supportkontot: Numret stämmer." in body
    assert "domstol" in body


def test_the_old_value_stands_in_the_file_and_nowhere_else(anna, handler, dpo):
    request = decided(
        asking(anna, Right.RECTIFICATION, proposed={"full_name": "Anna Berg"}),
        handler,
        dpo,
        accepted=["full_name"],
    )
    assert request.file.plan["fields"][0]["old"] == "Anna Ek"
    assert "Anna Ek" not in str(list(m.DataSubject.objects.values()))
    assert not LedgerEntry.objects.filter(counts__icontains="Anna").exists()


@pytest.mark.parametrize(
    ("proposed_values", "choices", "error", "why"),
    [
        pytest.param({}, {}, ForbiddenMove, "vilka fält", id="nothing proposed"),
        pytest.param({"salary": "1"}, {}, ForbiddenMove, "salary", id="unknown field"),
        pytest.param({"full_name": "A"}, {}, ForbiddenMove, "utfall saknas", id="not settled"),
        pytest.param({"email": "x"}, {"accepted": ["email"]}, NotPossible, "e-postadress", id="bad"),
        pytest.param({"full_name": " "}, {"accepted": ["full_name"]}, NotPossible, "namn", id="empty"),
        pytest.param({"language": "q"}, {"accepted": ["language"]}, NotPossible, "språk", id="q"),
        pytest.param({"full_name": "x" * 201}, {"accepted": ["full_name"]}, NotPossible, "namn", id="l"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_not_proposed(anna, handler, proposed_values, choices, error, why):
    request = asking(anna, Right.RECTIFICATION, proposed=proposed_values)
    with pytest.raises(error, match=why):
        proposed(request, handler, **choices)


def test_somebody_elses_address_is_refused_where_it_is_proposed(anna, handler):
    make.create_subject(anna.controller, email="bo@example.se")
    request = asking(anna, Right.RECTIFICATION, proposed={"email": "BO@example.se", "full_name": "Ny"})
    with pytest.raises(IdentityTaken):
        proposed(request, handler, accepted=["email", "full_name"])
    assert not anna.requests.filter(state=State.REVIEW).exists()
    why = {"email": "Adressen är någon annans."}
    plan = preview(request=request, choices={"accepted": ["full_name"], "why": why}, at=NOW)
    assert plan["outcome"] == State.PARTLY_FULFILLED


def test_an_address_that_was_taken_meanwhile_is_refused_and_nothing_is_written(anna, handler, dpo):
    request = asking(anna, Right.RECTIFICATION, proposed={"email": "BO@example.se", "full_name": "Ny"})
    request = proposed(request, handler, accepted=["email", "full_name"])
    make.create_subject(anna.controller, email="bo@example.se")
    with pytest.raises(FactsMoved, match="En annan person"):
        decide(request=request, outcome=State.FULFILLED, at=NOW, **dpo)
    anna.refresh_from_db()
    assert anna.full_name == "Anna Ek"
    request.refresh_from_db()
    assert request.state == "review"


def test_a_changed_address_freezes_deliveries_and_ends_the_old_login(anna, handler, dpo):
    user = make.create_user_for(anna)
    anna.refresh_from_db()
    make.create_inquiry(anna, received_on=TODAY)
    decided(asking(anna), handler, dpo)
    request = asking(anna, Right.RECTIFICATION, proposed={"email": "ny@example.se"})
    confirmed(decided(request, handler, dpo, accepted=["email"]))
    anna.refresh_from_db()
    assert list(anna.identities.filter(kind="email").values_list("value", flat=True)) == ["ny@example.se"]
    assert anna.user is None
    assert not type(user).objects.filter(pk=user.pk).exists()
    assert deliveries_frozen(anna, NOW + timedelta(hours=71))
    assert not deliveries_frozen(anna, NOW + timedelta(hours=72))
    new_login = make.create_user_for(anna)
    with pytest.raises(CannotOpenPackage, match="72 timmar"):
        open_package(package=Package.objects.get(), user=new_login, by=SUBJECT, at=NOW + timedelta(hours=1))
    assert "72 timmarna" in answer_letter()


def test_a_no_to_marketing_follows_to_the_new_address(anna, handler, dpo):
    asking(anna, Right.OBJECTION, proposed={"purposes": ["marketing"]})
    request = asking(anna, Right.RECTIFICATION, proposed={"email": "ny@example.se"})
    confirmed(decided(request, handler, dpo, accepted=["email"]))
    assert is_suppressed(anna.controller, [Address("email", "ny@example.se")])


def test_a_value_that_changed_meanwhile_is_looked_at_again(anna, handler, dpo):
    request = asking(anna, Right.RECTIFICATION, proposed={"full_name": "Anna Berg"})
    request = proposed(request, handler, accepted=["full_name"])
    m.DataSubject.objects.filter(pk=anna.pk).update(full_name="Anna Al")
    with pytest.raises(FactsMoved):
        decide(request=request, outcome=State.FULFILLED, at=NOW, **dpo)


# --- restriction ----------------------------------------
def test_a_restriction_acts_at_once_and_stays_when_granted(anna, handler, dpo):
    request = asking(anna, Right.RESTRICTION)
    assert [block.kind for block in standing(request)] == ["restriction_art18"]
    request = decided(request, handler, dpo)
    assert standing(request).exists()
    assert "pausade" in answer_letter()


def test_a_restriction_without_ground_ends_with_the_refusal(anna, handler, dpo):
    request = decided(asking(anna, Right.RESTRICTION), handler, dpo, State.REFUSED, granted=False)
    assert not standing(request).exists()
    assert "Artikel 18.1" in answer_letter()


@pytest.mark.parametrize(
    ("ask", "outcome", "choices"),
    [
        pytest.param({"right": Right.RESTRICTION}, State.REFUSED, {"granted": False}, id="restriction"),
        pytest.param(
            {"right": Right.OBJECTION, "proposed": {"purposes": ["statistics"]}},
            State.REFUSED,
            {"upheld": False, "grounds": "Driften kräver det."},
            id="objection",
        ),
    ],
)
def test_a_pause_ends_only_after_the_answer_has_said_when(anna, handler, dpo, ask, outcome, choices):
    decided(asking(anna, **ask), handler, dpo, outcome, **choices)
    assert "Pausen som följde med begäran tar slut den 27 november 2026" in answer_letter()
    assert restricted(anna, TODAY + days(1))
    assert not restricted(anna, TODAY + days(2))


def test_a_pause_that_the_person_takes_back_is_told_of_too(anna):
    move(request=asking(anna, Right.RESTRICTION), to=State.WITHDRAWN, by=SUBJECT, at=NOW)
    assert "tar slut den 27 november 2026" in mail.outbox[-1].body


def test_an_answer_without_a_pause_says_nothing_of_one(anna, handler, dpo):
    decided(asking(anna, Right.RESTRICTION), handler, dpo)
    assert "tar slut" not in answer_letter()


def test_an_objection_to_one_use_pauses_what_that_use_rests_on_and_no_more(anna):
    request = asking(anna, Right.OBJECTION, proposed={"purposes": ["statistics"]})
    found = {block.kind: block.scope for block in standing(request)}
    assert found == {"restriction_art18": ["crm_inquiry"], "open_request": []}


def restricted(person, on):
    blocks = m.ProcessingBlock.objects.filter(subject=person, kind="restriction_art18")
    return any(block.from_on <= on and (block.until_on is None or on < block.until_on) for block in blocks)


def test_lifting_tells_the_person_at_least_a_day_before(anna, handler, dpo):
    request = decided(asking(anna, Right.RESTRICTION), handler, dpo)
    with pytest.raises(ForbiddenMove, match="först"):
        lift_restriction(request=request, at=NOW, **dpo)
    with pytest.raises(ForbiddenMove, match="minst en dag"):
        announce_lifting(request=request, lift_on=TODAY, why="Utrett", at=NOW, **dpo)
    with pytest.raises(ForbiddenMove, match="Bara dataskyddsombudet"):
        announce_lifting(request=request, lift_on=TODAY + days(1), why="Utrett", at=NOW, **handler)
    announce_lifting(request=request, lift_on=TODAY + days(1), why="Det är utrett.", at=NOW, **dpo)
    request.refresh_from_db()
    assert "Den 26 november 2026 hävs pausen" in mail.outbox[-1].body
    assert not may_lift(request, dpo["by"], at=midnight_after(TODAY) - timedelta(minutes=1))
    assert may_lift(request, dpo["by"], at=midnight_after(TODAY))
    assert not may_lift(request, handler["by"], at=NOW + days(1))
    lift_restriction(request=request, at=NOW + days(1), **dpo)
    assert not standing(request).exists()


def test_a_notice_that_never_left_lifts_nothing(anna, handler, dpo):
    request = decided(asking(anna, Right.RESTRICTION), handler, dpo)
    letter = announce_lifting(request=request, lift_on=TODAY + days(1), why="Utrett", at=NOW, **dpo)
    Letter.objects.filter(pk=letter.pk).update(status="failed", sent_at=None)
    with pytest.raises(ForbiddenMove, match="kommit iväg"):
        lift_restriction(request=request, at=NOW + days(3), **dpo)


# --- objection, withdrawal ----------------------------------------
def test_an_objection_to_marketing_acts_in_the_same_moment(anna):
    make.create_marketing(anna)
    request = asking(anna, Right.OBJECTION, proposed={"purposes": ["marketing"]}, identity="")
    assert (request.state, request.closed_at) == ("fulfilled", NOW)
    assert is_suppressed(anna.controller, [Address("email", "anna@example.se")])
    assert not standing(request).exists()
    assert list(Letter.objects.values_list("event", flat=True)) == ["request_answered"]
    assert "ingen reklam till dig, på något sätt" in answer_letter()


def test_a_no_from_an_unknown_address_closes_the_address(company):
    request = open_request(
        controller=company,
        asked=Asked(right=Right.CONSENT_WITHDRAWAL),
        requester=Requester(email="okand@example.se"),
        channel=Channel.MAIL,
        received_at=NOW,
        by=SUBJECT,
        at=NOW,
    )
    assert request.state == "fulfilled"
    assert is_suppressed(company, [Address("email", "okand@example.se")])


@pytest.mark.parametrize("channel", list(Channel), ids=str)
def test_a_withdrawal_by_any_door_gives_the_same_state(anna, channel):
    text = text_for(anna, "marketing", "email")
    give_consent(subject=anna, text=text, said=Said(by=SUBJECT, at=NOW - days(3), way="my_profile"))
    request = asking(anna, Right.CONSENT_WITHDRAWAL, channel=channel)
    assert request.state == "fulfilled"
    assert [one.status for one in standing_answers(anna)] == ["withdrawn"]


def test_an_objection_is_weighed_while_the_use_stands_still(anna, handler, dpo):
    request = asking(anna, Right.OBJECTION, proposed={"purposes": ["statistics"]})
    assert request.state == "received"
    assert Objection.objects.get().outcome == "weighed"
    with pytest.raises(ForbiddenMove, match="utfall saknas"):
        proposed(request, handler)
    with pytest.raises(ForbiddenMove, match="tvingande"):
        preview(request=request, choices={"upheld": False}, at=NOW)
    request.refresh_from_db()
    request = decided(request, handler, dpo, upheld=True)
    assert Objection.objects.get().outcome == "upheld"
    assert not standing(request).exists()
    assert "Statistik: du har fått rätt" in answer_letter()


def test_an_objection_that_weighs_less_ends_with_our_grounds(anna, handler, dpo):
    request = asking(anna, Right.OBJECTION, proposed={"purposes": ["statistics"]})
    decided(request, handler, dpo, State.REFUSED, upheld=False, grounds="Driftsäkerheten kräver det.")
    objection = Objection.objects.get()
    assert (objection.outcome, objection.ended_at) == ("rejected", NOW)
    assert "Driftsäkerheten kräver det." in answer_letter()


# --- promises of the policies ----------------------------------------
SUPPLIERS = {
    "processors": {
        "moln": {"name": "Molnviken AB", "level": "processor", "country": "SE"},
        "kuvert": {"name": "Kuvertet Inc", "level": "sub", "country": "US"},
    }
}


def load_suppliers(controller):
    version = live_policy(controller)
    for key, part in SUPPLIERS["processors"].items():
        processor = Processor.objects.create(
            policy_version=version, key=key, title_sv=part["name"], title_en=part["name"],
            text_sv="Servrar", text_en="Servers", kind="cloud", level=part["level"], country=part["country"],
            categories=["crm_inquiry"], instructions_sv="x", instructions_en="x",
            dpa_signed_on=date(2026, 1, 2), dpa_doc="PUB",
        )  # fmt: skip
    Transfer.objects.create(
        policy_version=version, key="usa", processor=processor, country="US", mechanism="scc_2021_914",
        title_sv="USA", title_en="USA", text_sv="EU:s standardavtal", text_en="The EU's standard clauses",
    )  # fmt: skip


def test_the_overview_of_suppliers_is_made_from_the_register(anna):
    load_suppliers(anna.controller)
    request = asking(anna, Right.SUBPROCESSOR_OVERVIEW)
    assert request.state == "fulfilled"
    body = answer_letter()
    assert "Molnviken AB (biträde): Servrar. Sverige. Biträdesavtal 2 januari 2026." in body
    assert "Kuvertet Inc (underbiträde): Servrar. USA. EU:s standardavtal." in body
    said = overview(anna.controller, language="en").as_json()
    assert [(one["name"], one["level"], one["mechanisms"]) for one in said["processors"]] == [
        ("Molnviken AB", "processor", []),
        ("Kuvertet Inc", "sub-processor", ["The EU's standard clauses"]),
    ]


def test_a_request_about_a_customers_product_is_routed_with_a_receipt(anna):
    make.create_contact(anna, make.create_org(anna.controller, name="Granvika Bygg AB"))
    request = asking(anna, Right.OTHER_CONTROLLER, proposed={"controller": "Kommunen"})
    assert request.state == "fulfilled"
    notice = RecipientNotice.objects.get()
    assert (notice.kind, notice.recipient, notice.state) == ("forwarded", "Kommunen", "pending")
    body = answer_letter()
    assert "Vi ser efter om Kommunen är kund hos oss" in body, (
        "the contact of one customer is told of no other"
    )
    assert "har skickat" not in body


def test_only_a_customer_we_know_is_said_to_answer(anna):
    make.create_contact(anna, make.create_org(anna.controller, name="Kommunen"))
    asking(anna, Right.OTHER_CONTROLLER, proposed={"controller": "kommunen"})
    body = answer_letter()
    assert "Vi skickar begäran vidare till kommunen, som ska svara dig" in body
    assert "Vänd dig" not in body


@pytest.mark.parametrize("left_on", [None, "2026-01-31", "no contact"])
@pytest.mark.parametrize("identity", ["", "mail_round_trip", "id_shown", "session"])
def test_only_a_contact_who_is_logged_in_is_told_who_our_customers_are(anna, identity, left_on):
    org = make.create_org(anna.controller, name="Kommunen")
    if left_on != "no contact":
        make.create_contact(anna, org, left_on=left_on)
    asking(anna, Right.OTHER_CONTROLLER, proposed={"controller": "Kommunen"}, identity=identity)
    is_told = identity == "session" and left_on is None
    assert ("Vi ser efter om Kommunen är kund hos oss" in answer_letter()) is not is_told


def test_a_complaint_is_taken_in_and_answered(anna, handler, dpo):
    request = asking(anna, Right.COMPLAINT, words="Ni svarade sent.")
    with pytest.raises(ForbiddenMove, match="utfall saknas"):
        proposed(request, handler, answer="Du har rätt, och vi har ändrat rutinen.")
    request.refresh_from_db()
    decided(request, handler, dpo, answer="Du har rätt, och vi har ändrat rutinen.", found="yes")
    assert "vi har ändrat rutinen" in answer_letter()
    assert "domstol" not in answer_letter()


@pytest.mark.parametrize(
    ("found", "outcome", "said"),
    [
        ("no", State.REFUSED, "Vi har prövat ditt klagomål och håller inte med."),
        ("partly", State.PARTLY_FULFILLED, "håller med dig om en del av det."),
    ],
)
def test_a_complaint_we_do_not_agree_with_is_a_no_with_its_remedies(anna, handler, dpo, found, outcome, said):
    request = asking(anna, Right.COMPLAINT, words="Ni svarade sent.")
    request = decided(request, handler, dpo, outcome, answer="Svaret gick i tid.", found=found)
    assert (request.state, request.exception_codes) == (outcome, ["A12_4_NOT_UPHELD"])
    assert said in answer_letter()
    assert "Svaret gick i tid." in answer_letter()
    assert "domstol (artikel 79" in answer_letter()
    assert "Vi gör inte det du bad om" not in answer_letter()
    assert Letter.objects.get(event="request_answered").title == "Svar på ditt klagomål"


def test_a_job_application_is_counted_and_nothing_is_stored(company):
    count_recruitment(controller=company, by=SUBJECT, at=NOW)
    assert LedgerEntry.objects.get(action="request.recruitment").counts == {"mails": 1}
    assert not DataSubjectRequest.objects.exists()


# --- whose it is ----------------------------------------
def test_a_request_follows_when_two_persons_turn_out_to_be_one(anna, handler):
    other = make.create_subject(anna.controller, name="Anna Ek")
    request = asking(anna)
    request = match_request(request=request, subject=other, at=NOW, **handler)
    assert request.subject == other
    kinds = m.ProcessingBlock.objects.filter(until_on=None).values_list("subject", "kind")
    assert list(kinds) == [(other.pk, "open_request")]  # nobody knows yet that other asks
    request = establish_identity(request=request, method="call_back", at=NOW, **handler)
    assert [block.subject for block in standing(request) if block.subject] == [other]
    assert not m.ProcessingBlock.objects.filter(subject=anna, until_on=None).exists()


def test_a_request_is_not_matched_across_companies_or_after_it_is_closed(anna, handler):
    request = asking(anna)
    stranger = make.create_subject(make_live("winlas"))
    with pytest.raises(ForbiddenMove, match="annan personuppgiftsansvarig"):
        match_request(request=request, subject=stranger, at=NOW, **handler)
    request = move(request=request, to=State.WITHDRAWN, by=SUBJECT, at=NOW)
    with pytest.raises(ForbiddenMove, match="avslutad"):
        match_request(request=request, subject=anna, at=NOW, **handler)
    with pytest.raises(ForbiddenMove, match="avslutad"):
        add_words(request=request, words="Vänta", by=SUBJECT, at=NOW)


def test_the_person_adds_to_an_open_request_and_its_clock_runs_on(anna):
    request = asking(anna, words="Allt.")
    due = request.due_on
    request = add_words(request=request, words="Även loggarna.", by=SUBJECT, at=NOW + days(3))
    assert request.file.words == "Allt.\n\nÄven loggarna."
    assert request.due_on == due


def test_an_edit_of_ones_own_is_counted_and_told_and_needs_no_letter(anna):
    m.Disclosure.objects.create(
        controller=anna.controller, subject=anna, recipient="Partner AB", context="partner",
        legal_basis="avtal", categories=["identity"], disclosed_on=TODAY,
    )  # fmt: skip
    request = note_own_edit(subject=anna, values={"full_name": "Anna Berg", "theme": "dark"}, at=NOW)
    assert (request.state, request.right) == ("fulfilled", "rectification")
    assert [notice.recipient for notice in RecipientNotice.objects.all()] == ["Partner AB"]
    assert LedgerEntry.objects.filter(action="request.received_to_fulfilled").exists()
    assert not Letter.objects.exists()
    assert note_own_edit(subject=anna, values={"theme": "dark"}, at=NOW) is None


def test_edits_of_ones_own_are_no_earlier_requests(anna):
    for name in ("Anna A", "Anna B"):
        note_own_edit(subject=anna, values={"full_name": name}, at=NOW)
    first = asking(anna, Right.RECTIFICATION, at=NOW + days(1), proposed={"full_name": "Anna C"})
    assert asked_before(first) == 0
    move(request=first, to=State.WITHDRAWN, at=NOW + days(1), by=SUBJECT)
    again = asking(anna, Right.RECTIFICATION, at=NOW + days(2), proposed={"full_name": "Anna C"})
    assert asked_before(again) == 1


def test_a_clarification_is_asked_by_letter(anna):
    request = asking(anna)
    ask_clarification(request=request, question="Vilka år menar du?", large_volume=False, at=NOW)
    assert "Vilka år menar du?" in mail.outbox[-1].body
    assert mail.outbox[-1].subject == "Vilka uppgifter menar du?"


# --- words that fit the outcome ----------------------------------------
def test_a_rectification_has_no_outcome_before_everything_is_chosen(anna):
    request = asking(anna, Right.RECTIFICATION, proposed={"full_name": "Anna Al", "title": "vd"})
    plan = preview(request=request, choices={"accepted": ["full_name"]}, at=NOW)
    assert (plan["outcome"], plan["exemptions"], plan["complete"]) == ("", [], False)


def test_half_a_rectification_does_not_say_that_everything_was_right(anna, handler, dpo):
    make.create_contact(anna)
    request = asking(anna, Right.RECTIFICATION, proposed={"full_name": "Anna Al", "title": "vd"})
    why = {"title": "Hon är platschef"}
    decided(request, handler, dpo, State.PARTLY_FULFILLED, accepted=["full_name"], why=why)
    assert "uppgiften är riktig" not in answer_letter()
    assert "En del av det du ville rätta ändrar vi inte" in answer_letter()


@pytest.mark.parametrize(
    ("purposes", "advertising", "profiling"),
    [
        pytest.param(["marketing"], True, False, id="advertising"),
        pytest.param(["profiling"], False, True, id="profiling"),
        pytest.param(["marketing", "profiling"], True, True, id="both"),
    ],
)
def test_the_answer_says_each_thing_that_was_said_no_to(anna, purposes, advertising, profiling):
    asking(anna, Right.OBJECTION, proposed={"purposes": purposes})
    body = answer_letter()
    assert ("ingen reklam till dig" in body) is advertising
    assert ("profilering. Det gäller redan" in body) is profiling


def test_a_form_in_english_is_answered_in_english(anna):
    open_request(
        controller=anna.controller,
        asked=Asked(right=Right.OBJECTION, proposed={"purposes": ["marketing"]}),
        requester=Requester(subject=anna, email="anna@example.se", language="en", identity_method="email"),
        channel=Channel.WEB_FORM,
        received_at=NOW,
        by=SUBJECT,
        at=NOW,
    )
    assert Letter.objects.get().language == "en"
