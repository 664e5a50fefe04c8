"""How letters show in HTML what stands in them as plain text."""

from __future__ import annotations

import re

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def own_links(escaped: SafeString) -> SafeString:
    """Make links of our own addresses in a text that is escaped already.

    Only ours: whatever a person typed into a form stays words, so that nobody mails links by our hand.
    """
    ours = re.compile(rf"(?<![^\s]){re.escape(settings.SITE_URL)}/[\w./-]*")
    return mark_safe(ours.sub(lambda found: format_html('<a href="{0}">{0}</a>', found[0]), escaped))
