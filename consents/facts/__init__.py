"""What the gate needs to know of people: read in bulk, in a constant number of queries (domain.md 4.12)."""

from consents.facts.asked import Asked
from consents.facts.loading import NOBODY, facts_of, facts_of_people

__all__ = ["NOBODY", "Asked", "facts_of", "facts_of_people"]
