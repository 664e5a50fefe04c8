"""How much of a mail is taken in. What is over stays in the mailbox, and the draft says so."""

from __future__ import annotations

MOST_BYTES = 25 * 1024 * 1024
"""A larger message is read up to here."""
MOST_TEXT = 200_000
"""Characters shown; a longer text is kept whole as an attachment."""
MOST_HEADER = 4_000
MOST_DEPTH = 20
"""How deep parts lie in parts before the rest is left alone."""
MOST_BOUNDARIES = 200
MOST_PARSING = 20_000_000
"""Lines times boundaries: Python's parser asks of every line whether it ends each open part."""
MOST_HTML = 2_000_000
MOST_ATTACHMENTS = 20
MOST_ATTACHMENT_BYTES = 10 * 1024 * 1024
MOST_REFERENCES = 50
