"""Who gets data under a policy, where they are, and what protects the data there (Art. 13(1)(e)-(f), 15(2)).

The notice, Min profil and a person's copy all ask here, so that none of them leaves out a country.
"""

from __future__ import annotations

from collections.abc import Iterator

from register.naming import country_name
from register.policyfile.schema import PolicyFile, Processor, Recipient, Transfer
from register.wording import PolicyWords


def receivers_in(policy: PolicyFile) -> Iterator[tuple[str, Processor | Recipient]]:
    """Give the suppliers in use and the recipients, each with its key, in the order of the file."""
    for key, processor in policy.processors.items():
        if processor.active:
            yield key, processor
    yield from policy.recipients.items()


def transfers_to(policy: PolicyFile, key: str) -> list[Transfer]:
    """Give what leaves the EU/EEA through a receiver, each with its safeguard."""
    return [transfer for transfer in policy.transfers.values() if transfer.to == key]


def where_of(words: PolicyWords, key: str, part: Processor | Recipient) -> list[str]:
    """Name a receiver's own country and every country it sends on to, each with what protects the data."""
    sent_on = (transfer.text.in_language(words.language) for transfer in transfers_to(words.policy, key))
    return [country_name(part.country), *sent_on]
