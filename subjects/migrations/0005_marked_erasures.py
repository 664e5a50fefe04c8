"""The triggers ask for the mark of an executing purge, not for a setting; sole traders are facts too.

`privacyhub_is_erasing()` says no until `retention` makes the table of marks.
"""

from django.db import migrations

from subjects.fact_triggers import FACT_TABLES, SOLE_TRADERS

NOBODY_IS_ERASING = """
create or replace function privacyhub_is_erasing() returns boolean language sql stable as 'select false';
"""
DROP_SOLE_TRADERS = """
drop trigger subjects_customerorg_raises on subjects_customerorg;
drop function subjects_customerorg_raises();
"""


class Migration(migrations.Migration):
    dependencies = [("subjects", "0004_block_decision")]

    operations = [
        migrations.RunSQL(NOBODY_IS_ERASING, migrations.RunSQL.noop),
        *(migrations.RunSQL(fact.replace(), migrations.RunSQL.noop) for fact in FACT_TABLES),
        migrations.RunSQL(SOLE_TRADERS, DROP_SOLE_TRADERS),
    ]
