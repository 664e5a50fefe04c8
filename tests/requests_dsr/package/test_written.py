"""What is written of a package: the same in every form, nothing active in any, nothing lost."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date
from html.parser import HTMLParser

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from connectors.models import System
from ledger.models import LedgerEntry
from register.naming import ORIGIN_NAMES
from requests_dsr.management.commands.package_schema import schema_text
from requests_dsr.package.content import put_together
from requests_dsr.package.files.schema import PackagePart
from requests_dsr.package.files.zipping import SCHEMA_FILE, write_zip
from requests_dsr.package.others.masking import MASK
from requests_dsr.states import State
from tests import factories as make
from tests.connectors.test_conformance import a_table
from tests.factories import noon
from tests.policies import make_live
from tests.requests_dsr.cases import asking
from tests.requests_dsr.package.somebody import TODAY, somebody_whole


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def winston(db):
    return make_live("winston")


@pytest.fixture
def anna(winston):
    return make.create_subject(winston, name="Anna Ek", email="anna@example.se")


def zip_of(subject, kind="access", **signed):
    content = put_together(subject, kind=kind, as_of=TODAY, at=noon(TODAY), **signed)
    stream = io.BytesIO()
    write_zip(content, stream, at=noon(TODAY))
    return zipfile.ZipFile(stream)


def part_of(archive):
    return PackagePart.model_validate_json(archive.read("package.json"))


def table_of(archive, name):
    return next(table for table in part_of(archive).tables if table.name == name)


def csv_rows(archive, table):
    text = archive.read(f"csv/{table}.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


# --- the form ----------------------------------------------------------------------------------
def test_the_schema_beside_the_code_is_the_one_the_code_writes():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()


def test_the_zip_holds_pages_json_schema_and_a_csv_a_table(winston):
    archive = zip_of(somebody_whole(winston, "qwmin"))
    part = part_of(archive)
    assert archive.testzip() is None
    assert sorted(archive.namelist()) == sorted(
        ["las-mig.html", "read-me.html", "package.json", "package.schema.json"]
        + [f"csv/{table.name}.csv" for table in part.tables]
    )
    assert json.loads(archive.read("package.schema.json"))["properties"]["version"]["const"] == part.version


def test_json_csv_and_page_hold_the_same_rows(winston):
    archive = zip_of(somebody_whole(winston, "qwmin"))
    page = archive.read("las-mig.html").decode()
    for table in part_of(archive).tables:
        assert len(csv_rows(archive, table.name)) == len(table.rows), table.name
        section = page.split(f'id="{table.name}"')[1].split("</section>")[0]
        assert section.count("<tr>") == len(table.rows) + 1, table.name


# --- what is told (Art. 15(1)) -------------------------------------------------------------------
RICH = {
    "categories": {
        "crm_inquiry": {
            "title": {"sv": "Förfrågningar", "en": "Inquiries"},
            "text": {"sv": "Det du skrev", "en": "What you wrote"},
            "origins": ["provided"],
            "sources": ["self", "colleague"],
        },
        "support_profile": {
            "title": {"sv": "Supportkonto", "en": "Support account"},
            "text": {"sv": "Ditt konto", "en": "Your account"},
            "origins": ["provided"],
            "sources": ["self"],
        },
        "product_data": {
            "title": {"sv": "I produkten", "en": "In the product"},
            "text": {"sv": "Kundens", "en": "The customer's"},
            "role": "processor",
            "origins": ["provided"],
            "sources": ["self"],
        },
    },
    "purposes": {
        "support": {
            "title": {"sv": "Ge dig support", "en": "Support you"},
            "text": {"sv": "Vi svarar", "en": "We answer"},
            "subjects": ["customer_contact"],
            "contexts": ["support"],
            "profiling": True,
            "bases": {
                "support_profile": {"basis": "contract", "why": {"sv": "Avtalet", "en": "The contract"}},
                "product_data": {"basis": "contract", "why": {"sv": "Avtalet", "en": "The contract"}},
            },
        },
        "sales": {
            "title": {"sv": "Svara på frågor", "en": "Answer questions"},
            "text": {"sv": "Vi svarar", "en": "We answer"},
            "subjects": ["lead"],
            "contexts": ["marketing"],
            "bases": {
                "crm_inquiry": {
                    "basis": "legitimate_interests",
                    "assessment": "lia",
                    "why": {"sv": "Du frågade", "en": "You asked"},
                }
            },
        },
    },
    "assessments": {
        "lia": {
            **{name: {"sv": "x", "en": "x"} for name in ("interest", "necessity", "balancing")},
            "decision": "approved",
            "by_role": "DPO",
            "decided_on": "2026-01-01",
            "review_on": "2027-01-01",
        }
    },
    "sources": {"public_source": {"title": {"sv": "Offentliga källor", "en": "Public sources"}}},
    "processors": {
        "molnviken": {
            "name": "Molnviken Drift AB",
            "text": {"sv": "Servrar", "en": "Servers"},
            "kind": "cloud",
            "country": "US",
            "categories": ["crm_inquiry"],
            "instructions": {"sv": "Drift", "en": "Operation"},
            "dpa_signed_on": "2026-01-01",
            "dpa_doc": "PUB-1",
        }
    },
    "transfers": {
        "usa": {
            "to": "molnviken",
            "country": "US",
            "mechanism": "scc_2021_914",
            "tia_on": "2026-01-01",
            "text": {"sv": "EU:s standardavtal", "en": "The EU's standard clauses"},
        }
    },
}


@pytest.fixture
def told(db):
    anna = make.create_subject(make_live("rik", **RICH), name="Anna Ek", email="anna@example.se")
    make.create_inquiry(anna, received_on=date(2026, 3, 2))
    make.create_support_profile(anna, registered_on=date(2026, 5, 4))
    make.m.Disclosure.objects.create(
        controller=anna.controller, subject=anna, recipient="Kronofogden", context="authority",
        legal_basis="UB 4 kap. 15 §", categories=["crm_inquiry"], disclosed_on=TODAY,
    )  # fmt: skip
    return anna


def test_everything_of_article_15_is_told(told):
    part = part_of(zip_of(told))
    inquiry = next(c for c in part.categories if c.key == "crm_inquiry")
    assert inquiry.title.en == "Inquiries"
    assert [(p.title.sv, p.article.sv, p.why.sv) for p in inquiry.purposes] == [
        ("Svara på frågor", "GDPR artikel 6.1 f", "Du frågade")
    ]
    assert [source.sv for source in inquiry.sources] == ["personen själv", "en kollega hos kunden"]
    assert [name.sv for name in inquiry.recipients] == ["Molnviken Drift AB"]
    assert [(k.retain_until, k.action_date, k.codes) for k in inquiry.kept] == [
        ("2027-03-02", "2027-03-03", ["INQUIRY_12M"])
    ]
    assert [(r.name.sv, r.kind, r.on) for r in part.receivers] == [
        ("Kronofogden", "disclosure", "2026-11-25"),
        ("Molnviken Drift AB", "processor", None),
    ]
    assert [guard.sv for guard in part.receivers[1].safeguards] == ["EU:s standardavtal"]
    assert [use.title.sv for use in part.profiling] == ["Ge dig support"]
    assert [source.en for source in part.general_sources] == ["Public sources"]
    assert "Integritetsskyddsmyndigheten" in part.authority.sv
    assert {right.article for right in part.rights} >= {"16", "17", "18"}


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("las-mig.html", ["Allt vi har om dig", "Förfrågningar", "till och med 2 mars 2027", "Kronofogden"]),
        ("read-me.html", ["Inquiries", "2 March 2027", "Molnviken Drift", "The EU&#x27;s standard clauses"]),
    ],
)  # fmt: skip
def test_the_page_tells_it_to_people(told, page, words):
    text = zip_of(told).read(page).decode()
    for word in words:
        assert word in text, word


def test_a_blocked_item_shows_no_date(told):
    make.create_block(told, kind="open_request", ground="Art. 12(3)")
    inquiry = next(c for c in part_of(zip_of(told)).categories if c.key == "crm_inquiry")
    assert [(k.retain_until, k.action_date) for k in inquiry.kept] == [(None, None)]


def kept_of(archive, category="crm_inquiry"):
    return next(c for c in part_of(archive).categories if c.key == category).kept


def test_what_only_waits_for_the_answer_says_what_comes_after_it(told):
    make.create_block(told, kind="open_request", ground="Art. 12(3)")
    (kept,) = kept_of(archive := zip_of(told))
    assert (kept.waits_for_answer, kept.once_answered) == (True, "2027-03-02")
    assert "OPEN_DSR" in kept.codes
    assert not [reason for reason in kept.reasons if "begäran" in reason.sv]
    page = archive.read("las-mig.html").decode()
    assert "till och med 2 mars 2027" in page
    assert page.count("Den 25 november 2026, när kopian gjordes, väntade du på svaret på en begäran.") == 1


def test_what_is_due_already_goes_when_the_answer_has_come(told):
    told.inquiries.update(received_at=noon(date(2025, 1, 2)))
    make.create_block(told, kind="open_request", ground="Art. 12(3)")
    page = zip_of(told).read("las-mig.html").decode()
    assert "till dess att du har fått svaret på din begäran" in page
    assert "till och med 2 januari 2026" not in page


def test_what_another_block_holds_promises_no_day(told):
    for kind in ("open_request", "legal_hold"):
        make.create_block(told, kind=kind, ground="Art. 12(3)")
    (kept,) = kept_of(zip_of(told))
    assert (kept.waits_for_answer, kept.once_answered, kept.retain_until) == (False, None, None)


@pytest.mark.parametrize(("kind", "says"), [("legal_hold", 1), (None, 0)])
def test_the_preface_says_why_some_things_have_no_day(told, kind, says):
    for one in filter(None, ("open_request", kind)):
        make.create_block(told, kind=one, ground="Art. 12(3)")
    page = zip_of(told).read("las-mig.html").decode()
    assert page.count("Där det står ”tills vidare” håller också något annat kvar uppgifterna") == says


def test_a_table_with_a_whole_mail_in_it_is_a_list_on_a_wide_screen_too(anna):
    make.create_ticket(anna, title="Kort", body="kort")
    short = zip_of(anna).read("las-mig.html").decode()
    make.create_ticket(anna, title="Långt", body="Ett helt mejl. " * 40)
    long = zip_of(anna).read("las-mig.html").decode()
    assert 'class="rows" id="subjects_supportticket"' in short
    assert 'class="rows long" id="subjects_supportticket"' in long
    assert 'data-l="text (lämnat)"' in long


def test_recipients_are_told_only_of_what_the_person_has(told):
    told.inquiries.all().delete()
    assert [receiver.name.sv for receiver in part_of(zip_of(told)).receivers] == ["Kronofogden"]


def test_each_column_of_the_page_says_how_it_came_to_be_as_min_profil_does(told):
    contact = make.create_contact(told, title="chef")
    make.m.CustomerData.objects.filter(contact=contact).update(notes="lovande")
    section = section_of(zip_of(told), "subjects_customerdata")
    assert "anteckningarvår egen slutsats" in section.casefold()
    assert str(ORIGIN_NAMES["inferred"]) == "vår egen slutsats"


# --- portability (Art. 20) ---------------------------------------------------------------------------
def test_portability_is_narrower(told):
    make.create_record(told, category="product_data", content={"x": "kundens"})
    make.m.MarketingProfile.objects.create(subject=told, basis="legitimate_interest", interests="gissning")
    part = part_of(zip_of(told, "portability"))
    names = {table.name for table in part.tables}
    assert names == {"subjects_supportprofile", "retention_reminder"} & names | {"subjects_supportprofile"}
    assert part.categories == [] == part.receivers
    columns = {column.name: column.origin for table in part.tables for column in table.columns}
    assert set(columns.values()) <= {"provided", "observed"}
    assert "source_name" not in columns


# --- connected systems, files ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("las-mig.html", ["Kopia av uppgifter", "Min profil", "avslagen", "ärendet är komplicerat"]),
        ("read-me.html", ["Copy of data", "My profile", "refused", "the case is complex"]),
    ],
)
def test_the_persons_earlier_requests_are_told_whole_and_in_words(anna, page, words):
    made = asking(anna, at=noon(TODAY))
    made.state, made.closed_at = State.REFUSED, noon(TODAY)
    made.extension_reasons = ["complexity"]
    made.save()
    html = zip_of(anna).read(page).decode()
    for word in [*words, str(made.ref)]:
        assert word in html, word


def test_a_connected_system_is_part_of_it_and_a_silent_one_is_named(anna):
    System.objects.create(
        controller=anna.controller, key="a", title="Listan", kind="table", settings=a_table()
    )
    System.objects.create(controller=anna.controller, key="b", title="Faxen", kind="fax")
    part = part_of(archive := zip_of(anna))
    assert [row["name"] for row in table_of(archive, "system_1").rows] == ["Anna Ek", "A. Ek"]
    assert [one.what for one in part.unread] == ["Faxen"]
    assert "Faxen" in archive.read("las-mig.html").decode()


@pytest.mark.parametrize("said", ["provded:marketing_profile", "provided", ""])
def test_a_system_whose_columns_are_declared_wrongly_is_named_and_stops_nothing(anna, said):
    wrong = {**a_table(), "columns": {"name": said}}
    System.objects.create(controller=anna.controller, key="a", title="Listan", kind="table", settings=wrong)
    assert [one.what for one in part_of(zip_of(anna)).unread] == ["Listan"]


def test_files_come_along_under_names_of_their_own(anna):
    ticket = make.create_ticket(anna)
    for name in ("../../etc/passwd", "=cmd|x.exe", "å ä\u202efdp.pdf"):
        attachment = make.m.TicketAttachment(ticket=ticket)
        attachment.file.save(name.rpartition("/")[2], ContentFile(name.encode()))
    archive = zip_of(anna)
    names = [name for name in archive.namelist() if name.startswith("files/")]
    assert [name.rpartition(".")[2] for name in names] == ["bin", "bin", "pdf"]
    assert all(re.fullmatch(r"files/\d{4}\.[a-z]+", name) for name in names)
    assert archive.read(names[0]) == b"../../etc/passwd"
    assert "fdp" in part_of(archive).files[2].original


def test_a_file_that_is_gone_is_named_and_one_withheld_is_not_there(anna):
    ticket = make.create_ticket(anna)
    make.m.TicketAttachment.objects.create(ticket=ticket, file="tickets/borta.pdf")
    make.m.TicketAttachment.objects.create(ticket=ticket, file="tickets/annans.pdf")
    archive = zip_of(anna, withheld_files=["tickets/annans.pdf"])
    assert [one.what for one in part_of(archive).unread] == ["files/0001.pdf"]
    assert "annans.pdf" not in archive.read("package.json").decode()


# --- hostile content ------------------------------------------------------------------------------------
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "handler": '"><img src=x onerror=alert(1)>',
    "closing": "</td></table></style><svg/onload=alert(1)>",
    "template": "{{ 7|add:1 }}{% include 'x' %}",
    "link": "javascript:alert(1)",
    "entity": "&lt;script&gt;&#x3c;",
    "comment": "<!-- the tables -->",
    "formula": '=HYPERLINK("http://x.example","x")',
    "plus": "+1+1",
    "minus": "-1+1|cmd",
    "at": "@SUM(A1)",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "newline": "\n=1+1",
    "semicolon": "hej;=1+1",
    "semicolon and a quote": 'hej; "=HYPERLINK(1)"',
    "tab within": "hej\t=1+1\tslut",
    "line within": "hej\r\n@SUM(A1)\n-2",
    "hidden formula": "\u200b=1+1",
    "wide": "＝1+1",
    "quotes": 'a"b,c;d\r\ne',
    "bidi": "abc\u202etxt.exe\u2066x\u2069",
    "zero width": "a\u200bb\u200dc\ufeffd",
    "separators": "a\u2028b\u2029c",
    "controls": "a\x01b\x1bc\x1ed",
    "emoji": "👩‍🚒 ÅÄÖ 漢字",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_is_active_and_nothing_is_lost(anna, text):
    make.create_inquiry(anna, message=text, source_name=text[:120])
    archive = zip_of(anna)
    assert table_of(archive, "subjects_inquiry").rows[0]["message"] == text
    row = csv_rows(archive, "subjects_inquiry")[0]
    assert re.sub(r"(^|(?<=[;\t\r\n\u2028\u2029]))'", "", row["message"]) == text
    assert cells_that_start_a_formula(archive.read("csv/subjects_inquiry.csv").decode("utf-8-sig")) == []
    visible = text.lstrip(" \t\r\n\u200b")
    if visible[0] in "=+-@＝" or text[0] in "\t\r\n":
        assert row["message"].startswith("'")
    for page in ("las-mig.html", "read-me.html"):
        seen = Page.of(archive.read(page).decode())
        assert seen.active == []
        assert not re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u2028\u2029\x01\x1b]", seen.text)
        shown = text.replace("\r\n", "\n")
        if shown.isprintable():
            assert shown in seen.text


def cells_that_start_a_formula(text):
    """Give what begins with a formula's sign, however a spreadsheet takes the file apart."""
    apart = [csv.reader(io.StringIO(text, newline=""), delimiter=sign) for sign in ",;\t"]
    cells = [cell for lines in apart for line in lines for cell in line]
    cells += [cell for line in re.split("[\r\n]", text) for cell in re.split("[;\t]", line)]
    return [cell for cell in cells if re.match(r"[\s\"\u200b]*[=+@＝-]", cell)]


