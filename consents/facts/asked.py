"""A use that is asked for, as the gate is asked about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Controller
from consents.law import MARKETING, Use


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A use that is asked for: by whom, of which data, when, and what the message is about.

    `category` is the data to be used; without it the purpose's own ground is looked for, and every
    restriction counts. `similar_products`: about our own goods or services like those sold.
    """

    controller: Controller
    use: Use
    at: datetime
    category: str | None = None
    similar_products: bool = False
    relevant_to_role: bool = False

    @property
    def purpose(self) -> str:
        """Give the purpose that is judged: a promotion is marketing, whatever the mail calls itself."""
        is_promotion = self.use.contains_promotion or self.use.message_class == MARKETING
        return MARKETING if is_promotion else self.use.purpose
