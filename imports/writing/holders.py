"""Write the holders: organisations by number, people by what they are recognised by, and their contacts."""

from __future__ import annotations

from imports.writing.statements import Faults, Writer

ORGANISATIONS = """
with first as (
    select distinct on (number) * from import_organisation
    where not skip and name is not null order by number, line
)
insert into subjects_customerorg (id, controller_id, ref, number, name, org_number, address, country,
    natural_person, facts_version, units_version)
select id, %(controller)s, gen_random_uuid(), number, name, org_number, address, country, natural_person, 1, 0
from first on conflict (controller_id, number) do nothing
"""
FIND_ORGANISATIONS = """
update import_organisation i set target = o.id, there = o.id not in (select id from import_organisation)
from subjects_customerorg o where o.controller_id = %(controller)s and o.number = i.number and not i.skip
"""
LOCK = """
select 1 from {table} where id in (select target from import_{part} where there) order by id
for no key update
"""

FIND_PEOPLE = """
with found as (
    select i.line, min(d.subject_id) as subject from import_identity i
    join subjects_identity d on d.controller_id = %(controller)s and d.kind = i.kind
        and d.normalised = i.normalised
    where not i.skip group by i.line
)
update import_person p set target = f.subject, there = true from found f where f.line = p.line and not p.skip
"""
NEW_PEOPLE = """
with first as (
    select distinct on (match_kind, match_value) * from import_person
    where not skip and not there and name is not null order by match_kind, match_value, line
)
insert into subjects_datasubject (id, controller_id, ref, kind, full_name, language, created_at,
    facts_version, units_version)
select id, %(controller)s, gen_random_uuid(), kind, name, language, %(at)s, 1, 0 from first
"""
FIND_NEW_PEOPLE = """
update import_person p set target = f.id
from import_person f join subjects_datasubject s on s.id = f.id
where not p.skip and not p.there and f.match_kind = p.match_kind and f.match_value = p.match_value
"""
OWN_IDENTITIES = """
update import_identity i set owner = p.target from import_person p where p.line = i.line and not i.skip
"""
IDENTITIES = """
insert into subjects_identity (id, controller_id, subject_id, kind, value, normalised, added_at)
select distinct on (kind, normalised) id, %(controller)s, owner, kind, value, normalised, %(at)s
from import_identity where not skip and owner is not null order by kind, normalised, line
on conflict (controller_id, kind, normalised) do nothing
"""
FIND_IDENTITIES = """
update import_identity i set target = d.id, there = d.id not in (select id from import_identity)
from subjects_identity d where d.controller_id = %(controller)s and d.kind = i.kind
    and d.normalised = i.normalised and d.subject_id = i.owner and not i.skip
"""
SOURCES = """
insert into subjects_sourcerecord (subject_id, kind, name, obtained_on)
select distinct p.target, %(source_kind)s, %(source_name)s, %(today)s::date from import_person p
where not p.skip and p.target is not null and p.target not in (select r.subject_id
    from subjects_sourcerecord r where r.kind = %(source_kind)s and r.name = %(source_name)s)
"""
CONTACTS = """
with first as (
    select distinct on (p.target, o.target) c.id, p.target as subject, o.target as org, c.left_on
    from import_contact c join import_person p on p.line = c.line
    join import_organisation o on o.line = c.line
    where not c.skip and p.target is not null and o.target is not null
    order by p.target, o.target, c.line
)
insert into subjects_contact (id, subject_id, org_id, left_on) select id, subject, org, left_on from first
on conflict (subject_id, org_id) do nothing
"""
FIND_CONTACTS = """
update import_contact c set target = k.id, there = k.id not in (select id from import_contact)
from import_person p, import_organisation o, subjects_contact k
where p.line = c.line and o.line = c.line and k.subject_id = p.target and k.org_id = o.target and not c.skip
"""
CUSTOMER_DATA = """
insert into subjects_customerdata (contact_id, title, notes, preferences, source_kind, source_name)
select c.target, c.title, c.notes, c.preferences, %(source_kind)s, %(source_name)s
from import_contact c where not c.skip and c.target = c.id
"""
LEFT = """
update subjects_contact k set left_on = c.left_on from import_contact c
where k.id = c.target and c.there and not c.skip and k.left_on is null and c.left_on is not null
"""
NEW_CONTACTS_OF_BLOCKED = """
select p.target, o.target from import_contact c join import_person p on p.line = c.line
join import_organisation o on o.line = c.line
where not c.skip and c.target = c.id and exists (
    select 1 from subjects_processingblock b where b.subject_id = p.target)
"""

AMBIGUOUS = """
select i.line from import_identity i
join subjects_identity d on d.controller_id = %(controller)s and d.kind = i.kind
    and d.normalised = i.normalised
where not i.skip group by i.line having count(distinct d.subject_id) > 1 order by 1
"""
SOMEBODY_ELSES = """
select distinct i.line from import_identity i
join subjects_identity d on d.controller_id = %(controller)s and d.kind = i.kind
    and d.normalised = i.normalised
where not i.skip and d.subject_id <> i.owner order by 1
"""
UNKNOWN = "select line from import_{part} where not skip and target is null order by line"


def write_organisations(writer: Writer) -> Faults:
    """Write new organisations, find those that are here, and lock them."""
    writer.insert("organisation", ORGANISATIONS)
    writer.run(FIND_ORGANISATIONS)
    writer.run(LOCK.format(table="subjects_customerorg", part="organisation"))
    return {"unknown_organisation": writer.lines(UNKNOWN.format(part="organisation"))}


def write_people(writer: Writer) -> Faults:
    """Find people by what they are recognised by, write the new ones, and say from whom we have them."""
    faults = {"two_people": writer.lines(AMBIGUOUS)}
    writer.run(FIND_PEOPLE)
    writer.run(LOCK.format(table="subjects_datasubject", part="person"))
    writer.insert("person", NEW_PEOPLE)
    writer.run(FIND_NEW_PEOPLE)
    writer.run(OWN_IDENTITIES)
    writer.insert("identity", IDENTITIES)
    writer.run(FIND_IDENTITIES)
    faults["somebody_elses"] = writer.lines(SOMEBODY_ELSES)
    faults["unknown_person"] = writer.lines(UNKNOWN.format(part="person"))
    writer.run(SOURCES)
    return faults


def write_contacts(writer: Writer) -> Faults:
    """Link people to organisations; what blocks a person reaches the organisation they now speak for."""
    writer.insert("contact", CONTACTS)
    writer.run(FIND_CONTACTS)
    writer.run(CUSTOMER_DATA)
    writer.run(LEFT)
    writer.extend_blocks(NEW_CONTACTS_OF_BLOCKED)
    return {}
