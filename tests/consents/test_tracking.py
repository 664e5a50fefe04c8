"""Links are counted for those alone who said yes to it, and of nobody is kept that they pressed (WL-06)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client

from consents import outgoing
from consents.models import CountedLink, OutgoingMessage
from consents.services import give_consent, object_to, text_for, withdraw_consent
from register.datamap import personal_fields
from tests import factories as make
from tests.consents.companies import company, later, said

URL = "https://www.example.se/nytt?sida=2&ort=Åmål"
WORDS = {
    "title": "Nytt i våren",
    "paragraphs": ["Vi har byggt ett schema som läser sig självt."],
    "link": URL,
    "label": "Läs mer",
}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def winlas():
    return company("winlas")


def subscriber(controller, *, tracked=False, **changes):
    person = make.create_subject(controller, **changes)
    for purpose in ("marketing", "profiling") if tracked else ("marketing",):
        give_consent(subject=person, text=text_for(person, purpose, "email"), said=said(later(days=-9)))
    return person


def campaign(controller, people, *, key="varen", tracked=True, days=0):
    recipients = [outgoing.Recipient(subject=p, to=p.identities.get(kind="email").value) for p in people]
    return outgoing.send_campaign(
        controller=controller,
        recipients=recipients,
        event="newsletter",
        context=WORDS,
        at=later(days=days),
        key=key,
        tracked=tracked,
    )


def parts(delivery):
    mail = delivery.message
    return [mail.get_body((kind,)).get_content() for kind in ("plain", "html")]


def hrefs(html):
    return [found.replace("&amp;", "&") for found in re.findall(r'href="([^"]+)"', html)]


def is_untouched(delivery):
    text, html = parts(delivery)
    assert "<img" not in html
    assert "/lank/" not in text + html
    assert URL in text
    return URL in hrefs(html)


def test_whoever_did_not_say_yes_to_it_gets_nothing_but_direct_links(winlas, smtp_sink):
    plain, asked = subscriber(winlas), subscriber(winlas, tracked=True)
    campaign(winlas, [plain, asked])
    to = {d.recipients[0]: d for d in smtp_sink.received}
    assert is_untouched(to[plain.identities.get().value])
    assert "/lank/" in parts(to[asked.identities.get().value])[1]
    assert (
        "märker inte om du öppnar det eller vad du trycker på" in parts(to[plain.identities.get().value])[1]
    )


def test_no_campaign_counts_anything_unless_it_is_told_to(winlas, smtp_sink):
    campaign(winlas, [subscriber(winlas, tracked=True)], tracked=False)
    assert is_untouched(smtp_sink.received[0])
    assert not CountedLink.objects.exists()


def test_a_company_that_asks_nobody_counts_nobody(smtp_sink):
    winston = company("winston")
    campaign(winston, [subscriber(winston)])
    assert is_untouched(smtp_sink.received[0])
    assert not CountedLink.objects.exists()


def test_a_counted_link_is_the_same_for_all_leads_there_and_counts_a_number(winlas, smtp_sink):
    people = [subscriber(winlas, tracked=True) for _n in range(3)]
    campaign(winlas, people)
    link = CountedLink.objects.get()
    for delivery in smtp_sink.received:
        text, html = parts(delivery)
        counted = [href for href in hrefs(html) if "/lank/" in href]
        assert [urlsplit(href).path for href in counted] == [f"/lank/{link.ref}/"]
        assert counted[0] in text
        assert URL not in text
        assert "<img" not in html
        assert "/lank/" not in str(delivery.message["List-Unsubscribe"])
        assert any("/avregistrera/" in href for href in hrefs(html))
    for _press in range(2):
        answer = Client().get(f"/lank/{link.ref}/")
        assert (answer.status_code, answer["Location"]) == (302, URL.replace("Åmål", "%C3%85m%C3%A5l"))
        assert not answer.cookies
    link.refresh_from_db()
    assert link.presses == 2


def test_what_is_kept_of_a_press_is_a_number(winlas, smtp_sink, django_assert_num_queries):
    campaign(winlas, [subscriber(winlas, tracked=True)])
    link = CountedLink.objects.get()
    with django_assert_num_queries(2):
        Client().get(f"/lank/{link.ref}/")
    assert personal_fields(CountedLink) == ()
    assert {f.name for f in CountedLink._meta.fields} == {
        "id",
        "controller",
        "campaign",
        "ref",
        "url",
        "presses",
    }


def test_a_look_that_is_no_press_counts_nothing(winlas, smtp_sink):
    campaign(winlas, [subscriber(winlas, tracked=True)])
    link = CountedLink.objects.get()
    assert Client().head(f"/lank/{link.ref}/").status_code == 302
    assert Client().post(f"/lank/{link.ref}/").status_code == 405
    link.refresh_from_db()
    assert link.presses == 0


@pytest.mark.parametrize("ref", ["4f5cb03e-0000-4000-8000-000000000000", "x", "..%2f..%2f"])
def test_a_link_we_never_made_leads_nowhere(winlas, ref):
    assert Client().get(f"/lank/{ref}/").status_code == 404


def test_a_yes_taken_back_leaves_the_newsletter_and_ends_the_counting(winlas, smtp_sink):
    person = subscriber(winlas, tracked=True)
    withdraw_consent(subject=person, purpose="profiling", said=said(later(hours=-1)))
    assert campaign(winlas, [person]).statuses["sent"] == 1
    assert is_untouched(smtp_sink.received[0])


def test_a_no_to_profiling_ends_it_too_and_a_yes_that_ran_out(winlas, smtp_sink):
    objects, lapsed = subscriber(winlas, tracked=True), subscriber(winlas, tracked=True)
    object_to(subject=objects, purpose="profiling", said=said(later(hours=-1)))
    campaign(winlas, [objects])
    give_consent(subject=lapsed, text=text_for(lapsed, "marketing", "email"), said=said(later(days=700)))
    campaign(winlas, [lapsed], key="hosten", days=725)
    assert all(is_untouched(delivery) for delivery in smtp_sink.received)


def test_the_words_we_keep_have_the_link_as_it_was(winlas, smtp_sink):
    campaign(winlas, [subscriber(winlas, tracked=True)])
    assert "/lank/" not in OutgoingMessage.objects.get().body


def test_a_campaign_that_counts_has_a_key(winlas):
    with pytest.raises(ValueError, match="needs a key"):
        campaign(winlas, [], key="")


def test_a_link_is_read_off_its_own_page(winlas, smtp_sink):
    campaign(winlas, [subscriber(winlas, tracked=True)])
    (link,) = [href for href in hrefs(parts(smtp_sink.received[0])[1]) if "/lank/" in href]
    assert Client().get(urlsplit(link).path).status_code == 302
