"""Traces without a person: visits, statistics; and who on the staff has looked at whom."""

from __future__ import annotations

from accounts.models import Role, User
from imports.demo.cast import Cast
from law.identifiers import mask_ip
from subjects import models as m

PAGES = ("/",) * 5 + ("/priser",) * 3 + ("/produkter",) * 2 + ("/kontakt",)
SELDOM = "/support/kontakta-jouren"
VISITS = 1800


def trace_stories(cast: Cast, looker: User) -> None:
    """Tell of visits (every thirtieth older than 26 months), two statistics, and looks at people."""
    for number in range(VISITS):
        months = 27 + number % 5 if number % 30 == 0 else number % 25
        cast.add(
            m.WebVisit(
                controller=cast.controller,
                site=f"www.{cast.controller.slug}.example.se",
                path=SELDOM if number % 97 == 0 else PAGES[number // 25 % len(PAGES)],
                visited_on=cast.ago(months=months, days=number % 27),
                ip_masked=mask_ip(f"198.51.100.{number % 256}"),
            )
        )
    for months, anonymised in ((2, True), (14, True), (1, False)):
        cast.add(
            m.StatsExtract(
                controller=cast.controller,
                created_on=cast.ago(months=months),
                title="Ärenden per produkt",
                method="antal, minsta cell 5",
                cells={"Schema": 48, "Lön": 17},
                anonymised=anonymised,
            )
        )
    for number, contact in enumerate(cast.rows[m.Contact][:60]):
        months = 25 if number % 12 == 11 else number % 20
        cast.add(
            m.AccessLog(
                controller=cast.controller,
                subject=contact.subject,
                user=looker,
                role=Role.HANDLER,
                page="person",
                reason="supportärende",
                at=cast.at(cast.ago(months=months, days=1), 13),
            )
        )
