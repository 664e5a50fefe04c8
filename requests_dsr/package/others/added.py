"""Say what became of the words a reviewer has added: hit nowhere, or standing where nothing is masked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain

from requests_dsr.package.files.schema import PackagePart
from requests_dsr.package.others.masking import OURS, alternation, strings_in


def standing_in(added: Collection[str], texts: Iterable[str]) -> list[str]:
    """Give those of the words that stand in some texts, as the masker would find them."""
    everything = list(texts)
    patterns = {word: alternation([word]) for word in added}
    return sorted(
        word
        for word, pattern in patterns.items()
        if pattern is not None
        and any(hit.lastgroup != OURS for text in everything for hit in pattern.finditer(text))
    )


def hit_nowhere(added: Collection[str], *hit: Iterable[str]) -> list[str]:
    """Give the words that stand in none of the texts that were masked, or found and left."""
    return sorted({*added} - {*standing_in(added, chain(*hit))})


def still_told(added: Collection[str], part: PackagePart) -> list[str]:
    """Give the words that stand in what is told beside the rows: the company's own texts, for everybody."""
    if not added:
        return []
    return standing_in(added, strings_in(part.model_dump(exclude={"tables", "files", "unread"})))
