"""Facts of the customer relation and of what is said in it (RT-7, RT-8, WN-16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class InquiryKind(StrEnum):
    """What was asked for on the contact page (WL-35); the law counts them alike."""

    QUOTE = "quote"
    DEMO = "demo"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract of the organisation, its last day inclusive; `end` None while it has no end."""

    start: date
    end: date | None
    end_corrected_on: date | None = None


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Saved messages with a contact, by the day of the last one."""

    last_message_on: date


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question, a quote or a demo asked for; `converted` when it became a customer."""

    received_on: date
    last_contact_on: date | None = None
    converted: bool = False


@dataclass(frozen=True, slots=True)
class PhoneMessage:
    """A message taken by the answering service (WN-16)."""

    taken_on: date
