"""What a ledger line may say. The database holds it to these patterns, so that no name,
address, phone number or free text fits into any column (domain.md 4.2, I12).
"""

from __future__ import annotations

UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
RULE_CODE = r"[A-Z]+[0-9]{0,3}(_([A-Z]+[0-9]{0,3}|[0-9]{1,3}[A-Z]?))*"
COUNT = r'"[a-z][a-z_]{0,60}[0-9]{0,2}": [0-9]{1,12}'

SLUG = r"^[a-z][a-z0-9_-]{0,62}$"
WORD = r"^[a-z][a-z_]{0,39}$"
WORD_OR_NOTHING = r"^([a-z][a-z_]{0,39})?$"
ACTION = r"^[a-z][a-z_]{0,39}\.[a-z][a-z_]{0,59}$"
ACTOR_REF = rf"^([a-z]+:[0-9]{{1,9}}|{UUID})?$"
OBJECT_TYPE = r"^([a-z][a-z_]{0,39}(\.[a-z][a-z_]{0,39})?)?$"
RULE_CODES = rf"^({RULE_CODE}(,{RULE_CODE})*)?$"
POLICY_VERSION = rf"^([0-9]{{1,9}}|{UUID}|[0-9a-f]{{64}}|[a-z][a-z0-9_-]{{0,62}}/[0-9]{{1,9}})?$"
COUNTS = rf"^\{{({COUNT}(, {COUNT})*)?\}}$"
RANDOM_UUID = r"^.{14}4"
