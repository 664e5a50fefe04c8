"""Raise a holder's facts version whenever a fact of theirs changes."""

from django.db import migrations

from subjects.fact_triggers import FACT_TABLES, FISCAL_YEARS, RAISE_FUNCTION

DROP = """
drop trigger subjects_fiscalyear_raises on subjects_fiscalyear;
drop function subjects_fiscalyear_raises();
drop function subjects_raise_fiscal(bigint[]);
"""

MASKED = """
alter table {table} add constraint {name} check (
    ip_masked is null
    or (family(ip_masked) = 4 and host(network(set_masklen(ip_masked, 24))) = host(ip_masked))
    or (family(ip_masked) = 6 and host(network(set_masklen(ip_masked, 48))) = host(ip_masked)));
"""
TABLES_WITH_ADDRESSES = ("subjects_webvisit", "subjects_supportprofile", "subjects_marketingprofile")


class Migration(migrations.Migration):
    dependencies = [("subjects", "0001_people_and_what_we_keep")]

    operations = [
        migrations.RunSQL(
            RAISE_FUNCTION, "drop function subjects_raise_facts(bigint[], bigint[], boolean);"
        ),
        migrations.RunSQL(FISCAL_YEARS, DROP),
        *(migrations.RunSQL(fact.create(), fact.drop()) for fact in FACT_TABLES),
        *(
            migrations.RunSQL(
                MASKED.format(table=table, name=f"{table}_ip_is_masked"),
                f"alter table {table} drop constraint {table}_ip_is_masked;",
            )
            for table in TABLES_WITH_ADDRESSES
        ),
    ]
