"""An erasing transaction is known by a row that the database itself signs, not by a setting (rule 10)."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

GUARD = """
create function retention_purgebatch_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if old.open and not new.open and old.run_id = new.run_id and old.xid = new.xid then return new; end if;
        raise exception 'a mark is closed, and never changed' using errcode = 'restrict_violation';
    end if;
    if not exists (select 1 from retention_purgerun r where r.id = new.run_id
            and r.state in ('running', 'done') and r.finished_at is null) then
        raise exception 'run % is not being executed: nothing may be erased for it', new.run_id
            using errcode = 'restrict_violation';
    end if;
    new.xid := pg_current_xact_id()::text::bigint;
    new.open := true;
    return new;
end $$;
create trigger retention_purgebatch_guard before insert or update on retention_purgebatch
    for each row execute function retention_purgebatch_guard();
"""
DROP_GUARD = """
drop trigger retention_purgebatch_guard on retention_purgebatch;
drop function retention_purgebatch_guard();
"""

IS_ERASING = """
create or replace function privacyhub_is_erasing() returns boolean language sql stable as $$
    select exists (select 1 from retention_purgebatch b
        where b.open and b.xid = pg_current_xact_id_if_assigned()::text::bigint)
$$;
"""
NOBODY_IS_ERASING = """
create or replace function privacyhub_is_erasing() returns boolean language sql stable as 'select false';
"""

STEPS_GO_WITH_THEIR_PERSON = """
create or replace function consents_refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and privacyhub_is_erasing() then return old; end if;
    if tg_op = 'TRUNCATE' and current_database() like 'test\\_%' then return null; end if;
    raise exception '% is only added to: % is refused', tg_table_name, tg_op
        using errcode = 'restrict_violation', hint = 'Add a step that says what happened.';
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0001_units_runs_and_reminders"),
        ("subjects", "0005_marked_erasures"),
        ("consents", "0003_steps_are_final"),
    ]

    operations = [
        migrations.CreateModel(
            name="PurgeBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("xid", models.BigIntegerField(editable=False)),
                ("open", models.BooleanField(default=True)),
                ("first", models.IntegerField()),
                ("last", models.IntegerField()),
                (
                    "began_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="batches",
                        to="retention.purgerun",
                    ),
                ),
            ],
            options={
                "verbose_name": "omgång i gallringen",
                "verbose_name_plural": "omgångar i gallringen",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["xid"],
                        condition=models.Q(("open", True)),
                        name="one_open_batch_per_transaction",
                    )
                ],
            },
        ),
        migrations.RunSQL(GUARD, DROP_GUARD),
        migrations.RunSQL(IS_ERASING, NOBODY_IS_ERASING),
        migrations.RunSQL(STEPS_GO_WITH_THEIR_PERSON, migrations.RunSQL.noop),
    ]
