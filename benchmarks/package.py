"""A package of one person with N rows: `python -m benchmarks.package [N ...]` (performance.md, target 8).

Ratios of work in one interleaved run: the rows as one SQL statement that builds the JSON (the limit), the
content of a package (the same rows parsed, other people masked, what Art. 15(1) tells computed by the law),
one ORM query a table with `json.dumps`, and the whole ZIP with both pages, JSON and CSV.
"""

from __future__ import annotations

import io
import os
import statistics
import sys
import time
from datetime import date
from pathlib import Path

from benchmarks._harness import Statements, database, peak_mib, timed

AS_OF = date(2026, 11, 25)
ROUNDS = 11
HEAD = f"{'rows':>7} {'work':<28} {'ms':>9} {'cpu ms':>8} {'ratio':>6} {'queries':>10} {'MiB':>6}"
SHARES = (
    """insert into subjects_correspondence (contact_id, sent_on, title, body, source_kind, source_name)
       select %(contact)s, %(today)s::date - (g %% 700)::int, 'Angående leverans ' || g,
           'Hej, när kommer leverans ' || g || '? Den skulle kommit i tisdags. ' || repeat('Vi väntar. ', 12),
           'self', '' from generate_series(1, %(n)s * 40 / 100) g""",
    """insert into subjects_inquiry (subject_id, kind, received_at, converted, message, source_kind,
           source_name)
       select %(subject)s, 'question', %(today)s::timestamptz - make_interval(days => (g %% 300)::int), false,
           'Kan ni ringa om fråga ' || g || '? ' || repeat('Det gäller schemat. ', 6), 'self', ''
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


def main(sizes: list[int]) -> None:
    """Run every size and print a table: seconds (medians), work of both processes, ratios to one statement.

    The ratio is of the work: the processor time of this process and of its database backend together,
    which does not depend on who else uses the machine.
    """
    with database():
        from django.db import connection

        print(HEAD)
        for number, size in enumerate(sizes):
            subject = person(f"pack{chr(97 + number)}", size)
            work = works(subject)
            times: dict[str, list[float]] = {name: [] for name in work}
            spent: dict[str, float] = dict.fromkeys(work, 0.0)
            counts: dict[str, int] = {}
            for turn in range(ROUNDS + 1):  # the first warms up
                for name, do in work.items():
                    statements, before = Statements(), processor_time()
                    with connection.execute_wrapper(statements):
                        seconds, _result = timed(do)
                    counts[name] = statements.count
                    if turn:
                        times[name].append(seconds)
                        spent[name] += (processor_time() - before) / ROUNDS
            limit = spent["one statement"]
            for name, taken in times.items():
                print(
                    f"{size:>7} {name:<28} {statistics.median(taken) * 1000:>9.1f} "
                    f"{spent[name] * 1000:>8.1f} {spent[name] / limit:>6.2f} {counts[name]:>10} "
                    f"{peak_mib():>6.0f}"
                )
        connection.close()


def processor_time() -> float:
    """Give the seconds that this process and its database backend have worked (steps of 10 ms, Linux)."""
    from django.db import connection

    connection.ensure_connection()
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
    user, system = stat.rpartition(")")[2].split()[11:13]
    return time.process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def person(slug: str, size: int):
    """Make a person with so many rows, at a company of a thousand people."""
    from django.db import connection

    from benchmarks._population import populate
    from tests import factories as make
    from tests.erasing import as_a_purge
    from tests.policies import make_live

    controller = make_live(slug)
    populate(controller, subjects=1000, as_of=AS_OF)
    subject = make.create_subject(controller, name="Anna Ek", email=f"anna.{slug}@example.se")
    contact = make.create_contact(subject)
    profile = make.create_support_profile(subject)
    values = {
        "c": controller.pk, "subject": subject.pk, "contact": contact.pk, "profile": profile.pk, "n": size,
        "today": AS_OF,
    }  # fmt: skip
    with as_a_purge(controller), connection.cursor() as cursor:
        for statement in SHARES:
            cursor.execute(statement, values)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    return subject


def works(subject):
    """Give what is timed, by name."""
    import json

    from django.core.serializers.json import DjangoJSONEncoder
    from django.db import connection
    from django.utils import timezone

    from requests_dsr.package.content import put_together
    from requests_dsr.package.gathering import gather
    from requests_dsr.package.person import person_of
    from requests_dsr.package.statement import statement, tables
    from requests_dsr.package.zipping import write_zip

    now = timezone.now()
    values = person_of(subject).values()

    def read_rows():
        return json.loads(one_statement_text())

    def one_statement_text():
        with connection.cursor() as cursor:
            cursor.execute(statement(), values)
            return cursor.fetchone()[0]

    def content():
        return put_together(subject, kind="access", as_of=AS_OF, at=now)

    def by_orm():
        querysets = [
            table.model._default_manager.filter(**{table.path.to: subject})
            for table in tables()
            if table.path.to and not table.path.to.endswith("user")
        ]
        rows = {
            found.model.__name__: [
                {f.attname: getattr(row, f.attname) for f in row._meta.fields} for row in found
            ]
            for found in querysets
        }
        return json.dumps(rows, cls=DjangoJSONEncoder)

    def whole_zip():
        stream = io.BytesIO()
        write_zip(content(), stream, at=now)
        return stream.tell()

    return {
        "one statement": one_statement_text,
        "rows, read": read_rows,
        "rows, masked": lambda: gather(subject),
        "package content": content,
        "one ORM query a table": by_orm,
        "package written (ZIP)": whole_zip,
    }


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [100, 1000, 10_000])
