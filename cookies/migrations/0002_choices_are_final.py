"""The database refuses to change a choice: only its end may come earlier. The purge alone removes one.

TRUNCATE is let through in a database whose name begins with `test_`, as in the ledger.
"""

from django.db import migrations

TABLE = "cookies_cookiechoice"

CREATE = f"""
create function cookies_refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and privacyhub_is_erasing() then return old; end if;
    if tg_op = 'TRUNCATE' and current_database() like 'test\\_%' then return null; end if;
    if tg_op = 'UPDATE' and new.ends_at < old.ends_at
        and to_jsonb(new) - 'ends_at' = to_jsonb(old) - 'ends_at' then return new; end if;
    raise exception '% is only added to: % is refused', tg_table_name, tg_op
        using errcode = 'restrict_violation', hint = 'A new choice is a new row.';
end $$;
create trigger {TABLE}_is_final before update or delete on {TABLE}
    for each row execute function cookies_refuse_change();
create trigger {TABLE}_is_not_emptied before truncate on {TABLE}
    for each statement execute function cookies_refuse_change();
"""
DROP = f"""
drop trigger {TABLE}_is_final on {TABLE};
drop trigger {TABLE}_is_not_emptied on {TABLE};
drop function cookies_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("cookies", "0001_choices"), ("subjects", "0005_marked_erasures")]

    operations = [migrations.RunSQL(CREATE, DROP)]
