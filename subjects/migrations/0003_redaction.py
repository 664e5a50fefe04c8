"""Take a person out of free text: names, identities, and whatever looks like an address or number."""

from django.db import migrations

REDACT = r"""
create function subjects_redact(body text, needles text[]) returns text language plpgsql immutable as $$
declare needle text;
begin
    body := regexp_replace(body, '[[:alnum:]._%+-]+@[[:alnum:].-]+', '[borttaget]', 'g');
    body := regexp_replace(body, '\m(?:19|20)?[0-9]{6}[-+]?[0-9]{4}\M', '[borttaget]', 'g');
    foreach needle in array array(
        select n from unnest(needles) n where length(btrim(n)) >= 2 order by length(n) desc, n)
    loop
        body := regexp_replace(
            body, '(?<![[:alnum:]])' || regexp_replace(btrim(needle), '([^[:alnum:][:space:]])', '\\\1', 'g') || 's?(?![[:alnum:]])',
            '[borttaget]', 'gi');
    end loop;
    return regexp_replace(body, '(?:\+|\m0)[0-9][0-9 ()/-]{5,16}[0-9]', '[borttaget]', 'g');
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("subjects", "0002_facts_versions")]
    operations = [migrations.RunSQL(REDACT, "drop function subjects_redact(text, text[]);")]
