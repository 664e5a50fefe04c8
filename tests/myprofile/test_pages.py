"""What holds for the public pages as a whole: errors, languages, headers, the notice, the demo's mailbox."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.template.loader import get_template
from django.test import Client

from privacyhub.services import mailbox
from tests.factories import create_controller, create_subject, create_user_for
from tests.myprofile.people import make_policy

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "says"), [("sv", "Sidan finns inte"), ("en", "There is no such page")])
def test_a_page_that_is_not_here_is_told_in_the_readers_language(
    client: Client, language: str, says: str
) -> None:
    answer = client.get("/finns/inte/", headers={"accept-language": language})
    assert answer.status_code == 404
    assert says in answer.content.decode()


@pytest.mark.parametrize("code", ["400", "500"])
def test_the_last_resort_needs_no_database_no_request_and_no_manifest(code: str) -> None:
    html = get_template(f"{code}.html").template.source
    assert "{%" not in html
    assert "{{" not in html
    assert 'lang="sv"' in html
    assert 'lang="en"' in html


def test_a_fault_of_ours_shows_no_traceback(settings: LazySettings) -> None:
    client = Client(raise_request_exception=False)
    make_policy("winlas")
    settings.ROOT_URLCONF = "tests.myprofile.faulty_urls"
    answer = client.get("/fault/")
    assert answer.status_code == 500
    assert "Något gick fel hos oss" in answer.content.decode()
    assert "ZeroDivisionError" not in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_in_words() -> None:
    make_policy("winlas")
    answer = Client(enforce_csrf_checks=True).post("/winlas/registrera/", {"email": "a@example.se"})
    assert answer.status_code == 403
    assert "Formuläret hade gått ut" in answer.content.decode()


def test_the_language_switch_is_a_form_that_stays_on_the_page(client: Client) -> None:
    make_policy("winlas")
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "/winlas/registrera/"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/winlas/registrera/"
    assert '<html lang="en"' in answer.content.decode()


def test_the_colours_are_the_policys_own(client: Client) -> None:
    make_policy("winston")
    answer = client.get("/winston/brand.css")
    assert answer.headers["content-type"] == "text/css"
    assert answer.content == b":root{--ph-brand:#1d5a44;--ph-brand-dark:#134030;--ph-tint:#e9f3ee}\n"


def test_the_front_page_names_the_companies(client: Client) -> None:
    create_controller("winlas", name="WinLas")
    assert "WinLas" in client.get("/").content.decode()


# --- the notice ------------------------------------------------------------------------------


@pytest.fixture
def notice(client: Client) -> str:
    make_policy("winston")
    return re.sub(r"\s+", " ", client.get("/winston/integritetspolicy/").content.decode())


def test_the_notice_lists_exactly_the_active_purposes(notice: str) -> None:
    from register.models import Purpose

    assert sorted(re.findall(r'<h3 id="p-([a-z_]+)"', notice)) == sorted(
        Purpose.objects.values_list("key", flat=True)
    )


def test_the_notice_says_every_rule_of_how_long(notice: str) -> None:
    from register.models import RetentionRule

    table = notice[notice.index('id="hur-lange"') : notice.index('id="varifran"')]
    assert table.count("<tr>") == RetentionRule.objects.count() + 1


def test_the_notice_has_breadcrumb_authority_and_transfers(notice: str) -> None:
    assert 'aria-current="page">Integritetspolicy' in notice
    assert "Integritetsskyddsmyndigheten, IMY</strong>, Box 8114, 104 20 Stockholm" in notice
    assert "Google Ireland Ltd" in notice
    assert "USA. Skydd:" in notice


def test_privacy_shield_is_nowhere_a_protection(notice: str) -> None:
    receivers = notice[notice.index('id="vilka"') : notice.index('id="ratt"')]
    assert "Privacy Shield" not in receivers


def test_an_older_version_can_still_be_read(client: Client) -> None:
    make_policy("winston")
    assert "Det här är en äldre version" in client.get("/winston/integritetspolicy/1/").content.decode()
    assert client.get("/winston/integritetspolicy/99/").status_code == 404


def test_a_company_without_a_policy_has_no_notice(client: Client) -> None:
    create_controller("acme")
    assert client.get("/acme/integritetspolicy/").status_code == 404


# --- the demo's mailbox ----------------------------------------------------------------------
MAIL = (
    b"Date: Wed, 25 Nov 2026 23:30:00 -0000\r\nSubject: Din kod\r\nTo: a@example.se\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/alternative; boundary="x"\r\n\r\n'
    b"--x\r\nContent-Type: text/plain\r\n\r\nhttp://testserver/winlas/ <b>ord</b>\r\n"
    b'--x\r\nContent-Type: text/html\r\n\r\n<p style="color:red">Hej</p>\r\n--x--\r\n'
)


@pytest.fixture
def mail(settings: LazySettings, tmp_path: Path) -> str:
    settings.DEMO, settings.VAR_DIR = True, tmp_path
    return mailbox.store(tmp_path / "mail", MAIL, recipients=("a@example.se",)).name


def test_the_mailbox_shows_mails_as_text_with_links(client: Client, mail: str) -> None:
    page = client.get("/demo/mejl/").content.decode()
    assert "Din kod" in page
    assert "26 november 2026 kl. 00.30" in page, "Stockholm's time, as on every other page"
    html = client.get(f"/demo/mejl/{mail}/").content.decode()
    assert '<a href="http://testserver/winlas/"' in html
    assert "&lt;b&gt;ord" in html


def test_a_mails_own_html_is_shown_with_its_styles_and_nothing_else_allowed(
    client: Client, mail: str
) -> None:
    policy = client.get(f"/demo/mejl/{mail}/html/").headers["content-security-policy"]
    assert "script-src 'none'" in policy
    assert "style-src 'unsafe-inline'" in policy


@pytest.mark.parametrize("path", ["", "x.eml/", "..%2f..%2fkeys%2fsecret_key/"])
def test_outside_the_demo_there_is_no_mailbox(client: Client, settings: LazySettings, path: str) -> None:
    settings.DEMO = False
    assert client.get(f"/demo/mejl/{path}").status_code == 404


def test_the_mailbox_gives_no_other_file(client: Client, mail: str, tmp_path: Path) -> None:
    (tmp_path / "secret.eml").write_text("x")
    assert client.get("/demo/mejl/..%2fsecret.eml/").status_code == 404


# --- what somebody types, and what is too long -----------------------------------------------
def test_a_companys_short_name_alone_leads_to_everything_of_that_company(client: Client) -> None:
    make_policy("winston")
    page = client.get("/winston/").content.decode()
    for path in ("min-profil/", "begaran/", "integritetspolicy/", "leverantorer/", "klaga/"):
        assert f'href="/winston/{path}"' in page
    assert "/winston/registrera/" not in page
    assert client.get("/winston", follow=True).redirect_chain[-1][0] == "/winston/"
    assert client.get("/nagot-annat/").status_code == 404


@pytest.mark.parametrize(
    ("language", "says"),
    [("sv", "Det var för mycket för ett formulär"), ("en", "That was too much for a form")],
)
def test_a_form_of_min_profil_that_is_too_long_says_so_in_the_readers_language(
    client: Client, settings: LazySettings, language: str, says: str
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    company = make_policy("winlas")
    client.force_login(create_user_for(create_subject(company, name="Karin Ek", email="karin@example.se")))
    answer = client.post(
        "/winlas/min-profil/andra/", {"full_name": "a" * 2_000}, headers={"accept-language": language}
    )
    assert answer.status_code == 413
    assert says in answer.content.decode()
