"""What was said: inquiries, saved mail, phone messages, marketing, and data of the company's own kinds."""

from __future__ import annotations

from imports.demo.cast import Cast
from subjects import models as m


def dialogue_stories(cast: Cast) -> None:
    """Tell of what people wrote, asked and agreed to."""
    inquiries(cast)
    letters(cast)
    phone_messages(cast)
    marketing(cast)
    own_categories(cast)


def inquiries(cast: Cast) -> None:
    """Ask for offers and demonstrations: new, old, answered late, and some that became customers."""
    kinds = m.InquiryKind.values
    for number in range(30):
        received = cast.ago(months=number % 11 if number < 20 else 13 + number % 6)
        person = cast.person(m.SubjectKind.LEAD, since=received)
        cast.add(
            m.Inquiry(
                subject=person,
                kind=kinds[number % 3],
                received_at=cast.at(received),
                last_contact_at=cast.at(cast.ago(months=2)) if number % 10 == 9 else None,
                message="Vi är en skola med 40 anställda och vill gärna ha en offert.",
            )
        )
    for contact in cast.rows[m.Contact][:5]:
        cast.add(
            m.Inquiry(
                subject=contact.subject,
                kind=m.InquiryKind.QUOTE,
                received_at=cast.at(cast.ago(months=40)),
                converted=True,
                message="Vi vill bli kund.",
            )
        )


def letters(cast: Cast) -> None:
    """Save mail with contacts: most while they are customers, some after."""
    for number, contact in enumerate(cast.rows[m.Contact][::6]):
        cast.add(
            m.Correspondence(
                contact=contact,
                sent_on=cast.ago(months=number % 20, days=1),
                title="Angående fakturan",
                body=f"Hej! Kan ni skicka fakturan igen? Vänliga hälsningar {contact.subject.full_name}",
            )
        )


def phone_messages(cast: Cast) -> None:
    """Take messages: fresh ones, and some older than 30 days."""
    if cast.has("phone_message"):
        for number, days in enumerate((0, 1, 3, 9, 20, 29, 31, 33, 40, 60, 75)):
            person = cast.rows[m.Contact][number].subject
            taken = cast.at(cast.ago(days=days), 15)
            cast.add(m.PhoneMessage(subject=person, taken_at=taken, message="Vill bli uppringd om ordern."))


def marketing(cast: Cast) -> None:
    """Market on consent and on legitimate interest: live, idle, withdrawn, objected."""
    for number in range(32):
        if number < 20:
            _consent(cast, given=6 + number % 12, seen=number % 6)
        elif number < 26:
            _consent(cast, given=40, seen=25 + number % 4)
        elif number < 28:
            _consent(cast, given=12, seen=1, withdrawn_at=cast.at(cast.ago(days=1)))
        else:
            _consent(cast, given=30, seen=3)
    for number, contact in enumerate(cast.rows[m.Contact][2:90:7]):
        objected = cast.at(cast.ago(days=1)) if number in (3, 7) else None
        cast.add(
            m.MarketingProfile(
                subject=contact.subject,
                basis=m.MarketingBasis.LEGITIMATE_INTEREST,
                last_interaction_at=cast.at(cast.ago(months=3)),
                objected_at=objected,
                interests="schema",
            )
        )


def own_categories(cast: Cast) -> None:
    """Keep data without a table of its own: traffic, and a customer's data that we only process."""
    if cast.has("traffic_data"):
        for number in range(14):
            day = cast.ago(months=number % 10 if number < 10 else 13 + number % 5)
            person = cast.rows[m.Contact][number * 3].subject
            seen = {"recorded_on": day.isoformat()}
            cast.add(
                m.Record(
                    subject=person,
                    category="traffic_data",
                    triggers=seen,
                    content={"page": "/produkter"},
                    source_kind=m.SourceKind.OBSERVED,
                )
            )
    if cast.has("product_data"):
        for contact in cast.rows[m.Contact][:5]:
            cast.add(
                m.Record(
                    subject=contact.subject,
                    category="product_data",
                    content={"lön": "finns"},
                    source_kind=m.SourceKind.COLLEAGUE,
                )
            )


def _consent(cast: Cast, *, given: int, seen: int, **fields: object) -> None:
    person = cast.person(m.SubjectKind.LEAD, since=cast.ago(months=given))
    cast.add(
        m.MarketingProfile(
            subject=person,
            basis=m.MarketingBasis.CONSENT,
            given_at=cast.at(cast.ago(months=given)),
            last_interaction_at=cast.at(cast.ago(months=seen, days=1)),
            interests="nyhetsbrev, kurser",
            **fields,
        )
    )
