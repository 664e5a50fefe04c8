"""An attachment to a mail: as a file that nothing opens by itself, and deleted."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mailintake.selectors import content_of
from mailintake.services import drop_attachment
from requests_dsr.package.files.sealing import Unreadable
from staff.access import Staff
from staff.doors import door
from staff.reading import NotThere
from staff.requests.finding import REQUEST_ROLES
from staff.views.mail.finding import handling, mail_or_404, note_looked
from subjects.services.errors import Refused


@require_safe
@door(*REQUEST_ROLES)
def mail_attachment(request: HttpRequest, staff: Staff, ref: UUID, number: int) -> HttpResponse:
    """Give an attachment to be saved, under a name of ours: never shown by the browser, never run."""
    mail = mail_or_404(staff, ref)
    attachment = get_object_or_404(mail.attachments.filter(refused=""), number=number)
    try:
        note_looked(staff, mail)
        content = b"".join(content_of(attachment))
    except NotThere:
        raise Http404 from None
    except Unreadable:
        messages.error(request, _("Bilagan går inte att öppna: PACKAGE_KEY är inte den som den låstes med."))
        return redirect("admin:mail", ref=ref)
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="bilaga-{number}.{attachment.kind}"'
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@require_POST
@door(*REQUEST_ROLES)
def mail_attachment_drop(request: HttpRequest, staff: Staff, ref: UUID, number: int) -> HttpResponse:
    """Delete one attachment of a mail that is part of a request, here and in the mailbox."""
    mail = mail_or_404(staff, ref)
    try:
        drop_attachment(mail=mail, number=number, how=handling(staff, mail))
        messages.success(request, _("Bilagan är raderad. Mejlet tas bort ur brevlådan nästa gång den läses."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("admin:mail", ref=ref)
