"""Evidence of who asks is evidence of the person a request is linked to: it falls when another is linked.

A request that is linked to another person while it says that somebody is identified is refused by the
database, whoever writes it. That the person is erased (the link is emptied) is no new link.
"""

from django.db import migrations

GUARD = """
create function requests_dsr_evidence_of_another() returns trigger language plpgsql as $$
begin
    raise exception 'the evidence is of another person than the one the request is linked to'
        using errcode = '23514', constraint = 'request_evidence_is_of_its_person';
end $$;
create trigger request_evidence_is_of_its_person
    before update of subject_id on requests_dsr_datasubjectrequest
    for each row when (
        new.subject_id is not null and new.subject_id is distinct from old.subject_id
        and new.identity_method <> '')
    execute function requests_dsr_evidence_of_another();
"""
GONE = "drop function requests_dsr_evidence_of_another() cascade;"


class Migration(migrations.Migration):
    dependencies = [("requests_dsr", "0007_states_of_events")]
    operations = [migrations.RunSQL(GUARD, GONE)]
