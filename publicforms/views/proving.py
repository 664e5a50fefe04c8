"""Check a receipt from the ledger, or a reference to one of its lines, as anybody who holds one may."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from ledger.keys import public_key
from publicforms.certificates import hold_against
from publicforms.company import company_of
from publicforms.guarding import public_form_of
from publicforms.limits import Turn, take_anonymous_turn
from publicforms.receipts import (
    Checked,
    TooMany,
    check,
    is_certificate,
    kinds_in_words,
    read,
)
from publicforms.recognising import Pasted, check_references, recognise
from publicforms.views.sending import page

MOST_BYTES_OF_A_CERTIFICATE = 2_400_000
"""As many receipts as are checked, of 1,600 bytes each: an entry, its proof among a million, a head."""
FEW = 20
"""Of so many receipts each is listed openly; of more, those that hold are folded together."""


@public_form_of(MOST_BYTES_OF_A_CERTIFICATE)
def receipt(request: HttpRequest, slug: str) -> HttpResponse:
    """Check a receipt, a whole certificate, or references, against our public key; nothing is kept."""
    company = company_of(slug).controller
    text, status = request.POST.get("receipt", ""), 200
    checked: list[Checked] = []
    certificate = pasted = None
    most = None
    if request.method == "POST":
        turn = take_anonymous_turn(request)
        status = {Turn.FREE: 200, Turn.TOO_MANY: 429, Turn.NOT_COUNTED: 503}[turn]
        if turn is Turn.FREE:
            pasted, kinds = recognise(text), kinds_in_words()
            try:
                if pasted is Pasted.REFERENCES:
                    checked = check_references(text, company, kinds)
                elif pasted is Pasted.RECEIPT:
                    said = read(text)
                    checked = check(said, company, kinds)
                    if is_certificate(said):
                        certificate = hold_against(said, checked, company, kinds)
                else:
                    status = 422
            except TooMany as much:
                checked, most, status = [], much.most, 422
    shown = {
        "text": text,
        "pasted": pasted,
        "checked": checked,
        "open": [one for one in checked if len(checked) <= FEW or not one.holds or one.elsewhere],
        "folded": [one for one in checked if len(checked) > FEW and one.holds and not one.elsewhere],
        "most": most,
        "certificate": certificate,
        "public_key": public_key(),
        "refused": status in (429, 503),
    }
    return page(request, "publicforms/receipt.html", shown, status=status)
