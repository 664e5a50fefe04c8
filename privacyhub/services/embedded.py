"""The embedded pair: whatever the environment does not name is started, and stopped at the end."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from privacyhub.services.folders import temporary_folder
from privacyhub.services.postgres import KEPT, THROWN_AWAY, postgres
from privacyhub.services.valkey import valkey


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """Where the database and the cache are, as DATABASE_URL and REDIS_URL write it."""

    database_url: str
    redis_url: str


@contextlib.contextmanager
def embedded_pair(folder: Path, *, environ: Mapping[str, str], keep: bool) -> Iterator[Addresses]:
    """Start what DATABASE_URL and REDIS_URL do not name, with its files in `folder`.

    `keep=False` is for tests: nothing survives a power cut, and it is several times quicker.
    """
    with contextlib.ExitStack() as stack:
        sockets = stack.enter_context(temporary_folder())
        database_url = environ.get("DATABASE_URL") or stack.enter_context(
            postgres(folder / "postgres", sockets=sockets, options=KEPT if keep else THROWN_AWAY)
        )
        redis_url = environ.get("REDIS_URL") or stack.enter_context(
            valkey(sockets=sockets, log=folder / "valkey.log")
        )
        yield Addresses(database_url=database_url, redis_url=redis_url)
