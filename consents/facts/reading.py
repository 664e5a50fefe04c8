"""What is known of people, one row each, in one statement whether they are one or a hundred thousand.

A gate that is asked before every use has to cost next to nothing: eleven questions to the database,
each right by itself, made it three times as slow as the page that asked it (benchmarks/gate.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from consents.law import Channel
from subjects.models import IdentityKind

KNOWN = """
select s.id,
    coalesce(nullif(s.address, ''), case when %(look)s then (
        select i.value from subjects_identity i where i.subject_id = s.id and i.kind = %(kind)s
        order by i.verified_at desc nulls last, i.added_at desc, i.id desc limit 1) end, ''),
    array(select distinct o.natural_person from subjects_contact c
        join subjects_customerorg o on o.id = c.org_id
        where c.subject_id = s.id and o.controller_id = %(controller)s
        and (c.left_on is null or c.left_on > %(on)s)),
    exists (select 1 from subjects_processingblock b
        where b.subject_id = s.id and b.kind = 'restriction_art18' and b.from_on <= %(on)s
        and (b.until_on is null or b.until_on > %(on)s)
        and (%(category)s is null or b.scope = '{}' or %(category)s = any(b.scope))),
    array(select distinct o.purpose from consents_objection o
        where o.subject_id = s.id and o.ended_at is null and o.channel in ('', %(channel)s)),
    (select array[r.status, t.digest, extract(epoch from r.expires_at)::text] from consents_consentrecord r
        join register_consenttext t on t.id = r.text_id
        where r.subject_id = s.id and r.purpose = %(purpose)s and r.channel = %(channel)s
        and r.status <> 'superseded'),
    (select array[a.in_a_sale, a.opt_out_offered] from consents_addresscollection a
        where a.subject_id = s.id and a.channel = %(channel)s),
    (select l.policy_version_id from register_livepolicy l where l.controller_id = %(controller)s),
    exists (select 1 from register_writtenassessment w
        where w.controller_id = %(controller)s and w.purpose_key = %(purpose)s and w.decision <> '')
from unnest(%(ids)s::bigint[], %(addresses)s::text[]) s(id, address)
"""


class Known(NamedTuple):
    """What the database knows of one person, for one use on one channel.

    `works_at` says of each customer the person speaks for whether it is a sole trader; `answer` is the
    standing answer: its status, the digest of its words, and when it ends in seconds since 1970. The
    last two are the same for all: the policy that holds, and whether the panel weighed this purpose.
    """

    subject_id: int
    address: str
    works_at: list[bool]
    restricted: bool
    objections: list[str]
    answer: list[str | None] | None
    collected: list[bool] | None
    policy_version_id: int | None
    was_weighed: bool


def known_of(
    addresses: Mapping[int, str],
    *,
    controller_id: int,
    purpose: str,
    channel: Channel,
    category: str | None,
    on: date,
    look_up: bool,
) -> Iterator[Known]:
    """Read them. With `look_up`, whoever comes without an address gets the one they are reached at.

    That is a confirmed one before others, the newest first.
    """
    asked: dict[str, Any] = {
        "ids": list(addresses),
        "addresses": list(addresses.values()),
        "controller": controller_id,
        "purpose": purpose,
        "channel": channel.value,
        "category": category,
        "on": on,
        "look": look_up,
        "kind": (IdentityKind.EMAIL if channel is Channel.EMAIL else IdentityKind.PHONE).value,
    }
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, asked)
        yield from map(Known._make, cursor.fetchall())
