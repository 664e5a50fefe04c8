"""The pages the demo asks itself for: every one must answer 200."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from typing import Any

from privacyhub.demo.console import Console
from privacyhub.demo.visits import visits
from privacyhub.services.errors import ServiceError
from privacyhub.services.process import Child

WEB_SECONDS = 90  # two processes importing Django on a busy machine


def wait_until_healthy(url: str, server: Child) -> None:
    """Wait until the web server, its database and its cache answer."""
    until = time.monotonic() + WEB_SECONDS
    while time.monotonic() < until:
        if not server.running:
            raise ServiceError(f"{server.name} did not start: {server.last_words()} (see {server.log})")
        if status(f"{url}/healthz") == 200:
            return
        time.sleep(0.1)
    raise ServiceError(f"{server.name} did not answer within {WEB_SECONDS} seconds (see {server.log})")


def check_pages(url: str, console: Console) -> None:
    """Make every visit; raise ServiceError when a page does not answer 200 itself."""
    wrong = []
    with visits() as expected:
        for visit in expected:
            answer = status(url + visit.path, cookie=visit.cookie)
            console.say(f"    {answer} {visit.path} ({visit.who})")
            if answer != 200:
                wrong.append(visit.path)
    if wrong:
        raise ServiceError(f"Not every page answered 200: {', '.join(wrong)}")


class _StayHere(urllib.request.HTTPRedirectHandler):
    """A page that sends a visitor elsewhere, to the log-in perhaps, has not answered."""

    def redirect_request(self, *args: Any) -> None:
        return None


_opener = urllib.request.build_opener(_StayHere)


def status(url: str, *, cookie: str = "") -> int:
    """Give the HTTP status of a page; 0 when nobody answers."""
    request = urllib.request.Request(url, headers={"Cookie": cookie} if cookie else {})
    try:
        with _opener.open(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as problem:
        return problem.code
    except OSError:
        return 0
