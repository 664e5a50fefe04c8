"""The demo itself: the steps in order, then web, worker and beat until somebody stops them."""

from __future__ import annotations

import contextlib
import time

import django

from privacyhub.demo.console import Console
from privacyhub.demo.pages import check_pages, wait_until_healthy
from privacyhub.demo.programs import all_running, beat, wait_for_the_worker, web, worker
from privacyhub.demo.steps import STEPS, Demo
from privacyhub.demo.surroundings import Site
from privacyhub.services.process import Child


def play(site: Site, console: Console, *, once: bool) -> None:
    """Carry out every step and start every program; stop at once when `once`, else on Ctrl-C."""
    django.setup()
    demo = Demo(console=console)
    for step in STEPS:
        with console.step(step.label):
            step.run(demo)
    with contextlib.ExitStack() as stack:
        children = _start(site, console, stack)
        if once:
            with console.step("Waiting for the worker to carry out a task"):
                wait_for_the_worker(children)
            with console.step("Asking its own pages"):
                check_pages(site.url, console)
            _show(demo, [])
        else:
            _show(
                demo,
                [f"PrivacyHub is at {site.url}", f"Logs: {site.var_dir / 'log'}", "Ctrl-C stops it all."],
            )
            _watch(children)


def _start(site: Site, console: Console, stack: contextlib.ExitStack) -> list[Child]:
    """Start the web server first: worker and beat would only slow down the first page."""
    logs = site.var_dir / "log"
    logs.mkdir(exist_ok=True)
    with console.step("Starting the web server"):
        children = [_until_the_end(web(site.listener, logs), stack)]
        wait_until_healthy(site.url, children[0])
    with console.step("Starting worker and beat"):
        children += [_until_the_end(start(logs), stack) for start in (worker, beat)]
    return children


def _until_the_end(child: Child, stack: contextlib.ExitStack) -> Child:
    stack.callback(child.stop)
    return child


def _show(demo: Demo, lines: list[str]) -> None:
    demo.console.say()
    for line in [*demo.at_the_end, *lines]:
        demo.console.say(line)


def _watch(children: list[Child]) -> None:
    while True:
        all_running(children)
        time.sleep(1)
