"""A package of one person with N rows: `python -m benchmarks.package [N ...]` (performance.md, target 8).

Ratios of work in interleaved rounds. The limit is one SQL statement that builds the JSON of the same rows.
Beside it: those rows as a package reads them, with everybody else masked, the content (what Art. 15(1) tells
computed by the law afresh), the content written as `package.json`, one ORM query for each of the same tables
with `json.dumps` (nothing masked, nothing told), and the whole ZIP with both pages, JSON and CSV.

Each size is measured twice: for somebody in whose rows nobody else is named, and for somebody with four
colleagues, one of whom is named with a telephone number in every fiftieth letter and question.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks._harness import Statements, database, peak_mib, timed

AS_OF = date(2026, 11, 25)
ROUNDS = 15
LIMIT, ORM = "one statement", "one ORM query a table"
HEAD = (
    f"{'rows':>7} {'work':<28} {'ms':>9} {'cpu ms':>8} {'ratio':>6} {'of ORM':>7} {'queries':>8} {'MiB':>6}"
)
NAMING = "case when %(named)s and g %% 50 = 0 then 'Sara Nyström ringde från 08-123 456 78. ' else '' end"
SHARES = (
    f"""insert into subjects_correspondence (contact_id, sent_on, title, body, source_kind, source_name)
       select %(contact)s, %(today)s::date - (g %% 700)::int, 'Angående leverans ' || g,
           'Hej, när kommer leverans ' || g || '? Den skulle kommit i tisdags. ' || {NAMING}
           || repeat('Vi väntar. ', 12), 'self', '' from generate_series(1, %(n)s * 40 / 100) g""",
    f"""insert into subjects_inquiry (subject_id, kind, received_at, converted, message, source_kind,
           source_name)
       select %(subject)s, 'question',
           %(today)s::timestamptz - make_interval(days => (g %% 300)::int, secs => g), false,
           'Kan ni ringa om fråga ' || g || '? ' || {NAMING} || repeat('Det gäller schemat. ', 6), 'staff', ''
       from generate_series(1, %(n)s * 25 / 100) g""",
    """insert into subjects_supportticket (subject_id, number, requester, title, body, product, opened_at,
           source_kind, source_name)
       select %(subject)s, 'S' || g, 'Anna Ek', 'Schemat visas inte', 'Rad ' || g || repeat(' text', 60), '',
           %(today)s::timestamptz, 'self', '' from generate_series(1, %(n)s * 10 / 100) g""",
    """insert into subjects_activity (profile_id, kind, happened_on)
       select %(profile)s, 'login', %(today)s::date - g::int from generate_series(1, %(n)s * 15 / 100) g""",
    """insert into subjects_accesslog (controller_id, subject_id, role, page, reason, at)
       select %(c)s, %(subject)s, 'handler', 'person', 'ärende ' || g, %(today)s::timestamptz
       from generate_series(1, %(n)s * 10 / 100) g""",
)
COLLEAGUES = ("Sara Nyström", "Bo Al", "Per Ulf Östman", "Karin Vikander")


def main(sizes: list[int]) -> None:
    """Run every size and print a table: medians of the seconds, of the work of both processes, and ratios.

    A ratio is the median over the rounds of work to work in the same round: the processor time of this
    process and of its database backend together, which depends less on who else uses the machine.
    """
    with database():
        from django.db import connection

        print(HEAD)
        people = [(size, named) for size in sizes for named in (False, True)]
        for number, (size, named) in enumerate(people):
            print("with colleagues who are named:" if named else "nobody else is named:")
            work = works(person(f"pack{chr(97 + number)}", size, named=named))
            seconds: dict[str, list[float]] = {name: [] for name in work}
            spent: dict[str, list[float]] = {name: [] for name in work}
            counts: dict[str, int] = {}
            for turn in range(ROUNDS + 1):  # the first warms up
                for name, do in work.items():
                    statements, before = Statements(), processor_time()
                    with connection.execute_wrapper(statements):
                        taken, _result = timed(do)
                    counts[name] = statements.count
                    if turn:
                        seconds[name].append(taken)
                        spent[name].append(processor_time() - before)
            for name in work:
                print(
                    f"{size:>7} {name:<28} {statistics.median(seconds[name]) * 1000:>9.1f} "
                    f"{statistics.median(spent[name]) * 1000:>8.1f} {ratio(spent[name], spent[LIMIT]):>6.2f} "
                    f"{1 / ratio(spent[name], spent[ORM]):>6.1f}x {counts[name]:>8} {peak_mib():>6.0f}"
                )
        connection.close()


def ratio(ours: list[float], theirs: list[float]) -> float:
    """Give the median over the rounds of one to the other."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))


