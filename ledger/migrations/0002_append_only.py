"""The database itself refuses to change, remove or empty what the ledger holds.

TRUNCATE is let through in a database whose name begins with `test_`, and nowhere else: the test
runner empties its own database between tests. No session setting opens the guard. Whoever owns
the tables can still drop the triggers; the signed heads are there to show it (docs/ledger.md).
"""

from django.db import migrations

TABLES = ("ledger_ledgerentry", "ledger_ledgerleaf", "ledger_ledgernode", "ledger_checkpoint")

REFUSE = """
create function ledger_refuse() returns trigger language plpgsql as $$
begin
    if tg_op = 'TRUNCATE' and current_database() like 'test\\_%' then
        return null;
    end if;
    raise exception '% is append-only: % is refused', tg_table_name, tg_op
        using errcode = 'restrict_violation', hint = 'Write a new line that says what was wrong.';
end $$;
"""


def guard(table: str) -> str:
    """Give the SQL that makes a table append-only; once per statement, also when no row matches."""
    return (
        f"create trigger {table}_append_only before update or delete or truncate on {table} "
        "for each statement execute function ledger_refuse();"
    )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_entries_tree_heads")]

    operations = [
        migrations.RunSQL(REFUSE, "drop function ledger_refuse();"),
        *(
            migrations.RunSQL(guard(table), f"drop trigger {table}_append_only on {table};")
            for table in TABLES
        ),
    ]
