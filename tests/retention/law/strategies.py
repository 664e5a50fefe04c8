"""Random cases: days crowd around the boundaries of every period, where mistakes live."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from law.calendar import add_months
from law.shapes import OFFERED

STOCKHOLM = ZoneInfo("Europe/Stockholm")
PERIODS = [0, 1, 3, 12, 24, 26, 36, 60, 84, 120]
LEAPS = [date(2020, 2, 29), date(2024, 2, 29), date(2028, 2, 29), date(2026, 2, 28), date(2026, 12, 31)]
DAYS = st.one_of(st.sampled_from(LEAPS), st.dates(date(2018, 1, 1), date(2036, 12, 31)))
NAMED = st.sampled_from(sorted(OFFERED)[:20])
COUNTED_KINDS = ["login", "ticket_created", "ticket_reply", "profile_update_by_user", "renewal_confirmed"]
OTHER_KINDS = [
    "email_open",
    "marketing_click",
    "staff_edit",
    "login_failed",
    "password_reset_requested",
    "api_sync",
]


@st.composite
def near(draw: Any, as_of: date, *, ahead: int = 40) -> date:
    """A day that lies a whole period before today, give or take; or anywhere, a little ahead too."""
    if draw(st.integers(0, 3)):
        months = draw(st.sampled_from(PERIODS))
        return add_months(as_of, -months) + timedelta(days=draw(st.integers(-3, 3)))
    return as_of + timedelta(days=draw(st.integers(-3000, ahead)))


def instant(day: date, hour: int, minute: int) -> str:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=STOCKHOLM).isoformat()


@st.composite
def cases(draw: Any, *, as_of: date | None = None, only: set[str] | None = None) -> dict[str, Any]:
    """One case of the schema of domain.md 3.4; `only` names the facts that may be there."""
    today = as_of or draw(DAYS)

    def day(ahead: int = 40) -> str:
        return draw(near(today, ahead=ahead)).isoformat()

    def at() -> str:
        hour, minute = draw(st.sampled_from([(0, 0), (0, 30), (12, 0), (23, 30), (23, 59)]))
        return instant(draw(near(today)), hour, minute)

    def maybe(make: Any) -> Any:
        return make() if draw(st.booleans()) else None

    def several(make: Any, most: int = 3) -> list[Any]:
        return [make() for _ in range(draw(st.integers(0, most)))]

    def pick(*values: Any) -> Any:
        return draw(st.sampled_from(values))

    def profile() -> dict[str, Any]:
        kinds = COUNTED_KINDS + OTHER_KINDS
        return {
            "registered_at": at(),
            "activity": several(lambda: {"at": at(), "kind": pick(*kinds)}),
            "reminders": several(reminder),
        }

    def reminder() -> dict[str, Any]:
        made = {"at": reminded_at(), "status": pick("sent", "bounced", "failed")}
        return made | ({"promised_on": day()} if draw(st.integers(0, 2)) == 0 else {})

    def reminded_at() -> str:
        return instant(today + timedelta(days=draw(st.integers(-100, 5))), 7, 0)

    def contract() -> dict[str, Any]:
        start = draw(near(today))
        end = maybe(lambda: start + timedelta(days=draw(st.integers(-20, 2500))))
        if end and draw(st.booleans()):
            end = max(start, draw(near(today)))
        if end and end < start and draw(st.booleans()):
            end = start
        made = {"id": "C", "start": start.isoformat(), "end": end and end.isoformat()}
        if draw(st.integers(0, 3)) == 0:
            made["end_corrected_on"] = day()
        return made

    def invoice() -> dict[str, Any]:
        amount = pick(100, 250, "10.5")
        made = {
            "id": "F",
            "amount": float(amount) if isinstance(amount, str) else amount,
            "claim_origin": day(),
            "interruptions": several(day, 2),
            "events": several(lambda: event(amount)),
        }
        return made | ({"debtor": pick("business", "consumer")} if draw(st.booleans()) else {})

    def event(amount: Any) -> dict[str, Any]:
        kinds = (
            "payment",
            "payment",
            "credit_note",
            "waiver",
            "reversal",
            "refund",
            "fee",
            "accounting_write_off",
        )
        return {"on": day(), "type": pick(*kinds), "amount": pick(100, 150, 250, 10.5, float(amount))}

    def fiscal_years() -> list[dict[str, Any]]:
        length = pick(6, 12, 18)
        first = add_months(date(today.year - 9, pick(1, 5, 7), 1), 0)
        starts = [add_months(first, length * n) for n in range(12)]
        ends = [add_months(start, length) - timedelta(days=1) for start in starts]
        return [{"start": s.isoformat(), "end": e.isoformat()} for s, e in zip(starts, ends, strict=True)]

    def inquiry() -> dict[str, Any]:
        made: dict[str, Any] = {"received_at": at()}
        made |= {"last_contact_at": maybe(at)} if draw(st.booleans()) else {}
        return made | ({"converted": draw(st.booleans())} if draw(st.booleans()) else {})

    def marketing() -> dict[str, Any]:
        basis = pick("consent", "legitimate_interest")
        made: dict[str, Any] = {"basis": basis, "last_interaction_at": maybe(at), "objected_at": maybe(at)}
        if basis == "consent":
            made["consent"] = {"given_at": at(), "withdrawn_at": maybe(at)}
        return made

    def request() -> dict[str, Any]:
        types = ("erasure", "erasure", "access", "portability", "rectification", "restriction", "objection")
        made = {"type": pick(*types), "received_on": day(), "closed_on": maybe(day)}
        return made | {"decided_on": maybe(day), "outcome": pick("granted", "partial", "refused", None)}

    def block(start: str, stop: str) -> dict[str, Any]:
        scope = pick("all", "all", sorted(draw(st.sets(NAMED, max_size=4))))
        return {start: day(400), stop: maybe(lambda: day(400)), "scope": scope}

    made = {
        "support_profile": maybe(profile),
        "support_tickets": maybe(lambda: {"count": draw(st.integers(0, 2))}),
        "contracts": several(contract),
        "contact_left_on": maybe(day) if draw(st.booleans()) else None,
        "correspondence": maybe(lambda: {"last_message_on": day()}),
        "invoices": several(invoice, 2),
        "accounting_docs": several(lambda: {"id": "V", "posting_date": day()}, 2),
        "fiscal_years": fiscal_years() if draw(st.booleans()) else [],
        "inquiries": several(inquiry, 2),
        "credit_checks": several(lambda: {"obtained_on": day()}, 2),
        "marketing": maybe(marketing),
        "web_visits": several(lambda: {"visited_at": at(), "ip_masked": draw(st.booleans())}, 2),
        "stats_extracts": several(lambda: {"created_on": day(), "anonymised": draw(st.booleans())}, 2),
        "consents": several(lambda: {"purpose": "p", "ended_on": maybe(day)}, 2),
        "suppression": maybe(lambda: {"since": day()}),
        "disclosures": several(lambda: {"on": day()}, 2),
        "dsrs": several(request, 2),
        "include_dsr_records": draw(st.booleans()),
        "holds": several(lambda: block("from", "released_on"), 1 + draw(st.integers(0, 1))),
        "restrictions": several(lambda: {"ground": "18_1_a", **block("from", "lifted_on")}, 1),
        "settings": {"unpaid_scope": pick("claim", "all")} if draw(st.booleans()) else {},
    }
    facts = {key: value for key, value in made.items() if value not in (None, [])}
    return {"id": "H", "as_of": today.isoformat(), "facts": _only(facts, only)}


def _only(facts: dict[str, Any], only: set[str] | None) -> dict[str, Any]:
    return facts if only is None else {key: value for key, value in facts.items() if key in only}
