"""The gate's speed as ratios: `python -m benchmarks.gate [PEOPLE]` (performance.md, target 7).

One: `may_use` behind a view of Django over HTTP, against a bare view that makes one query. The hub has
no such view of its own yet, so both stand here, on the hub's own middleware, without a log-in; the
client keeps one connection, and the two are asked in turn so that noise falls on both.
Bulk: seconds a person in `may_use_all`, against one `may_use` a person, in process.
"""

from __future__ import annotations

import http.client
import statistics
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from benchmarks._harness import Statements, database, timed

AS_OF = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 11, tzinfo=UTC)
ROUNDS = 400
POLICIES = Path(__file__).parents[1] / "policies"


def main(people: int) -> None:
    """Make the people, measure, and print the ratios."""
    with database():
        from django.db import connection

        controller = company()
        ids = populated(controller, people)
        bare, gate, queries = over_http(controller, ids)
        print(f"over HTTP, median of {ROUNDS}: bare view {bare * 1e3:.2f} ms, gate {gate * 1e3:.2f} ms")
        print(f"  ratio {gate / bare:.2f}; statements of one may_use: {queries}")
        one, bulk, queries = in_process(controller, ids)
        print(f"in process: one {one * 1e6:.0f} us, of {people} at once {bulk * 1e6:.2f} us a person")
        print(f"  ratio {one / bulk:.0f}; statements of the bulk: {queries}")
        connection.close()


def company() -> Any:
    """Give Winston under its own policy file."""
    from accounts.models import Controller
    from ledger.actor import WORKER
    from register.policyfile import load
    from register.services import load_policy

    load_policy(policy=load(POLICIES / "winston.yaml"), by=WORKER, at=NOW)
    return Controller.objects.get(slug="winston")


def populated(controller: Any, people: int) -> list[int]:
    """Make people: a third said yes, a tenth no, and a tenth gave an address in a sale."""
    from django.db import connection

    from benchmarks._population import populate
    from register.models import ConsentText
    from subjects.models import DataSubject

    populate(controller, subjects=people, as_of=AS_OF)
    text = ConsentText.objects.get(purpose_key="marketing", channel="email").pk
    with connection.cursor() as cursor:
        for statement in ANSWERS:
            cursor.execute(statement, {"c": controller.pk, "text": text, "at": NOW})
        cursor.execute("analyze")
    return list(DataSubject.objects.filter(controller=controller).order_by("pk").values_list("pk", flat=True))


ANSWERS = (
    """insert into consents_consentrecord (controller_id, subject_id, ref, purpose, channel, text_id,
           language, status, given_at, decided_at, expires_at)
       select %(c)s, id, gen_random_uuid(), 'marketing', 'email', %(text)s, 'sv', 'given',
           %(at)s::timestamptz - interval '90 days', %(at)s::timestamptz - interval '90 days',
           %(at)s::timestamptz + interval '600 days' from subjects_datasubject
       where controller_id = %(c)s and id %% 3 = 0""",
    """insert into consents_objection (controller_id, subject_id, purpose, channel, objected_at, way, outcome)
       select %(c)s, id, 'marketing', 'email', %(at)s, 'phone', 'absolute' from subjects_datasubject
       where controller_id = %(c)s and id %% 10 = 1""",
    """insert into consents_addresscollection (controller_id, subject_id, channel, in_a_sale, opt_out_offered,
           collected_on)
       select %(c)s, id, 'email', true, true, date '2026-01-01' from subjects_datasubject
       where controller_id = %(c)s and id %% 10 = 2""",
)


def asked(controller: Any) -> Any:
    """Ask for a newsletter by e-mail."""
    from consents.facts import Asked
    from consents.law import Channel, MessageClass, Use

    use = Use(
        purpose="marketing",
        channel=Channel.EMAIL,
        message_class=MessageClass.MARKETING,
        opt_out_offered=True,
        sender_address_valid=True,
        contains_promotion=False,
    )
    return Asked(controller=controller, use=use, at=NOW)


def over_http(controller: Any, ids: list[int]) -> tuple[float, float, int]:
    """Give the medians of a bare view and of the gate's, in seconds, and the gate's statements."""
    from django.db import connection

    from consents.gate import may_use
    from subjects.models import DataSubject

    with server(controller) as get:
        for pk in ids[:50]:
            get("bare", pk), get("gate", pk)
        times: dict[str, list[float]] = {"bare": [], "gate": []}
        for number in range(ROUNDS):
            pk = ids[number * 7919 % len(ids)]
            for name, taken in times.items():
                taken.append(timed(lambda name=name, pk=pk: get(name, pk))[0])
    statements = Statements()
    with connection.execute_wrapper(statements):
        may_use(DataSubject.objects.get(pk=ids[0]), asked(controller))
    return statistics.median(times["bare"]), statistics.median(times["gate"]), statements.count - 1


def in_process(controller: Any, ids: list[int]) -> tuple[float, float, int]:
    """Give the seconds of one person alone, of one of many at once, and the statements of the many."""
    from django.db import connection

    from consents.gate import may_use, may_use_all
    from subjects.models import DataSubject

    question = asked(controller)
    some = list(DataSubject.objects.filter(pk__in=ids[:: max(1, len(ids) // 300)]))
    alone = [timed(lambda who=who: may_use(who, question))[0] for who in some]
    statements = Statements()
    with connection.execute_wrapper(statements):
        seconds, answers = timed(lambda: may_use_all(ids, question))
    assert len(answers) == len(ids)
    return statistics.median(alone), seconds / len(ids), statements.count


@contextmanager
def server(controller: Any) -> Iterator[Callable[[str, int], bytes]]:
    """Serve the two views over HTTP on loopback; give what asks one of them over a kept connection."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application
    from django.test import override_settings

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Write no line a request."""

    views(controller)
    with override_settings(ROOT_URLCONF="benchmarks.gate", ALLOWED_HOSTS=["127.0.0.1"]):
        httpd = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
        httpd.set_app(get_wsgi_application())
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        link = http.client.HTTPConnection("127.0.0.1", httpd.server_address[1], timeout=20)

        def get(name: str, pk: int) -> bytes:
            link.request("GET", f"/{name}/{pk}/")
            answer = link.getresponse()
            body = answer.read()
            assert answer.status == 200, body[:200]
            return body

        try:
            yield get
        finally:
            link.close()
            httpd.shutdown()
            httpd.server_close()


urlpatterns: list[Any] = []


def views(controller: Any) -> None:
    """Make the two views: one query each to find the person, and the gate in one of them."""
    from django.http import HttpRequest, JsonResponse
    from django.urls import path

    from consents.gate import may_use
    from subjects.models import DataSubject

    def bare(request: HttpRequest, pk: int) -> JsonResponse:
        return JsonResponse({"ref": str(DataSubject.objects.get(pk=pk).ref)})

    def gate(request: HttpRequest, pk: int) -> JsonResponse:
        decision = may_use(DataSubject.objects.get(pk=pk), asked(controller))
        return JsonResponse({"allowed": decision.allowed, "reasons": decision.reasons})

    urlpatterns[:] = [path("bare/<int:pk>/", bare), path("gate/<int:pk>/", gate)]


if __name__ == "__main__":
    from benchmarks.gate import main as run  # the module by its name, as the addresses are looked up

    run(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