class Page(HTMLParser):
    """Reads a page as a browser would: its text, and whatever could run or load something."""

    ALLOWED = frozenset(
        "html head meta title style body header main footer nav section h1 h2 h3 p ul li a br dl dt dd div "  # noqa: SIM905
        "address table thead tbody tr th td span strong".split()
    )

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.active, self.text = [], ""

    @classmethod
    def of(cls, html):
        page = cls()
        page.feed(html)
        page.close()
        return page

    def handle_starttag(self, tag, attrs):
        if tag not in self.ALLOWED:
            self.active.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("src", "srcset", "style", "formaction"):
                self.active.append((tag, name))
            if name == "href" and not re.fullmatch(r"#[a-z_]+|files/\d{4}\.[a-z]+", value or ""):
                self.active.append((tag, name, value))

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.active.append(("comment", data))


def test_ten_megabytes_of_text_come_along_whole(anna):
    text = "Lång text med åäö. " * 550_000
    make.create_inquiry(anna, message=text)
    archive = zip_of(anna)
    assert table_of(archive, "subjects_inquiry").rows[0]["message"] == text
    before = csv.field_size_limit(20_000_000)
    assert csv_rows(archive, "subjects_inquiry")[0]["message"] == text
    csv.field_size_limit(before)
    assert text in archive.read("las-mig.html").decode()


