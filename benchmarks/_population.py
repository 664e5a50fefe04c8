"""Make N synthetic data subjects in a few statements, for benchmarks and the 100,000-subject run.

Shares as in performance.md: 0.6 N support profiles with three activity days each, 0.5 N contacts of
organisations of five with 1.2 contracts each and two invoices per organisation member, vouchers,
0.3 N marketing profiles, 1 % on legal hold, 3 % with an unpaid invoice. One in `due_one_in` of the
profiles and of the organisations is past its date on `as_of` (5 % unless said otherwise); the due ones
are scattered over the whole table.
"""

from __future__ import annotations

from datetime import date

from django.db import connection

from accounts.models import Controller
from tests.erasing import as_a_purge

STATEMENTS = (
    """insert into subjects_datasubject (controller_id, ref, kind, full_name, language, created_at,
           facts_version, units_version)
       select %(c)s, gen_random_uuid(), 'customer_contact', 'Person ' || g, 'sv', now(), 1, 0
       from generate_series(1, %(n)s) g""",
    """create temporary table someone on commit drop as
       select id, row_number() over (order by id) as g from subjects_datasubject
       where controller_id = %(c)s""",
    "create unique index on someone (g)",
    """insert into subjects_identity (controller_id, subject_id, kind, value, normalised, added_at)
       select %(c)s, id, 'email', 'person' || id || '@example.se', 'person' || id || '@example.se', now()
       from someone""",
    """insert into subjects_sourcerecord (subject_id, kind, name, obtained_on)
       select id, 'self', '', %(today)s::date - 900 from someone""",
    """insert into subjects_supportprofile (subject_id, registered_at, verified_at, organisation_name,
           work_phone, interests, course_preferences, device, source_kind, source_name)
       select id, %(today)s::timestamptz - interval '900 days', %(today)s::timestamptz - interval '900 days',
           'Bolag ' || g, '', 'lönerevision', '', '', 'self', '' from someone where g %% 5 < 3""",
    """insert into subjects_activity (profile_id, kind, happened_on)
       select p.id, 'login', case when s.g %% %(every)s = 0
           then %(today)s::date - interval '24 months' - interval '1 day'
           else %(today)s::date - make_interval(days => (s.g * 7919 %% 640)::int) end::date - step
       from subjects_supportprofile p join someone s on s.id = p.subject_id, unnest(array[0, 20, 40]) step""",
    """insert into retention_reminder (subject_id, profile_id, point_on, status, at, message_id)
       select s.id, p.id, %(today)s::date - days, 'sent',
           %(today)s::timestamptz - make_interval(days => days), ''
       from subjects_supportprofile p join someone s on s.id = p.subject_id, unnest(array[60, 30, 7]) days
       where s.g %% %(every)s = 0""",
    """insert into subjects_customerorg (controller_id, ref, name, number, org_number, address, country,
           natural_person, facts_version, units_version)
       select %(c)s, gen_random_uuid(), 'Bolag ' || g, 'B' || g, '', '', 'Sverige', false, 1, 0
       from generate_series(1, greatest(1, %(n)s / 10)) g""",
    """create temporary table firm on commit drop as
       select id, row_number() over (order by id) as g from subjects_customerorg
       where controller_id = %(c)s""",
    "create unique index on firm (g)",
    """insert into subjects_contact (subject_id, org_id)
       select s.id, f.id from someone s join firm f on f.g = 1 + (s.g / 2 - 1) / 5 where s.g %% 2 = 0""",
    """insert into subjects_customerdata (contact_id, title, notes, preferences, source_kind, source_name)
       select c.id, 'inköpare', 'ring helst förmiddag', '', 'staff', '' from subjects_contact c
       join firm f on f.id = c.org_id""",
    """insert into subjects_contract (org_id, number, start_on, end_on)
       select id, 'A', date '2020-01-01', case
           when g %% %(every)s = 0 then (%(today)s::date - interval '24 months' - interval '1 day')::date
           when g %% 3 = 0 then null
           else %(today)s::date - (g * 7919 %% 700)::int end from firm""",
    """insert into subjects_contract (org_id, number, start_on, end_on)
       select id, 'B', date '2018-01-01', date '2019-12-31' from firm where g %% 5 = 0""",
    """insert into subjects_invoice (org_id, number, amount, currency, claim_origin_on, debtor,
           source_kind, source_name)
       select f.id, 'F' || k, 1000 + k, 'SEK', %(today)s::date - case when f.g %% %(every)s = 0
           then 800 + 20 * k else 50 * k + (f.g * 31 %% 200)::int end, 'business',
           'staff', '' from firm f, generate_series(1, 10) k""",
    """insert into subjects_invoiceevent (invoice_id, happened_on, kind, amount)
       select i.id, i.claim_origin_on + 30, 'payment', i.amount from subjects_invoice i
       join firm f on f.id = i.org_id where not (f.g %% 33 = 0 and i.number = 'F1')""",
    """insert into subjects_voucher (org_id, number, posting_on, amount, counterparty, reference_name,
           document, source_kind, source_name)
       select f.id, 'V' || k, %(today)s::date - 365 * k - (f.g * 17 %% 365)::int, 1000, 'Bolag ' || f.g,
           '', '', 'staff', '' from firm f, generate_series(1, 5) k""",
    """insert into subjects_marketingprofile (subject_id, basis, given_at, last_interaction_at, interests,
           username, device, source_kind, source_name)
       select id, 'consent', %(today)s::timestamptz - interval '700 days',
           %(today)s::timestamptz - make_interval(days => (g * 7919 %% 700)::int), '', '', '', 'self', ''
       from someone where g %% 10 < 3""",
    """insert into subjects_processingblock (controller_id, subject_id, kind, scope, from_on, ground,
           placed_at,
           decision_ref)
       select %(c)s, id, 'legal_hold', '{}', %(today)s::date - 10, 'Art. 17.3 e', now(),
           gen_random_uuid()
       from someone where g %% 100 = 4""",
)


def populate(controller: Controller, *, subjects: int, as_of: date, due_one_in: int = 20) -> None:
    """Make so many data subjects of an empty controller, with everything kept of them.

    The holders are new, and new holders are looked at anyway: their facts need not raise them.
    """
    with as_a_purge(controller), connection.cursor() as cursor:
        for statement in STATEMENTS:
            values = {"c": controller.pk, "n": subjects, "today": as_of, "every": due_one_in}
            cursor.execute(statement, values)
