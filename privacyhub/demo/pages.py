"""The pages the demo asks itself for: every one must answer 200."""

from __future__ import annotations

import time
import urllib.error
import urllib.request

from privacyhub.demo.console import Console
from privacyhub.services.errors import ServiceError
from privacyhub.services.process import Child

PAGES = ("/healthz", "/", "/konto/login/", "/admin/login/", "/demo/mejl/")
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
    """Ask for each page as a stranger does; raise ServiceError when one does not answer 200."""
    answers = {page: status(url + page) for page in PAGES}
    for page, answer in answers.items():
        console.say(f"    {answer} {page}")
    if wrong := [page for page, answer in answers.items() if answer != 200]:
        raise ServiceError(f"Not every page answered 200: {', '.join(wrong)}")


def status(url: str) -> int:
    """Give the HTTP status of a page, redirects followed; 0 when nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as problem:
        return problem.code
    except OSError:
        return 0
