"""How the mails of a person are found for a copy of their data (Art. 15)."""

from __future__ import annotations

from requests_dsr.package.paths import PATHS, Path

OF_THE_PERSON = (
    "(t.subject_id = %(subject)s or t.file_id in (select f.id from requests_dsr_requestfile f "
    "join requests_dsr_datasubjectrequest r on r.id = f.request_id where r.subject_id = %(subject)s))"
)


def add_paths() -> None:
    """Say whose a mail is: whoever it was matched to, or whose request it belongs to."""
    own = OF_THE_PERSON.replace("t.", "m.")
    PATHS["mailbox.Mail"] = Path(
        where=OF_THE_PERSON,
        shown={"because": "array_to_string(t.because, ', ')"},
        clear=("from_name", "from_email", "message_id", "because", "suggestion"),
    )
    PATHS["mailbox.Attachment"] = Path(where=f"t.mail_id in (select m.id from mailbox_mail m where {own})")
