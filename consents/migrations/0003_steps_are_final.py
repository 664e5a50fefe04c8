"""The database refuses to change or remove a step of a consent: its history is only added to.

An erasure removes it with its person: it says so in its own transaction (`privacyhub.erasing`).
TRUNCATE is let through in a database whose name begins with `test_`, as in the ledger.
"""

from django.db import migrations

TABLE = "consents_consentevent"

CREATE = f"""
create function consents_refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('privacyhub.erasing', true) = 'on' then return old; end if;
    if tg_op = 'TRUNCATE' and current_database() like 'test\\_%' then return null; end if;
    raise exception '% is only added to: % is refused', tg_table_name, tg_op
        using errcode = 'restrict_violation', hint = 'Add a step that says what happened.';
end $$;
create trigger {TABLE}_is_final before update or delete on {TABLE}
    for each row execute function consents_refuse_change();
create trigger {TABLE}_is_not_emptied before truncate on {TABLE}
    for each statement execute function consents_refuse_change();
"""
DROP = f"""
drop trigger {TABLE}_is_final on {TABLE};
drop trigger {TABLE}_is_not_emptied on {TABLE};
drop function consents_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("consents", "0002_consents_and_refusals")]

    operations = [migrations.RunSQL(CREATE, DROP)]
