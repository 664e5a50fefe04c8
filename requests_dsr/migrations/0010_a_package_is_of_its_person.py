"""A package is of the person its request was linked to: it goes before another person is linked.

A request that is linked to another person while a package of it can be opened is refused by the
database, whoever writes it. That the person is erased (the link is emptied) is no new link.
"""

from django.db import migrations

GUARD = """
create function requests_dsr_package_of_another() returns trigger language plpgsql as $$
begin
    if exists (
        select from requests_dsr_package where request_id = new.id and deleted_at is null
    ) then
        raise exception 'the package is of another person than the one the request is linked to'
            using errcode = '23514', constraint = 'request_package_is_of_its_person';
    end if;
    return new;
end $$;
create trigger request_package_is_of_its_person
    before update of subject_id on requests_dsr_datasubjectrequest
    for each row when (new.subject_id is not null and new.subject_id is distinct from old.subject_id)
    execute function requests_dsr_package_of_another();
"""
GONE = "drop function requests_dsr_package_of_another() cascade;"


class Migration(migrations.Migration):
    dependencies = [("requests_dsr", "0009_who_asks_for_another")]
    operations = [migrations.RunSQL(GUARD, GONE)]
