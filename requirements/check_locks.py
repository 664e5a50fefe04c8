"""Check the pinned requirements without a network: each input is pinned, hashed, and names no host."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+) \\$")
HOST = re.compile(r"://|--(extra-)?index-url|--find-links|--trusted-host")


def faults(folder: Path = HERE) -> Iterator[str]:
    """Say what is wrong, one line each: file, line and reason."""
    inputs = sorted(folder.glob("*.in"))
    pins = {path.stem: _pins(path.with_suffix(".txt")) for path in inputs}
    for path in inputs:
        yield from _missing(path, pins)
    for path in sorted(folder.glob("*.txt")):
        yield from _bad_lines(path)
    yield from _torn(pins)


def _missing(source: Path, pins: dict[str, dict[str, str]]) -> Iterator[str]:
    for number, line in enumerate(source.read_text().splitlines(), start=1):
        name = _normal(match[0]) if (match := NAME.match(line)) else None
        if name and name not in pins[source.stem]:
            yield f"{source.name}:{number}: {name} is not pinned in {source.stem}.txt: run `make lock`"


def _bad_lines(lock: Path) -> Iterator[str]:
    lines = lock.read_text().splitlines()
    for number, (line, following) in enumerate(zip(lines, [*lines[1:], ""], strict=True), start=1):
        if HOST.search(line):
            yield f"{lock.name}:{number}: names a host"
        if PIN.match(line) and "--hash=sha256:" not in following:
            yield f"{lock.name}:{number}: has no hash"
        if line and not line.startswith(("#", " ")) and not PIN.match(line):
            yield f"{lock.name}:{number}: is not a pin"


def _torn(pins: dict[str, dict[str, str]]) -> Iterator[str]:
    """One version of a library in all locks: they are installed together."""
    base = pins["base"]
    for lock, found in pins.items():
        for name, version in found.items():
            if base.get(name, version) != version:
                yield f"{lock}.txt: {name} is {version}, and {base[name]} in base.txt: run `make lock`"


def _pins(lock: Path) -> dict[str, str]:
    lines = lock.read_text().splitlines() if lock.exists() else []
    return {match[1]: match[2] for line in lines if (match := PIN.match(line))}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    found = list(faults())
    print("\n".join(found) or "The locks hold.")  # noqa: T201
    sys.exit(bool(found))
