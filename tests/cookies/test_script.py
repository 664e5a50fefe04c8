"""The script a website links to: the same for everybody, cached, without cookies."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from register.selectors import live_policy
from tests.cookies.companies import approve_newest, company_with, content_of
from tests.myprofile.people import make_policy


def config_of(body: str) -> dict:
    return json.loads(re.search(r"^const config = (.*);$", body, re.MULTILINE)[1])


def script(site: str = "winston-www", **headers: str) -> object:
    return Client().get(f"/cookies/{site}/banner.js", headers=headers)


def test_the_script_is_cached_and_sets_no_cookie(company):
    first = script()
    assert first["Content-Type"] == "text/javascript; charset=utf-8"
    assert first["Cache-Control"] == "public, max-age=300"
    assert first["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not first.cookies
    again = script(**{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_script_is_the_same_whatever_the_visitor_sends(company):
    plain = script().content
    assert script(**{"accept-language": "en", "sec-gpc": "1", "cookie": "a=b"}).content == plain
    config = config_of(plain.decode())
    assert config["words"]["sv"]["no"] == "Nej till alla"
    assert config["words"]["en"]["no"] == "No to all"


def test_the_script_is_small(company):
    packed = script(**{"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(script().content) < 42_000
    assert len(packed.content) < 15_000


def test_a_change_of_words_is_another_script_and_asks_again(company):
    before = script()
    content = content_of()
    content["news"]["sv"] = "Något annat är nytt."
    company_with(content)
    same_words = config_of(script().content.decode())
    content["cookies"]["marketing"]["text"]["en"] = "Shows our advertisements elsewhere."
    company_with(content)
    after = script(**{"if-none-match": before["ETag"]})
    assert after.status_code == 200
    configs = [config_of(before.content.decode()), same_words, config_of(after.content.decode())]
    assert configs[0]["revision"] == configs[1]["revision"] != configs[2]["revision"]
    assert [config["version"] for config in configs] == [1, 2, 3]
    assert live_policy(company).number == 3


def test_words_of_a_policy_cannot_become_script_or_markup(company):
    content = content_of()
    content["cookies"]["marketing"]["text"]["sv"] = "</script><img src=x onerror=alert(1)> \u2028 */"
    company_with(content)
    body = script().content.decode()
    assert "\u2028" not in body
    assert config_of(body)["words"]["sv"]["groups"]["marketing"]["more"].startswith("</script><img")


def test_mail_is_not_asked_about_on_a_website(db):
    make_policy("winlas")
    config = config_of(script("winlas-www").content.decode())
    assert list(config["words"]["sv"]["groups"]) == ["necessary", "statistics", "marketing"]


def test_a_policy_that_asks_nothing_sends_an_empty_script(company):
    content = content_of()
    for name in ("statistics", "marketing"):
        del content["cookies"][name]
    content["websites"]["www"]["visits"] = None
    for sentence in content["sentences"].values():
        sentence["carried_by"] = [each for each in sentence["carried_by"] if not each.startswith("cookie:")]
    company_with(content)
    if live_policy(company).number == 1:
        approve_newest(company)
    assert script().content.startswith(b"/* PrivacyHub: no cookies here")


@pytest.mark.parametrize("site", ["winston-shop", "winston", "nobody-www", "www", "-"])
def test_a_website_that_no_policy_names_has_no_script(company, site):
    assert Client().get(f"/cookies/{site}/banner.js").status_code == 404
    assert Client().get(f"/cookies/{site}/banner.css").status_code == 404


def test_the_looks_are_the_companys(company):
    body = Client().get("/cookies/winston-www/banner.css").content.decode()
    assert live_policy(company).content["controller"]["brand"]["colour"] in body
