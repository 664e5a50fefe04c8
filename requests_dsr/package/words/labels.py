"""What columns and tables are called for people, where their own table says only a technical name."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COLUMNS: dict[str, Promise] = {
    "user": _("inloggning"),
    "normalised": _("skrivet så att det kan jämföras"),
    "org": _("organisation"),
    "reference_contact": _("er referens"),
    "subject": _("person"),
    "added_at": _("tillagd"),
    "text": _("text"),
    "recorded_at": _("antecknad"),
    "form_digest": _("formulärets fingeravtryck"),
    "person_digest": _("adressens fingeravtryck"),
    "text_digest": _("textens fingeravtryck"),
    "digest": _("fingeravtryck"),
    "message_id": _("mejlets nummer"),
    "proofs": _("bevis"),
    "staff_role": _("roll"),
    "data": _("innehåll"),
    "last_used_at": _("senast använd"),
    "ip": _("IP-adress"),
    "last_seen_at": _("senast sedd"),
    "user_agent": _("webbläsare"),
}
TABLES: dict[str, Promise] = {
    "mfa.Authenticator": _("andra steget vid inloggning"),
    "usersessions.UserSession": _("inloggade enheter"),
    "admin.LogEntry": _("åtgärder i panelen"),
    "requests_dsr.RequestFile": _("akter i dina begäranden"),
    "requests_dsr.RequestEvent": _("händelser i dina begäranden"),
    "retention.RetentionUnit": _("vad som sparas till när"),
    "subjects.AccessLog": _("när någon hos oss har läst"),
    "subjects.DataSubject": _("du"),
    "subjects.Identity": _("det vi känner igen dig på"),
    "subjects.SourceRecord": _("varifrån vi fick uppgifterna"),
    "subjects.Contact": _("vilka företag du företräder"),
    "subjects.CustomerOrg": _("företagen du företräder"),
}
