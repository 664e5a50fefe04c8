"""Read the mailboxes: every new mail becomes a row, and only then leaves the inbox (at least once)."""

from mailintake.fetching.inbox import Round
from mailintake.fetching.rounds import fetch_every, fetch_one, nobodys

__all__ = ["Round", "fetch_every", "fetch_one", "nobodys"]
