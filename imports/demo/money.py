"""Claims in every state, old vouchers, and credit reports (RT-9, RT-10, RT-13)."""

from __future__ import annotations

from datetime import date

from imports.demo.cast import Cast
from subjects import models as m

PAID, PART, CREDIT = m.InvoiceEventKind.PAYMENT, m.InvoiceEventKind.PAYMENT, m.InvoiceEventKind.CREDIT_NOTE
WAIVED, WRITTEN_OFF = m.InvoiceEventKind.WAIVER, m.InvoiceEventKind.ACCOUNTING_WRITE_OFF
FEE, BACK = m.InvoiceEventKind.FEE, m.InvoiceEventKind.REVERSAL


def money_stories(cast: Cast) -> None:
    """Tell of what organisations owe and owed."""
    settled(cast)
    unpaid(cast)
    barred(cast)
    for years in (8, 8, 9, 9, 10, 11):
        cast.voucher(_debtor(cast), cast.ago(months=12 * years), 900)
    if cast.has("credit_check"):
        for months in (0, 1, 2, 2, 4, 5, 6, 7, 9):
            org = _debtor(cast)
            cast.add(m.CreditCheck(org=org, obtained_on=cast.ago(months=months, days=1), outcome="låg risk"))


def settled(cast: Cast) -> None:
    """Settle claims: most within two years, ten before that, by payment, credit note and waiver."""
    for months in range(1, 21):
        cast.invoice(
            _debtor(cast), cast.ago(months=months + 1), 1200, [(cast.ago(months=months), PAID, 1200)]
        )
    for months in range(25, 33):
        on = cast.ago(months=months)
        cast.invoice(_debtor(cast), cast.ago(months=months + 1), 800, [(on, PAID, 500), (on, CREDIT, 300)])
    for months in (30, 31):
        on = cast.ago(months=months)
        cast.invoice(_debtor(cast), cast.ago(months=36), 700, [(on, PAID, 200), (on, WAIVED, 500)])


def unpaid(cast: Cast) -> None:
    """Leave claims open: unpaid, partly paid, paid back, dunned, written off in the books only, overpaid."""
    for months in range(1, 9):
        cast.invoice(_debtor(cast), cast.ago(months=months * 4), 2500)
    for months in (3, 12, 30, 50):
        on = cast.ago(months=months)
        cast.invoice(_debtor(cast), on, 3000, [(cast.ago(months=months - 1), PART, 1000)])
    paid, returned = cast.ago(months=28), cast.ago(months=27)
    cast.invoice(_debtor(cast), cast.ago(months=30), 400, [(paid, PAID, 400), (returned, BACK, 400)])
    cast.invoice(_debtor(cast), cast.ago(months=30), 400, [(paid, PAID, 400), (cast.ago(months=26), FEE, 60)])
    cast.invoice(_debtor(cast), cast.ago(months=40), 600, [(cast.ago(months=30), WRITTEN_OFF, 600)])
    cast.invoice(_debtor(cast), cast.ago(months=40), 500, [(cast.ago(months=39), PAID, 650)])


def barred(cast: Cast) -> None:
    """Let claims be barred: after ten years, three against a consumer; a demand starts them anew."""
    for years in (10, 11):
        cast.invoice(_debtor(cast), cast.ago(months=12 * years + 1), 900)
    cast.invoice(_debtor(cast, natural_person=True), cast.ago(months=40), 300, debtor=m.Debtor.CONSUMER)
    demanded = cast.invoice(_debtor(cast), cast.ago(months=130), 900)
    cast.add(m.ClaimInterruption(invoice=demanded, happened_on=cast.ago(months=50)))


def broken_years(cast: Cast) -> None:
    """Let the company's financial years run from May to April (RT-10)."""
    for year in range(cast.today.year - 15, cast.today.year + 5):
        cast.add(
            m.FiscalYear(
                controller=cast.controller, starts_on=date(year, 5, 1), ends_on=date(year + 1, 4, 30)
            )
        )


def _debtor(cast: Cast, *, natural_person: bool = False) -> m.CustomerOrg:
    """Give an organisation with a contact: a new one now and then, else one of those made last."""
    made = [contact.org for contact in cast.rows[m.Contact][-40:]]
    turn = len(cast.rows[m.Invoice])
    if made and turn % 3 and not natural_person:
        return made[turn % len(made)]  # type: ignore[no-any-return]
    org = cast.organisation(natural_person=natural_person)
    cast.contract(org, cast.ago(months=140))
    cast.contact(org)
    return org
