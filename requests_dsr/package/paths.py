"""How each table of personal data leads to the person, and what of it is shown how.

The data map (`register.datamap`) says which columns are personal; this says whose a row is. A test
holds that every table with a personal column has its path here, or its reason to have none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from requests_dsr.whose import MATCHED


@dataclass(frozen=True, kw_only=True)
class Path:
    """From a table to the person.

    `to` is a chain of foreign keys that ends at a DataSubject or a User (`"profile__subject"`; empty
    where the row is the person's own). `where` is a condition of SQL instead, on the row `t`.
    `concealed`: told to exist, never shown. `shown`: an expression in place of the column's raw value.
    `clear`: text that needs no masking, because it is the person's own or was written to them.
    `own`: text that is so only in the rows where a condition of SQL holds, by its column.
    `named`, `reached`: columns of `own` that say who wrote, or to whom, and where to reach them. In other
    rows they are masked whole, and the names are looked for in every text.
    `row_category`: the column that names the category of each row. `files`: columns that hold the path
    of a stored file. `derived`: rows we computed ourselves, which nobody takes along (Art. 20).
    """

    to: str = ""
    where: str = ""
    concealed: tuple[str, ...] = ()
    shown: Mapping[str, str] = field(default_factory=dict)
    clear: tuple[str, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)
    named: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()
    row_category: str = ""
    files: tuple[str, ...] = ()
    derived: bool = False


MINE = "'(du)'"
"""What stands for a foreign key to the person themselves."""
AMONG_LETTERS = "'(se brev)'"
"""What stands for the words of a mail that stand among the letters."""
NOT_FOR_THEM = "'[arbetsanteckning]'"
"""What stands for a note of ours that says what is hidden."""
OF_A_REQUEST = "t.request_id = any(%(requests)s)"
SAID = f"(t.whose = %(ref)s or (t.whose is null and {OF_A_REQUEST}))"
"""What was said to the person, or in a request of theirs to whoever asked: `requests_dsr.whose` in SQL."""
ASKED = (
    "exists (select 1 from requests_dsr_datasubjectrequest r left join requests_dsr_requestfile f "
    "on f.request_id = r.id where r.id = t.request_id and r.identity_method <> '' "
    "and coalesce(f.on_behalf, '') = '')"
)
"""It is clear that the person asked, themselves: `whose.asked_by_the_person` in SQL."""
WRITTEN_TO_THEM = f"t.whose is not null or {ASKED}"
SINCE_THE_LINK = (
    "not exists (select 1 from requests_dsr_requestevent e "
    f"where e.request_id = t.request_id and e.code = '{MATCHED}' and e.at > t.erased_at)"
)
NAMESAKE = (
    "select 1 from subjects_contact c join subjects_datasubject s on s.id = c.subject_id "
    "where c.org_id = t.org_id and s.id <> %(subject)s and lower(s.full_name) = lower(t.reference_name)"
)
"""Somebody else of the same name at the same organisation: then a name alone says nothing of whose it is."""
NAMED_INVOICES = (
    "select i.id from subjects_invoice i where i.org_id = any(%(own_orgs)s) "
    "or i.reference_contact_id = any(%(contacts)s)"
)
NOT_OWN_TRADER = "t.natural_person and t.id <> all(%(own_orgs)s)"
HIDES = "('access', 'portability')"
"""The rights, and the kinds of a proposal, whose answer hides other people from the person."""
DECIDED_PLAN = (
    "case when (select r.closed_at is null from requests_dsr_datasubjectrequest r where r.id = t.request_id) "
    f"then '{{}}'::jsonb when t.plan->>'kind' in {HIDES} then t.plan - 'masking' - 'wanted_masked' "
    "#- '{choices,lifted}' #- '{choices,added}' #- '{choices,withheld_files}' #- '{choices,why}' "
    "#- '{basis,masked}' else t.plan - 'masking' - 'wanted_masked' end"
)
"""A proposal that is decided, without what it hides from the person, why, and what that could be guessed by
(Art. 15(4)). One that still waits is in no copy: what its drafter wrote would be among the facts that it was
drafted on, and move them."""
FOR_STAFF = (
    f"t.comment <> '' and (t.code = '{MATCHED}' or (t.source = 'review' and t.target = 'in_progress' and "
    f"t.request_id in (select r.id from requests_dsr_datasubjectrequest r where r.right in {HIDES})))"
)
"""Working notes that would undo a masking (Art. 15(4)): what is to be hidden besides, as a reviewer wrote it
when they sent a copy back, and to whom else a request was linked."""
SAID_IN_LETTERS = (
    "(t.message_id, t.body) in (select l.message_id, l.body from requests_dsr_letter l "
    "where l.message_id <> '' "
    "and (l.whose = %(ref)s or (l.whose is null and l.request_id = any(%(requests)s))))"
)
"""A mail is a letter of ours that is in the copy too, word for word."""
REASON_CODES = "array_to_string(t.{}, ', ')"

PATHS: dict[str, Path] = {
    # --- who the person is ---
    "subjects.DataSubject": Path(shown={"user": MINE}, clear=("full_name", "statements")),
    "subjects.Identity": Path(to="subject", clear=("value", "normalised")),
    "subjects.SourceRecord": Path(to="subject"),
    "subjects.Contact": Path(
        to="subject", shown={"org": "(select o.name from subjects_customerorg o where o.id = t.org_id)"}
    ),
    "subjects.CustomerOrg": Path(
        # A sole trader is a person: to somebody else who speaks for them only the name is shown.
        where="t.id = any(%(orgs)s)",
        shown={
            column: f"case when {NOT_OWN_TRADER} then '' else t.{column} end"
            for column in ("org_number", "address", "country")
        },
        clear=("name", "number", "org_number", "address", "country"),
    ),
    # --- the customer relation: contracts and credit reports are a person's only for a sole trader ---
    "subjects.CustomerData": Path(to="contact__subject", clear=("statements",)),
    "subjects.Contract": Path(where="t.org_id = any(%(own_orgs)s)"),
    "subjects.Invoice": Path(where=f"t.id in ({NAMED_INVOICES})", shown={"reference_contact": MINE}),
    "subjects.InvoiceEvent": Path(where=f"t.invoice_id in ({NAMED_INVOICES})"),
    "subjects.ClaimInterruption": Path(where=f"t.invoice_id in ({NAMED_INVOICES})"),
    "subjects.Voucher": Path(
        where="t.org_id = any(%(own_orgs)s) or "
        f"(t.org_id = any(%(orgs)s) and t.reference_name = %(full_name)s and not exists ({NAMESAKE}))",
        clear=("counterparty",),
        files=("document",),
    ),
    "subjects.CreditCheck": Path(where="t.org_id = any(%(own_orgs)s)"),
    # --- what was said and done ---
    "subjects.Inquiry": Path(to="subject", own={"message": "t.source_kind = 'self'"}),
    "subjects.Correspondence": Path(to="contact__subject"),
    "subjects.PhoneMessage": Path(to="subject"),
    "subjects.MarketingProfile": Path(to="subject", clear=("statements",)),
    "subjects.Record": Path(to="subject", row_category="category"),
    "subjects.SupportProfile": Path(to="subject", clear=("statements",)),
    "subjects.Activity": Path(to="profile__subject"),
    "subjects.SupportTicket": Path(to="subject", shown={"subject": MINE}),
    "subjects.TicketAttachment": Path(to="ticket__subject", files=("file",)),
    # --- what blocks, who looked, who got what ---
    "subjects.ProcessingBlock": Path(to="subject"),
    # Staff are shown by role: the person is told that somebody in that role looked, not who.
    "subjects.AccessLog": Path(to="subject", shown={"subject": MINE}, concealed=("user",)),
    "subjects.Disclosure": Path(
        to="subject",
        shown={"subject": MINE, "categories": REASON_CODES.format("categories")},
        clear=("recipient", "legal_basis", "categories"),
    ),
    "accounts.SecurityEvent": Path(where="t.user_id = %(user)s and t.controller_id = %(controller)s"),
    # --- consent ---
    "consents.AddressCollection": Path(to="subject"),
    "consents.ConsentRecord": Path(
        to="subject",
        shown={
            "text": "(select case t.language when 'en' then c.text_en else c.text_sv end "
            "from register_consenttext c where c.id = t.text_id)"
        },
        clear=("text",),
    ),
    "consents.ConsentEvent": Path(to="subject", concealed=("form_digest",)),
    "consents.ConsentEvidence": Path(
        where="t.controller_id = %(controller)s and t.person_digest = any(%(digests)s)",
        concealed=("person_digest",),
        clear=("text_digest",),
    ),
    "consents.Objection": Path(to="subject"),
    "consents.Suppression": Path(
        where="t.controller_id = %(controller)s and t.digest = any(%(digests)s)", concealed=("digest",)
    ),
    "consents.OutgoingMessage": Path(
        to="subject",
        shown={
            "reasons": REASON_CODES.format("reasons"),
            "body": f"case when {SAID_IN_LETTERS} then {AMONG_LETTERS} else t.body end",
        },
        clear=("message_id", "title", "body", "reasons"),
    ),
    # --- what the law says of it ---
    "retention.Reminder": Path(to="subject", clear=("message_id",)),
    "retention.RetentionUnit": Path(
        to="subject",
        shown={"reasons": REASON_CODES.format("reasons")},
        clear=("reasons", "category"),
        row_category="category",
        derived=True,
    ),
    # --- the requests themselves ---
    "requests_dsr.DataSubjectRequest": Path(where="t.id = any(%(requests)s)", shown={"subject": MINE}),
    "requests_dsr.RequestFile": Path(
        where=OF_A_REQUEST,
        shown={"plan": DECIDED_PLAN},
        clear=("about_name", "language"),
        # What somebody else asked, in the person's name or on their behalf, is not the person's own.
        own=dict.fromkeys(
            ("requester_name", "requester_email", "requester_address", "words", "proposed"), ASKED
        ),
        named=("requester_name",),
        reached=("requester_email", "requester_address"),
    ),
    "requests_dsr.RequestEvent": Path(
        where=SAID, shown={"comment": f"case when {FOR_STAFF} then {NOT_FOR_THEM} else t.comment end"}
    ),
    "requests_dsr.IdentityCheck": Path(where=SAID),
    "requests_dsr.Letter": Path(
        where=SAID,
        own=dict.fromkeys(
            ("title", "body", "addressee_name", "addressee_email", "addressee_address"), WRITTEN_TO_THEM
        ),
        named=("addressee_name",),
        reached=("addressee_email", "addressee_address"),
    ),
    "requests_dsr.Package": Path(where=OF_A_REQUEST),
    "requests_dsr.Certificate": Path(where=f"{OF_A_REQUEST} and {SINCE_THE_LINK}"),
    "connectors.RecipientNotice": Path(
        where="t.request_ref in (select r.ref from requests_dsr_datasubjectrequest r "
        "where r.id = any(%(requests)s))",
        shown={name: REASON_CODES.format(name) for name in ("categories", "about")},
        clear=("recipient", "categories", "about"),
    ),
    # --- the login ---
    "accounts.User": Path(concealed=("password",), clear=("email",)),
    "accounts.StaffRole": Path(
        where="t.user_id = %(user)s and t.controller_id = %(controller)s", shown={"user": MINE}
    ),
    "accounts.AccessGrant": Path(
        where="t.staff_role_id in (select s.id from accounts_staffrole s "
        "where s.user_id = %(user)s and s.controller_id = %(controller)s)",
        shown={"staff_role": "(select s.role from accounts_staffrole s where s.id = t.staff_role_id)"},
    ),
    "admin.LogEntry": Path(to="user", shown={"user": MINE}),
    "account.EmailAddress": Path(to="user", shown={"user": MINE}, clear=("email",)),
    "account.EmailConfirmation": Path(
        to="email_address__user",
        shown={
            "email_address": "(select a.email from account_emailaddress a where a.id = t.email_address_id)"
        },
        concealed=("key",),
        clear=("email_address",),
    ),
    "mfa.Authenticator": Path(to="user", shown={"user": MINE}, concealed=("data",)),
    "usersessions.UserSession": Path(
        to="user", shown={"user": MINE}, concealed=("session_key", "data"), clear=("user_agent",)
    ),
    "sessions.Session": Path(
        where="t.session_key in (select u.session_key from usersessions_usersession u "
        "where u.user_id = %(user)s)",
        concealed=("session_key", "session_data"),
    ),
}

NOBODYS: dict[str, str] = {
    "subjects.WebVisit": "masked before it is stored: a visit names nobody",
    "subjects.StatsExtract": "statistics name nobody; one that did is anonymised the same night",
    "cookies.CookieChoice": "a choice is a browser's, found by the key it keeps; no row says whose",
}
"""Tables with personal columns whose rows lead to no person, and why."""
