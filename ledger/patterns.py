"""What a ledger line may say. The database holds it to these patterns, so that no name,
address, phone number or free text fits into any column (domain.md 4.2, I12).

They avoid long counted repeats such as `{0,62}`: PostgreSQL needs 2 to 10 microseconds a row for
one of those and 0.3 without. Lengths are held by the columns.
"""

from __future__ import annotations

UUID = r"[0-9a-f]+-[0-9a-f]+-[0-9a-f]+-[0-9a-f]+-[0-9a-f]+"
COUNT = r'"[a-z_]+[0-9]?": [0-9]+'

SLUG = r"^[a-z][a-z0-9_-]*$"
WORD = r"^[a-z][a-z_]*$"
WORD_OR_NOTHING = r"^(?:[a-z][a-z_]*)?$"
ACTION = r"^[a-z][a-z_]*\.[a-z][a-z_]*$"
ACTOR_REF = rf"^(?:[a-z]+:[0-9]{{1,9}}|{UUID})?$"
OBJECT_TYPE = r"^(?:[a-z][a-z_]*(?:\.[a-z][a-z_]*)?)?$"
RULE_CODES = r"^(?:[A-Z][A-Z0-9]*(?:[_,][A-Z0-9]+)*)?$"
POLICY_VERSION = rf"^(?:[0-9]{{1,9}}|{UUID}|[a-z][a-z0-9_-]*/[0-9]{{1,5}})?$"
COUNTS = rf"^\{{(?:{COUNT}(?:, {COUNT})*)?\}}$"

FOUR_DIGITS = r"[0-9]{4}"
TEN_DIGITS = r"[0-9]{10}"
