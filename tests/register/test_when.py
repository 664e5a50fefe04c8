"""A day and a time are written in one way, wherever a person reads them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils.translation import override

from register.wording.when import instant_in_words, time_of_day

AT = datetime(2026, 11, 30, 17, 4, tzinfo=UTC)
OWN_CLOCK = re.compile(r"[HGhg][.:]i\b")
HERE = {"register/wording/when.py", "privacyhub/settings.py"}


@pytest.mark.parametrize(
    ("language", "says"),
    [("sv", "måndag 30 november 2026 kl. 18.04"), ("en", "Monday 30 November 2026 at 18:04")],
)
def test_an_instant_is_written_in_stockholms_time_with_its_day(language: str, says: str) -> None:
    with override(language):
        assert instant_in_words(AT, weekday=True) == says
        assert instant_in_words(AT) == says.partition(" ")[2]
        assert says.endswith(time_of_day(AT))


def test_the_filters_write_what_the_functions_do_and_nothing_of_nothing() -> None:
    form = "{% load when %}{{ at|clock }}|{{ at|day }}|{{ at|time_only }}|{{ none|clock }}{{ none|day }}"
    with override("sv"):
        said = Template(form).render(Context({"at": AT, "none": None}))
    assert said == "30 november 2026 kl. 18.04|30 november 2026|18.04|"


def test_no_page_letter_or_module_has_a_clock_of_its_own() -> None:
    root = settings.BASE_DIR
    apps = {one.split(".")[0] for one in settings.INSTALLED_APPS if (root / one.split(".")[0]).is_dir()}
    found = [
        f"{path.relative_to(root)}: {line.strip()[:80]}"
        for folder in sorted({*apps, "templates", "privacyhub"})
        for path in (root / folder).rglob("*")
        if path.suffix in {".py", ".html", ".txt"} and str(path.relative_to(root)) not in HERE
        for line in path.read_text().splitlines()
        if OWN_CLOCK.search(line)
    ]
    assert found == []
