"""The staging tables: one for each part, with how it is written to the table it is for.

Every one has `line`, the `id` a new row will get, the `owner` it hangs on, the `target` row it
became or already was, `there` when that row was here before, and `skip` when it is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """How a part is staged and written.

    `columns` are copied as they are. A part with a `key` is the same row when owner and key are; one
    without (None) is the same when everything is, so often as it stands there. `same` are facts that may
    not differ from what is here; `fills` are written where nothing stands yet.
    """

    table: str
    columns: Mapping[str, str]
    owner: str = ""
    owner_column: str = ""
    key: tuple[str, ...] | None = None
    same: tuple[str, ...] = ()
    fills: tuple[str, ...] = ()
    sourced: bool = False
    category: str = ""

    @property
    def names(self) -> str:
        """Name the copied columns for SQL."""
        return ", ".join(self.columns)


TEXT, DAY, INSTANT, MONEY, FLAG, JSON = "text", "date", "timestamptz", "numeric(14,2)", "boolean", "jsonb"

STAGED: dict[str, Staged] = {
    "organisation": Staged(
        table="subjects_customerorg",
        columns={"number": TEXT, "name": TEXT, "org_number": TEXT, "address": TEXT, "country": TEXT,
                 "natural_person": FLAG},
    ),
    "person": Staged(
        table="subjects_datasubject",
        columns={"name": TEXT, "language": TEXT, "kind": TEXT, "match_kind": TEXT, "match_value": TEXT},
    ),
    "identity": Staged(
        table="subjects_identity",
        columns={"kind": TEXT, "value": TEXT, "normalised": TEXT},
        owner="person",
    ),
    "contact": Staged(
        table="subjects_contact",
        columns={"title": TEXT, "notes": TEXT, "preferences": TEXT, "left_on": DAY},
        fills=("left_on",),
        category="customer_data",
    ),
    "contract": Staged(
        table="subjects_contract",
        columns={"number": TEXT, "start_on": DAY, "end_on": DAY},
        owner="organisation", owner_column="org_id", key=("number",),
        same=("start_on",), fills=("end_on",),
    ),
    "invoice": Staged(
        table="subjects_invoice",
        columns={"number": TEXT, "amount": MONEY, "currency": TEXT, "claim_origin_on": DAY, "debtor": TEXT},
        owner="organisation", owner_column="org_id", key=("number",),
        same=("amount", "currency", "claim_origin_on", "debtor"), sourced=True, category="billing_claim",
    ),
    "event": Staged(
        table="subjects_invoiceevent",
        columns={"kind": TEXT, "happened_on": DAY, "amount": MONEY},
        owner="invoice", owner_column="invoice_id",
    ),
    "voucher": Staged(
        table="subjects_voucher",
        columns={"number": TEXT, "posting_on": DAY, "amount": MONEY, "counterparty": TEXT,
                 "reference_name": TEXT},
        owner="organisation", owner_column="org_id", key=("number",),
        same=("posting_on", "amount"), sourced=True, category="accounting_records",
    ),
    "support_profile": Staged(
        table="subjects_supportprofile",
        columns={"registered_at": INSTANT, "organisation_name": TEXT, "work_phone": TEXT, "interests": TEXT},
        owner="person", owner_column="subject_id", key=(), sourced=True, category="support_profile",
    ),
    "activity": Staged(
        table="subjects_activity",
        columns={"kind": TEXT, "happened_on": DAY},
        owner="support_profile", owner_column="profile_id", key=("kind", "happened_on"),
    ),
    "inquiry": Staged(
        table="subjects_inquiry",
        columns={"received_at": INSTANT, "kind": TEXT, "last_contact_at": INSTANT, "converted": FLAG,
                 "message": TEXT},
        owner="person", owner_column="subject_id", sourced=True, category="crm_inquiry",
    ),
    "correspondence": Staged(
        table="subjects_correspondence",
        columns={"sent_on": DAY, "title": TEXT, "body": TEXT},
        owner="contact", owner_column="contact_id", sourced=True, category="correspondence",
    ),
    "record": Staged(
        table="subjects_record",
        columns={"category": TEXT, "triggers": JSON, "content": JSON},
        owner="person", owner_column="subject_id", sourced=True, category="per_row",
    ),
}  # fmt: skip
"""In the order in which they are written."""

UNITS = tuple(part for part, staged in STAGED.items() if staged.category)
"""The parts that become units of retention, and so are asked for before they are taken in."""
