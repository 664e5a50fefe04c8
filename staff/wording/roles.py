"""What each role may do, in a sentence (domain.md 5)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import Role

DUTIES = {
    Role.HANDLER: _("Sköter ärenden: söker personer, tar emot begäranden, föreslår svar."),
    Role.DPO: _("Beslutar: godkänner och avslår, häver spärrar, släpper gallringar, godkänner policyer."),
    Role.ACCOUNTING: _("Ser kunder och fakturor, för bokföringens skull."),
    Role.AUDITOR: _("Läser gallringar, anmärkningar och liggaren. Ser inga personer."),
    Role.ADMIN: _("Sköter installationen och rollerna. Ser inga ärenden och inga personer."),
}
