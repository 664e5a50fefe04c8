"""The systems we are connected to, and who was told of what (Art. 19)."""

from connectors.models.notices import NoticeKind, NoticeState, RecipientKind, RecipientNotice
from connectors.models.systems import System

__all__ = ["NoticeKind", "NoticeState", "RecipientKind", "RecipientNotice", "System"]
