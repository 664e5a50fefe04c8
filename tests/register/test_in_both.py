"""Names and citations of a policy can be said in both languages, and the published policies do."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from pydantic import TypeAdapter, ValidationError

from register.policyfile.values import InBoth
from tests.myprofile.people import make_policy

BOTH = TypeAdapter(InBoth)
SWEDISH = ("Dataskyddsförordningen", "Integritetspolicyn", "Bokföringslagen", "Konsulter", "artikel")
TWO = {"sv": "Konsulter", "en": "Consultants"}


@pytest.mark.parametrize("written", ["Molnviken AB", TWO])
def test_it_is_kept_as_it_was_written(written: str | dict[str, str]) -> None:
    assert BOTH.dump_python(BOTH.validate_python(written), mode="json") == written


def test_a_line_is_the_same_in_both_languages() -> None:
    text = BOTH.validate_python("Molnviken AB")
    assert (text.in_language("sv"), text.in_language("en")) == ("Molnviken AB", "Molnviken AB")
    assert BOTH.validate_python(TWO).in_language("en") == "Consultants"


@pytest.mark.parametrize("written", ["", "x" * 401, {"sv": "x"}, {"sv": "x", "en": "y" * 401}, 3])
def test_what_is_empty_too_long_or_half_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        BOTH.validate_python(written)


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["winlas", "winston"])
def test_the_english_policy_and_suppliers_have_no_swedish_names_or_citations(
    client: Client, slug: str
) -> None:
    make_policy(slug)
    for page in ("integritetspolicy", "leverantorer"):
        answer = client.get(f"/{slug}/{page}/", headers={"accept-language": "en"})
        text = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
        assert [word for word in SWEDISH if word in text] == [], page
