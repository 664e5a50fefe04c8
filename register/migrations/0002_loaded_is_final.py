"""The database refuses to change a loaded policy: no update, no removal, no row added later.

A version carries the number of the transaction that made it; its rows are taken in that transaction
and in no other. Which version holds is said in `register_livepolicy` alone, the one row that moves.
TRUNCATE is let through in a database whose name begins with `test_`, as in the ledger.

Known issue: a restore of data alone (`pg_restore --data-only`) needs `--disable-triggers`, since each
table is then filled in a transaction of its own. A whole restore makes the triggers after the rows.
"""

from django.db import migrations

VERSION = "register_policyversion"
PARTS = (
    "register_datacategory",
    "register_retentionrule",
    "register_purpose",
    "register_liassessment",
    "register_legalbasisentry",
    "register_recipient",
    "register_processor",
    "register_transfer",
    "register_storagelocation",
    "register_consenttext",
    "register_cookiecategory",
    "register_noticeversion",
)
ACTIVATION = "register_policyactivation"

FUNCTIONS = """
create function register_refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'TRUNCATE' and current_database() like 'test\\_%' then
        return null;
    end if;
    raise exception '% is final: % is refused', tg_table_name, tg_op
        using errcode = 'restrict_violation', hint = 'Load a new version of the policy.';
end $$;

create function register_stamp_version() returns trigger language plpgsql as $$
begin
    new.loaded_in := txid_current();
    return new;
end $$;

create function register_refuse_late_part() returns trigger language plpgsql as $$
begin
    if exists (
        select from added join register_policyversion v on v.id = added.policy_version_id
        where v.loaded_in <> txid_current()
    ) then
        raise exception '% is final: a row for a version already loaded is refused', tg_table_name
            using errcode = 'restrict_violation', hint = 'Load a new version of the policy.';
    end if;
    return null;
end $$;
"""

DROP = """
drop function register_refuse_late_part();
drop function register_stamp_version();
drop function register_refuse_change();
"""


def final(table: str) -> migrations.RunSQL:
    """Refuse every change of a table's rows, also when no row matches."""
    return migrations.RunSQL(
        f"create trigger {table}_is_final before update or delete or truncate on {table} "
        "for each statement execute function register_refuse_change();",
        f"drop trigger {table}_is_final on {table};",
    )


def with_its_version(table: str) -> migrations.RunSQL:
    """Take rows of a version in the transaction that makes the version only."""
    return migrations.RunSQL(
        f"create trigger {table}_with_its_version after insert on {table} "
        "referencing new table as added for each statement execute function register_refuse_late_part();",
        f"drop trigger {table}_with_its_version on {table};",
    )


class Migration(migrations.Migration):
    dependencies = [("register", "0001_policy_as_rows")]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP),
        migrations.RunSQL(
            f"create trigger {VERSION}_stamp before insert on {VERSION} "
            "for each row execute function register_stamp_version();",
            f"drop trigger {VERSION}_stamp on {VERSION};",
        ),
        *(final(table) for table in (VERSION, ACTIVATION, *PARTS)),
        *(with_its_version(table) for table in PARTS),
    ]
