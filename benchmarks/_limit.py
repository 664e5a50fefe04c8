"""What one backend can do at most: the same rows by one plain statement a kind, and a ledger line each.

No plan, no locks, no comparison, no tombstones, no outbox, no seal, and the due dates are known: the
physical limit of performance.md 1.1, which a purge that holds every promise is measured against.
"""

from __future__ import annotations

from datetime import date

from django.db import connection

from accounts.models import Controller
from tests.erasing import as_a_purge

DUE = """due as materialized (
    select id, unit_ref, item_id, subject_id, contact_id, org_id from retention_retentionunit
    where controller_id = %(c)s and look_on <= %(today)s and action = 'erase' and category = '{category}')"""
LINES = """units as (delete from retention_retentionunit u using due where u.id = due.id
    returning u.unit_ref, u.category),
lines as (insert into ledger_ledgerentry (controller, actor_role, action, object_type, unit_ref, category)
    select %(slug)s, 'worker', 'retention.erase', 'unit', unit_ref, category from units)"""
KINDS = {
    "support_profile": (
        ("subjects_activity", "profile_id"),
        ("retention_reminder", "profile_id"),
        ("subjects_supportprofile", "id"),
    ),
    "marketing_profile": (("subjects_marketingprofile", "id"),),
    "customer_data": (("subjects_customerdata", "contact_id"),),
    "billing_claim": (
        ("subjects_invoiceevent", "invoice_id"),
        ("subjects_claiminterruption", "invoice_id"),
        ("subjects_invoice", "id"),
    ),
    "accounting_records": (("subjects_voucher", "id"),),
}
HOLDERS = (
    "create temporary table met on commit drop as select distinct subject_id, contact_id "
    "from retention_retentionunit where controller_id = %(c)s and look_on <= %(today)s and action = 'erase' "
    "and subject_id is not null",
    """delete from subjects_contact c where c.id in (select contact_id from met)
       and not exists (select 1 from retention_retentionunit u where u.contact_id = c.id)""",
    """with gone as (
        delete from subjects_datasubject s where s.id in (select subject_id from met)
        and not exists (select 1 from retention_retentionunit u where u.subject_id = s.id) returning id),
    identities as (delete from subjects_identity where subject_id in (select id from gone)),
    blocks as (delete from subjects_processingblock where subject_id in (select id from gone))
    delete from subjects_sourcerecord where subject_id in (select id from gone)""",
)


def statement_of(category: str) -> str:
    """Give the one statement that erases a kind: its rows, its units, a ledger line for each."""
    steps = ", ".join(
        f"step_{n} as (delete from {table} where {key} in (select item_id from due))"
        for n, (table, key) in enumerate(KINDS[category])
    )
    return f"with {DUE.format(category=category)}, {steps}, {LINES} select count(*) from units"


def erase_at_the_limit(controller: Controller, *, as_of: date, only: str = "") -> int:
    """Erase everything due (or one kind) in one transaction; give how many units went."""
    values = {"c": controller.pk, "today": as_of, "slug": controller.slug}
    units = 0
    with as_a_purge(controller), connection.cursor() as cursor:
        first, *rest = HOLDERS
        cursor.execute(first, values)
        for category in [only] if only else KINDS:
            cursor.execute(statement_of(category), values)
            units += cursor.fetchone()[0]
        for statement in rest:
            cursor.execute(statement, values)
    return units
