"""The triggers that raise a holder's `facts_version` when a fact of theirs changes (purge.md, rules 1-10).

One statement-level trigger for each operation on each fact table: raw SQL and the admin count too.
A raise locks its owners first, organisations before subjects, each in ascending id; an owner that
is no longer there refuses the fact (SQLSTATE PH001), so that nothing attaches to what was erased.
An indirect owner is found under a lock on the link row (rule 7). An update raises both the old
and the new owner (rule 6). The executing purge has marked its own transaction and is not answered
(rule 10): `privacyhub_is_erasing()` is made by `retention`, which owns the mark.
"""

from __future__ import annotations

from dataclasses import dataclass

RAISE_FUNCTION = """
create or replace function subjects_raise_facts(orgs bigint[], subjects bigint[], attaching boolean)
returns void language plpgsql as $$
declare found_rows bigint;
begin
    if coalesce(cardinality(orgs), 0) > 0 then
        perform 1 from subjects_customerorg where id = any(orgs) order by id for no key update;
        update subjects_customerorg set facts_version = facts_version + 1 where id = any(orgs);
        get diagnostics found_rows = row_count;
        if attaching and found_rows < (select count(distinct o) from unnest(orgs) o) then
            raise exception 'the organisation is erased' using errcode = 'PH001';
        end if;
    end if;
    if coalesce(cardinality(subjects), 0) > 0 then
        perform 1 from subjects_datasubject where id = any(subjects) order by id for no key update;
        update subjects_datasubject set facts_version = facts_version + 1 where id = any(subjects);
        get diagnostics found_rows = row_count;
        if attaching and found_rows < (select count(distinct s) from unnest(subjects) s) then
            raise exception 'the data subject is erased' using errcode = 'PH001';
        end if;
    end if;
end $$;
"""


@dataclass(frozen=True, kw_only=True)
class FactTable:
    """A table whose rows are facts, and how a row `r` of it leads to its owners.

    `via` joins the link row as `l` and locks it; `org` and `subject` are SQL expressions.
    """

    table: str
    org: str = "null::bigint"
    subject: str = "null::bigint"
    via: str = ""

    @property
    def function(self) -> str:
        """Name the trigger function of this table."""
        return f"{self.table}_raises"

    def create(self) -> str:
        """Give the SQL that makes the function and its three triggers."""
        return "\n".join([self._function(), *(self._trigger(op) for op in ("insert", "update", "delete"))])

    def replace(self) -> str:
        """Give the SQL that puts the function of today in the place of an earlier one."""
        return self._function()

    def drop(self) -> str:
        """Give the SQL that takes them away again."""
        return f"drop function {self.function}() cascade;"

    def _function(self) -> str:
        return f"""
create or replace function {self.function}() returns trigger language plpgsql as $$
begin
    if privacyhub_is_erasing() then return null; end if;
    if tg_op = 'INSERT' then
        perform subjects_raise_facts(a.orgs, a.subjects, true) from ({self._owners("changed_new")}) a;
    elsif tg_op = 'UPDATE' then
        perform subjects_raise_facts(a.orgs || b.orgs, a.subjects || b.subjects, false)
            from ({self._owners("changed_old")}) a, ({self._owners("changed_new")}) b;
    else
        perform subjects_raise_facts(a.orgs, a.subjects, false) from ({self._owners("changed_old")}) a;
    end if;
    return null;
end $$;"""

    def _owners(self, rows: str) -> str:
        lock = " for share of l" if self.via else ""
        picked = f"select {self.org} as org, {self.subject} as subject from {rows} r {self.via}{lock}"
        return (
            "select array_agg(distinct x.org) filter (where x.org is not null) as orgs, "
            "array_agg(distinct x.subject) filter (where x.subject is not null) as subjects "
            f"from ({picked}) x"
        )

    def _trigger(self, op: str) -> str:
        tables = {
            "insert": "new table as changed_new",
            "update": "old table as changed_old new table as changed_new",
            "delete": "old table as changed_old",
        }[op]
        return (
            f"create trigger {self.function}_{op} after {op} on {self.table} "
            f"referencing {tables} for each statement execute function {self.function}();"
        )


FACT_TABLES = (
    FactTable(
        # A sole trader's business is theirs alone while nobody else speaks for it (fine point 6): there,
        # who speaks is a fact of the organisation too.
        table="subjects_contact",
        subject="r.subject_id",
        org="(select o.id from subjects_customerorg o where o.id = r.org_id and o.natural_person)",
    ),
    FactTable(table="subjects_supportprofile", subject="r.subject_id"),
    FactTable(table="subjects_supportticket", subject="r.subject_id"),
    FactTable(table="subjects_inquiry", subject="r.subject_id"),
    FactTable(table="subjects_phonemessage", subject="r.subject_id"),
    FactTable(table="subjects_marketingprofile", subject="r.subject_id"),
    FactTable(table="subjects_record", subject="r.subject_id"),
    FactTable(table="subjects_processingblock", org="r.org_id", subject="r.subject_id"),
    FactTable(
        table="subjects_activity",
        subject="l.subject_id",
        via="join subjects_supportprofile l on l.id = r.profile_id",
    ),
    FactTable(
        table="subjects_customerdata",
        subject="l.subject_id",
        via="join subjects_contact l on l.id = r.contact_id",
    ),
    FactTable(
        table="subjects_correspondence",
        subject="l.subject_id",
        via="join subjects_contact l on l.id = r.contact_id",
    ),
    FactTable(table="subjects_contract", org="r.org_id"),
    FactTable(table="subjects_invoice", org="r.org_id"),
    FactTable(table="subjects_voucher", org="r.org_id"),
    FactTable(table="subjects_creditcheck", org="r.org_id"),
    FactTable(
        table="subjects_invoiceevent",
        org="l.org_id",
        via="join subjects_invoice l on l.id = r.invoice_id",
    ),
    FactTable(
        table="subjects_claiminterruption",
        org="l.org_id",
        via="join subjects_invoice l on l.id = r.invoice_id",
    ),
)

FISCAL_YEARS = """
create function subjects_raise_fiscal(controllers bigint[]) returns void language plpgsql as $$
begin
    perform 1 from accounts_controller where id = any(controllers) order by id for no key update;
    update accounts_controller set facts_version = facts_version + 1 where id = any(controllers);
    perform subjects_raise_facts(array(
        select distinct v.org_id from subjects_voucher v join subjects_customerorg o on o.id = v.org_id
        where o.controller_id = any(controllers)), '{}', false);
end $$;
create function subjects_fiscalyear_raises() returns trigger language plpgsql as $$
begin
    if tg_op <> 'DELETE' then perform subjects_raise_fiscal(array[new.controller_id]); end if;
    if tg_op <> 'INSERT' then perform subjects_raise_fiscal(array[old.controller_id]); end if;
    return null;
end $$;
create trigger subjects_fiscalyear_raises after insert or update or delete on subjects_fiscalyear
    for each row execute function subjects_fiscalyear_raises();
"""

SOLE_TRADERS = """
create function subjects_customerorg_raises() returns trigger language plpgsql as $$
begin
    new.facts_version := greatest(new.facts_version, old.facts_version + 1);
    return new;
end $$;
create trigger subjects_customerorg_raises before update on subjects_customerorg
    for each row when (old.natural_person is distinct from new.natural_person)
    execute function subjects_customerorg_raises();
"""
"""Whether an organisation is a sole trader's is a fact of its own: it decides whose rights reach it."""
