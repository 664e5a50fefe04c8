"""Check a receipt from the ledger, or a reference to one of its lines, as anybody who holds one may."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from ledger.keys import public_key
from publicforms.certificates import hold_against
from publicforms.company import company_of
from publicforms.guarding import public_form
from publicforms.limits import Turn, take_anonymous_turn
from publicforms.receipts import Checked, check, is_certificate, read
from publicforms.recognising import Pasted, check_references, recognise
from publicforms.views.sending import page


@public_form
def receipt(request: HttpRequest, slug: str) -> HttpResponse:
    """Check a receipt, a whole certificate, or references, against our public key; nothing is kept."""
    company = company_of(slug).controller
    text, status = request.POST.get("receipt", ""), 200
    checked: list[Checked] = []
    certificate = pasted = None
    if request.method == "POST":
        turn = take_anonymous_turn(request)
        status = {Turn.FREE: 200, Turn.TOO_MANY: 429, Turn.NOT_COUNTED: 503}[turn]
        if turn is Turn.FREE:
            pasted = recognise(text)
            if pasted is Pasted.REFERENCES:
                checked = check_references(text, company)
            elif pasted is Pasted.RECEIPT:
                said = read(text)
                checked = check(said, company)
                certificate = hold_against(said, checked, company) if is_certificate(said) else None
            else:
                status = 422
    shown = {
        "text": text,
        "pasted": pasted,
        "checked": checked,
        "certificate": certificate,
        "public_key": public_key(),
        "refused": status in (429, 503),
    }
    return page(request, "publicforms/receipt.html", shown, status=status)
