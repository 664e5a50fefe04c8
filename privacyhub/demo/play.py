"""The demo itself: the steps in order, then web, worker and beat until somebody stops them."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

from privacyhub.demo.console import Console
from privacyhub.demo.pages import check_pages, wait_until_healthy
from privacyhub.demo.programs import all_running, beat, wait_for_the_worker, web, worker
from privacyhub.demo.step import Demo
from privacyhub.demo.steps import STEPS
from privacyhub.demo.surroundings import Site
from privacyhub.services.process import Child


def play(site: Site, console: Console, *, once: bool) -> None:
    """Carry out every step and start every program; stop at once when `once`, else on Ctrl-C."""
    demo = Demo(console=console)
    for step in STEPS:
        with console.step(step.label):
            step.run(demo)
    with _programs(site, console) as children:
        if once:
            with console.step("Waiting for the worker to carry out a task"):
                wait_for_the_worker(children)
            with console.step("Asking its own pages"):
                check_pages(site.url, console)
            _show(demo, [])
            console.say("Every step is done and every page answered. Stopping.")
        else:
            _show(demo, _where(site))
            _watch(children)


@contextlib.contextmanager
def _programs(site: Site, console: Console) -> Iterator[list[Child]]:
    """Start the web server first: worker and beat would only slow down the first page."""
    logs = site.var_dir / "log"
    logs.mkdir(exist_ok=True)
    children: list[Child] = []
    try:
        with console.step("Starting the web server"):
            children.append(web(site.listener, logs))
            wait_until_healthy(site.url, children[0])
        with console.step("Starting worker and beat"):
            children += [worker(logs), beat(logs)]
        yield children
    finally:
        _stop_together(children)


def _stop_together(children: list[Child]) -> None:
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.stop()


def _where(site: Site) -> list[str]:
    return [
        f"PrivacyHub is at {site.url}",
        f"The staff's panel: {site.url}/admin/",
        f"Mails, log-in codes among them: {site.url}/demo/mejl/",
        f"Logs: {site.var_dir / 'log'}",
        "Ctrl-C stops it all.",
    ]


def _show(demo: Demo, lines: list[str]) -> None:
    demo.console.say()
    for line in [*demo.at_the_end, *lines]:
        demo.console.say(line)


def _watch(children: list[Child]) -> None:
    while True:
        all_running(children)
        time.sleep(1)
