"""Deeds of a banner: a choice is stored with its proof, a visit without its visitor.

Neither writes to the ledger: anybody may post here, and the ledger is kept for ever. A choice is
final in its own table, and names the words it answered.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from cookies.forms import ChoiceSent
from cookies.law.paths import countable_path
from cookies.models import Act, CookieChoice
from cookies.selectors import Site, asked_in, question_shown
from cookies.wording import Question
from law.calendar import stockholm_day
from law.identifiers import mask_ip
from register.models import PolicyVersion
from subjects.models import WebVisit


class WordsUnknown(ValueError):
    """The words answered are none that ever held for the controller."""


class NotAsked(ValueError):
    """A yes to something the banner does not ask about."""


@transaction.atomic
def record_choice(*, site: Site, sent: ChoiceSent, gpc: bool, at: datetime) -> tuple[CookieChoice, bool]:
    """Store what a visitor chose on a website, and end what was chosen there before (Art. 7(1), 7(3)).

    The same choice told twice is stored once; gives the choice, and whether it is new. `gpc` is
    whether the browser asked not to be followed. Raises WordsUnknown and NotAsked.
    """
    version = question_shown(site.controller, sent.version, sent.digest)
    if version is None:
        raise WordsUnknown
    question = asked_in(version.pk)
    if unknown := sorted(set(sent.categories) - set(question.choices)):
        raise NotAsked(", ".join(unknown))
    _one_at_a_time(sent.key)
    row = _row(site, version, question, sent, gpc=gpc, at=at)
    others = CookieChoice.objects.filter(controller=site.controller, site=site.key, visitor_key=sent.key)
    last = others.order_by("-at", "-id").first()
    if last is not None and _says_the_same(last, row):
        return last, False
    others.filter(at__lte=at, ends_at__gt=at).update(ends_at=at)
    if last is not None and last.at > at:
        row.ends_at = min(row.ends_at, last.at)  # it waited for one that came after it: that one stands
    row.save(force_insert=True)
    return row, True


def record_visit(*, site: Site, path: str, ip: str | None, at: datetime) -> None:
    """Count a visit of somebody who said yes to it: path, Stockholm day and masked address (WN-37).

    What is masked away is never written. Raises NotAPath.
    """
    bits = site.policy.settings.ip_masking
    masked = mask_ip(ip, ipv4_bits=bits.ipv4_bits, ipv6_bits=bits.ipv6_bits) if ip else None
    WebVisit.objects.create(
        controller=site.controller,
        site=site.host,
        path=countable_path(path),
        visited_on=stockholm_day(at),
        ip_masked=masked,
    )


def _row(
    site: Site, version: PolicyVersion, question: Question, sent: ChoiceSent, *, gpc: bool, at: datetime
) -> CookieChoice:
    yes = [key for key in question.choices if key in sent.categories]
    return CookieChoice(
        controller=site.controller,
        site=site.key,
        visitor_key=sent.key,
        categories=yes,
        act=Act.SIGNAL if sent.signal else _act(len(yes), len(question.choices)),
        gpc=gpc or sent.signal,
        language=sent.language,
        policy_version=version,
        digest=sent.digest,
        at=at,
        ends_at=at + timedelta(days=question.days_of_a_yes) if yes else at,
    )


def _act(yes: int, asked: int) -> Act:
    if yes == 0:
        return Act.NONE
    return Act.ALL if yes == asked else Act.CHOSEN


def _says_the_same(last: CookieChoice, row: CookieChoice) -> bool:
    stands = not last.categories or last.ends_at > row.at
    same = (last.categories, last.act, last.digest) == (row.categories, row.act, row.digest)
    return stands and same


def _one_at_a_time(key: UUID) -> None:
    """Let two tabs of one browser answer one after the other, so that the later answer stands alone."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('cookies.choice'), hashtext(%s))", [str(key)])