def processor_time() -> float:
    """Give the seconds that this process and its database backend have worked (Linux counts nanoseconds)."""
    from django.db import connection

    connection.ensure_connection()
    backend = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
    return time.process_time() + int(backend.split()[0]) / 1e9


def person(slug: str, size: int, *, named: bool):
    """Make a person with so many rows, at a company of a thousand people, and their colleagues if any."""
    from django.db import connection

    from benchmarks._population import populate
    from tests import factories as make
    from tests.erasing import as_a_purge
    from tests.policies import make_live

    controller = make_live(slug)
    populate(controller, subjects=1000, as_of=AS_OF)
    subject = make.create_subject(controller, name="Anna Ek", email=f"anna.{slug}@example.se")
    contact = make.create_contact(subject)
    for place, name in enumerate(COLLEAGUES if named else ()):
        colleague = make.create_subject(controller, name=name, email=f"c{place}.{slug}@example.se")
        make.create_contact(colleague, contact.org)
    profile = make.create_support_profile(subject)
    values = {
        "c": controller.pk, "subject": subject.pk, "contact": contact.pk, "profile": profile.pk, "n": size,
        "today": AS_OF, "named": named,
    }  # fmt: skip
    with as_a_purge(controller), connection.cursor() as cursor:
        for statement in SHARES:
            cursor.execute(statement, values)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    return subject


def one_statement() -> str:
    """Give the limit: the rows of every table as an object of arrays of objects, nothing looked into."""
    from requests_dsr.package.statement import tables

    pairs = ", ".join(
        f"""('{table.name}', (select coalesce(json_agg(row_to_json(c)), '[]') from (
        select {table.select(table.columns)} from {table.name} t where {table.condition}
        order by t.{table.model._meta.pk.column}) c))"""
        for table in tables()
    )
    return f"select json_object_agg(k, v)::text from (values {pairs}) as found (k, v)"


def works(subject) -> dict[str, Callable[[], Any]]:
    """Give what is timed, by name."""
    import json

    from django.core.serializers.json import DjangoJSONEncoder
    from django.db import connection
    from django.utils import timezone

    from requests_dsr.package.content import put_together
    from requests_dsr.package.files.as_json import json_of
    from requests_dsr.package.files.zipping import write_zip
    from requests_dsr.package.gathering import gather, read
    from requests_dsr.package.person import person_of
    from requests_dsr.package.statement import tables

    class WithBytes(DjangoJSONEncoder):
        def default(self, o):
            return bytes(o).hex() if isinstance(o, bytes | memoryview) else super().default(o)

    now = timezone.now()
    who = person_of(subject)
    limit = one_statement()

    def by_one_statement():
        with connection.cursor() as cursor:
            cursor.execute(limit, who.values())
            return cursor.fetchone()[0]

    def content():
        return put_together(subject, kind="access", as_of=AS_OF, at=now)

    def as_json():
        return sum(map(len, json_of(content().part)))

    def by_orm():
        rows = {
            table.name: [
                {f.attname: getattr(row, f.attname) for f in row._meta.fields}
                for row in table.model._default_manager.raw(
                    f"select t.* from {table.name} t where {table.condition}", who.values()
                )
            ]
            for table in tables()
        }
        return json.dumps(rows, cls=WithBytes)

    def whole_zip():
        stream = io.BytesIO()
        write_zip(content(), stream, at=now)
        return stream.tell()

    return {
        LIMIT: by_one_statement,
        "rows, read": lambda: read(who),
        "rows, masked": lambda: gather(subject),
        "content": content,
        "content as package.json": as_json,
        ORM: by_orm,
        "package written (ZIP)": whole_zip,
    }


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [100, 1000, 10_000])
