"""What the erasure of each category reaches, table by table (domain.md 4.1)."""

from __future__ import annotations

from retention.erasing.steps import Delete, Run, Step

SESSIONS = Run(
    table="django_session",
    statement="""
        delete from django_session where session_key in (
            select e.session_key from usersessions_usersession e
            join subjects_datasubject s on s.user_id = e.user_id
            where s.id in (select i.subject_id {batch})) returning 1""",
)

REQUESTER_TAKEN_OUT = Run(
    table="subjects_supportticket",
    statement="""
        update subjects_supportticket t set
            subject_id = null,
            requester = 'borttagen användare',
            title = subjects_redact(t.title, n.needles),
            body = subjects_redact(t.body, n.needles),
            source_name = ''
        from (
            select s.id, array(
                select s.full_name union select unnest(string_to_array(s.full_name, ' '))
                union select d.value from subjects_identity d where d.subject_id = s.id) as needles
            from subjects_datasubject s where s.id in (select i.subject_id {batch})
        ) n
        where t.subject_id = n.id returning 1""",
)

CATEGORY_STEPS: dict[str, tuple[Step, ...]] = {
    "support_profile": (
        SESSIONS,
        Delete(table="subjects_activity", key="profile_id"),
        Delete(table="retention_reminder", key="profile_id"),
        Delete(table="subjects_supportprofile"),
    ),
    "support_tickets": (
        Delete(
            table="subjects_ticketattachment",
            key="ticket_id",
            by="subject_id",
            through=("subjects_supportticket", "subject_id"),
            files=("file",),
        ),
        REQUESTER_TAKEN_OUT,
    ),
    "marketing_profile": (
        Delete(table="consents_addresscollection", key="subject_id", by="subject_id"),
        Delete(table="subjects_marketingprofile"),
    ),
    "crm_inquiry": (Delete(table="subjects_inquiry"),),
    "phone_message": (Delete(table="subjects_phonemessage"),),
    "customer_data": (Delete(table="subjects_customerdata", key="contact_id"),),
    "correspondence": (Delete(table="subjects_correspondence", key="contact_id"),),
    "billing_claim": (
        Delete(table="subjects_invoiceevent", key="invoice_id"),
        Delete(table="subjects_claiminterruption", key="invoice_id"),
        Delete(table="subjects_invoice"),
    ),
    "accounting_records": (Delete(table="subjects_voucher", files=("document",)),),
    "credit_check": (Delete(table="subjects_creditcheck"),),
}
RECORD_STEPS: tuple[Step, ...] = (Delete(table="subjects_record"),)


def steps_of(category: str) -> tuple[Step, ...]:
    """Give the steps of a category; one without a table of its own is kept in `subjects.Record`."""
    return CATEGORY_STEPS.get(category, RECORD_STEPS)