def test_a_hostile_name_is_only_a_name(winston):
    name = "<script>alert('x')</script>\u202e=cmd"
    anna = make.create_subject(winston, name=name, email="anna@example.se")
    archive = zip_of(anna)
    assert table_of(archive, "subjects_datasubject").rows[0]["full_name"] == name
    assert Page.of(archive.read("las-mig.html").decode()).active == []


def test_other_people_are_masked_in_every_form(anna):
    make.create_subject(anna.controller, name="Sara Nyström")
    make.create_ticket(anna, body="Sara Nyström ringde")
    archive = zip_of(anna)
    for name in archive.namelist():
        assert "Nyström" not in archive.read(name).decode(), name
    assert MASK in archive.read("las-mig.html").decode()
    assert part_of(archive).masked_places == 1


# --- as people say it ------------------------------------------------------------------------------------
def section_of(archive, name, page="las-mig.html"):
    text = archive.read(page).decode()
    return Page.of(text.split(f'id="{name}"')[1].split("</section>")[0]).text


def test_the_page_says_titles_days_and_roles_and_no_codes(told):
    make.create_record(
        told, category="crm_inquiry", content={"page": "/produkter", "svar": {"a_b": ["x", "y"]}}
    )
    make.m.AccessLog.objects.create(
        controller=told.controller, subject=told, role="handler", page="p", reason="fråga", at=noon(TODAY)
    )
    archive = zip_of(told)
    record, look = section_of(archive, "subjects_record"), section_of(archive, "subjects_accesslog")
    assert "Förfrågningar" in record
    assert "crm_inquiry" not in record
    assert "sida: /produkter" in record
    assert "a b:\nx\ny" in record
    assert "{" not in record
    assert "page: /produkter" in section_of(archive, "subjects_record", "read-me.html")
    assert "handläggare" in look
    assert "25 november 2026 kl. 12.00" in look
    assert "Förfrågningar" in section_of(archive, "subjects_disclosure")
    kept = table_of(archive, "subjects_record").rows[0]
    assert kept["content"] == {"page": "/produkter", "svar": {"a_b": ["x", "y"]}}


