"""When an organisation is one person's own: a sole trader's, for which nobody else speaks.

Then, and only then, what it holds is data of that person: their rights reach it, and their copy shows it.
"""

OWN_BUSINESS = """o.natural_person and not exists (
    select 1 from subjects_contact other where other.org_id = o.id and other.id <> c.id)"""
"""A condition in SQL on an organisation `o` and a contact `c` of it."""
