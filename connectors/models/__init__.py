"""The systems we are connected to, and who was told of what (Art. 19)."""

from connectors.models.notices import (
    ARTICLE_19,
    LEADS_TO,
    UNSETTLED,
    NoticeKind,
    NoticeState,
    RecipientKind,
    RecipientNotice,
    Trouble,
)
from connectors.models.systems import System

__all__ = [
    "ARTICLE_19",
    "LEADS_TO",
    "UNSETTLED",
    "NoticeKind",
    "NoticeState",
    "RecipientKind",
    "RecipientNotice",
    "System",
    "Trouble",
]