def test_each_page_says_in_its_own_language_that_something_is_hidden(anna):
    make.create_ticket(anna, body="Ring 08-123 456 78")
    archive = zip_of(anna)
    swedish, english = (archive.read(page).decode() for page in ("las-mig.html", "read-me.html"))
    assert "Ring [annan person]" in swedish
    assert "Ring [another person]" in english
    assert "annan person" not in english
    assert table_of(archive, "subjects_supportticket").rows[0]["body"] == f"Ring {MASK}"


def test_what_is_for_machines_is_told_of_and_stays_in_json(told):
    from tests.requests_dsr.cases import NOW, asking

    request = asking(told)
    type(request).objects.filter(pk=request.pk).update(state="fulfilled", closed_at=NOW)
    plan = {"kind": "erasure", "basis": {"units": "ab" * 32}}
    type(request.file).objects.filter(pk=request.file.pk).update(plan=plan)
    archive = zip_of(told)
    assert "ab" * 32 not in archive.read("las-mig.html").decode()
    assert "för datorer: se package.json" in section_of(archive, "requests_dsr_requestfile")
    assert table_of(archive, "requests_dsr_requestfile").rows[0]["plan"] == plan


@pytest.mark.parametrize("kind", ["access", "portability"])
@pytest.mark.parametrize("page", ["las-mig.html", "read-me.html"])
def test_every_sign_that_stands_for_something_is_explained(told, kind, page):
    signs = {
        "las-mig.html": ["[visas inte]", "[…]", "(du)", "för datorer", "⟨U+202E⟩"],
        "read-me.html": ["[not shown]", "[…]", "(you)", "for computers", "⟨U+202E⟩"],
    }[page]
    text = zip_of(told, kind).read(page).decode()
    explained = Page.of(text.split('<dl class="signs">')[1].split("</dl>")[0]).text
    for sign in signs:
        assert sign in explained, sign


