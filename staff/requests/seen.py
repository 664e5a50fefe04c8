"""What a form carries of the request it was shown with, and what has come since: whether a page is old."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from django.db.models import Max, QuerySet

from requests_dsr.models import DataSubjectRequest, RequestEvent
from staff.wording.requests import event_line


def seen(request: DataSubjectRequest) -> str:
    """Give what a form carries of the state it was shown in: where it stands, and how far the file had come.

    Whatever was added to the file later makes the page old: words, values, notes, a question, a link to
    somebody else. What the machine notes by itself (a warning that was mailed) does not.
    """
    drafted = request.drafted_at.isoformat() if request.drafted_at else "-"
    newest = _lines(request).aggregate(newest=Max("pk"))["newest"] or 0
    return f"{request.state} {drafted} {newest} {_digest(request)}"


def read_until(mark: str) -> int | None:
    """Give the newest line of the file that whoever sends a form had before them; None where it says none."""
    parts = mark.split()
    return int(parts[2]) if len(parts) == 4 and parts[2].isascii() and parts[2].isdigit() else None


def news_since(request: DataSubjectRequest, mark: str) -> Iterator[str]:
    """Say, line by line, what the file was given since a form was shown."""
    since = read_until(mark)
    if since is None or since > 2**62:
        return
    for event in _lines(request).filter(pk__gt=since).order_by("pk"):
        yield event_line(event)


def _lines(request: DataSubjectRequest) -> QuerySet[RequestEvent]:
    return request.events.exclude(role="worker")


def _digest(request: DataSubjectRequest) -> str:
    file = request.file
    told = [request.subject_id, request.categories, file.words, file.proposed]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
