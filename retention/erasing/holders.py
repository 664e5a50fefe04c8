"""The holders: a contact, a person, a login, an organisation go with their last unit (design.md 5).

A person goes only when nothing of theirs is left in any table and no block is open, whatever the
units say: data we hold as a processor have no unit, and keep their row (WL-17, I14).
"""

from __future__ import annotations

from retention.erasing.steps import BATCH

OPEN_BLOCK = (
    "select 1 from subjects_processingblock b "
    "where {holder} and (b.until_on is null or b.until_on > %(today)s)"
)
CONTACT_TABLES = ("subjects_customerdata", "subjects_correspondence", "retention_retentionunit")
SUBJECT_TABLES = (
    "subjects_contact",
    "subjects_supportprofile",
    "subjects_supportticket",
    "subjects_inquiry",
    "subjects_phonemessage",
    "subjects_marketingprofile",
    "subjects_record",
    "retention_retentionunit",
)
ORG_TABLES = (
    "subjects_contact",
    "subjects_invoice",
    "subjects_voucher",
    "subjects_creditcheck",
    "retention_retentionunit",
)


def _nothing_in(tables: tuple[str, ...], column: str, holder: str) -> str:
    return " and ".join(f"not exists (select 1 from {t} x where x.{column} = {holder}.id)" for t in tables)


def _gone_with(table: str, key: str) -> str:
    name = f"{table}_gone"
    return (
        f"{name} as (delete from {table} where {key} in (select id from gone) returning id), "
        f'{name}_stones as (insert into retention_tombstone ("table", pk_erased, erased_on) '
        f"select '{table}', id, %(today)s from {name})"
    )


def _stones(table: str, gone: str) -> str:
    return (
        f'insert into retention_tombstone ("table", pk_erased, erased_on) '
        f"select '{table}', id, %(today)s from {gone}"
    )


def _holders(column: str) -> str:
    """Give the batch's holders after their units are gone: items that are done, with or without units."""
    return (
        f"select i.{column} from retention_purgeitem i where i.run_id = %(run)s "
        "and i.holder between %(first)s and %(last)s and i.state = 'done'"
    )


CONTACTS = f"""
with gone as (
    delete from subjects_contact c where c.id in ({_holders("contact_id")})
    and {_nothing_in(CONTACT_TABLES, "contact_id", "c")}
    returning id),
freed as (
    update subjects_invoice set reference_contact_id = null
    where reference_contact_id in (select id from gone) returning id),
stones as ({_stones("subjects_contact", "gone")})
select count(*) from gone
"""

CONSENTS_END = """consents_end as (
    update consents_consentevidence e
    set ended_at = greatest(e.given_at, %(today)s::timestamp at time zone 'Europe/Stockholm')
    where e.ended_at is null and e.record_ref in (
        select r.ref from consents_consentrecord r where r.subject_id in (select id from gone)))"""
"""What proves a consent survives its person, and from that day its own time runs (RT-14)."""

_links: list[tuple[str, str]] = [("subjects_disclosure", "subject_id")]


def cut_link(table: str, column: str) -> None:
    """Register a column of a higher floor that names a subject: it is emptied when the subject goes."""
    _links.append((table, column))


def _links_cut() -> str:
    return "\n".join(
        f"link_{n} as (update {table} set {column} = null where {column} in (select id from gone)),"
        for n, (table, column) in enumerate(_links)
    )


def subjects() -> str:
    """Give the statement that erases the persons of whom nothing is left, and names their logins."""
    return f"""
with gone as (
    delete from subjects_datasubject s where s.id in ({_holders("subject_id")})
    and {_nothing_in(SUBJECT_TABLES, "subject_id", "s")}
    and not exists ({OPEN_BLOCK.format(holder="b.subject_id = s.id")})
    returning id, user_id, controller_id),
{_gone_with("subjects_identity", "subject_id")},
{_gone_with("subjects_sourcerecord", "subject_id")},
{_gone_with("subjects_processingblock", "subject_id")},
{_gone_with("retention_reminder", "subject_id")},
{_gone_with("consents_outgoingmessage", "subject_id")},
{CONSENTS_END},
{_gone_with("consents_consentevent", "subject_id")},
{_gone_with("consents_consentrecord", "subject_id")},
{_gone_with("consents_objection", "subject_id")},
{_gone_with("consents_addresscollection", "subject_id")},
security as (
    delete from accounts_securityevent e using gone g
    where e.user_id = g.user_id and e.controller_id = g.controller_id returning e.id),
security_stones as ({_stones("accounts_securityevent", "security")}),
looked as (
    update subjects_accesslog set subject_id = null, reason = ''
    where subject_id in (select id from gone)),
{_links_cut()}
stones as ({_stones("subjects_datasubject", "gone")})
select (select count(*) from gone), array(select user_id from gone where user_id is not null)
"""


ORGANISATIONS = f"""
with gone as (
    delete from subjects_customerorg o where o.id in ({_holders("org_id")})
    and {_nothing_in(ORG_TABLES, "org_id", "o")}
    and not exists (select 1 from subjects_contract k
        where k.org_id = o.id and (k.end_on is null or k.end_on >= %(today)s or k.end_on < k.start_on))
    and not exists ({OPEN_BLOCK.format(holder="b.org_id = o.id")})
    returning id),
{_gone_with("subjects_contract", "org_id")},
{_gone_with("subjects_processingblock", "org_id")},
stones as ({_stones("subjects_customerorg", "gone")})
select count(*) from gone
"""

SURVIVORS = (
    f"update subjects_datasubject set units_version = 0 where id in ({_holders('subject_id')})",
    f"update subjects_customerorg set units_version = 0 where id in ({_holders('org_id')})",
)
"""Whoever is left is looked at again: what their other units stand on may have gone with this batch."""

UNITS = f"""
with gone as (
    delete from retention_retentionunit d using (select i.unit_id, i.action, i.reasons {BATCH}) i
    where d.id = i.unit_id
    returning d.unit_ref, d.category, d.policy_version_id, i.action, i.reasons),
lines as (
    insert into ledger_ledgerentry
        (controller, actor_role, action, object_type, unit_ref, category, rule_codes, policy_version, run)
    select %(slug)s, 'worker', 'retention.' || action, 'unit', unit_ref, category,
        array_to_string(array(select distinct unnest(reasons) order by 1), ','), %(policy)s, %(ref)s
    from gone),
told as (
    insert into outbox_outboxevent (controller, kind, unit_ref, payload)
    select %(slug)s, 'unit.' || case action when 'erase' then 'erased' else 'anonymised' end, unit_ref,
        jsonb_build_object('category', category)
    from gone)
select count(*) from gone
"""