def test_a_column_that_is_empty_everywhere_is_left_out_of_the_page(anna):
    make.create_inquiry(anna, message="hej")
    section = section_of(zip_of(anna), "subjects_inquiry")
    assert "senaste kontakt" not in section.casefold()
    assert "hej" in section
    make.create_inquiry(anna, last_contact_on=TODAY)
    assert "senaste kontakt" in section_of(zip_of(anna), "subjects_inquiry").casefold()


def test_an_empty_cell_of_csv_is_empty(anna):
    make.create_inquiry(anna, message="", source_name="")
    row = csv_rows(zip_of(anna), "subjects_inquiry")[0]
    assert (row["message"], row["source_name"], row["last_contact_at"]) == ("", "", "")


# --- by hand ------------------------------------------------------------------------------------------------
def test_an_operator_makes_a_package(anna, tmp_path, capsys):
    out = tmp_path / "anna.zip"
    call_command("build_package", "--subject", str(anna.ref), "--out", str(out))
    assert part_of(zipfile.ZipFile(out)).subject == str(anna.ref)
    assert oct(out.stat().st_mode)[-3:] == "600"
    assert LedgerEntry.objects.filter(action="package.make").count() == 1
    assert "rows of" in capsys.readouterr().out


@pytest.mark.parametrize("ref", ["3f2504e0-4f89-11d3-9a0c-0305e82c3301", "inte en referens", ""])
def test_an_operator_is_told_when_there_is_nobody(db, tmp_path, ref):
    with pytest.raises(CommandError, match="no person"):
        call_command("build_package", "--subject", ref, "--out", str(tmp_path / "x.zip"))
    assert list(tmp_path.glob("*.zip")) == []


def test_a_package_that_cannot_be_written_leaves_nothing(anna, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("build_package", "--subject", str(anna.ref), "--out", str(tmp_path / "no" / "x.zip"))
    assert not LedgerEntry.objects.filter(action="package.make").exists()
