"""The pinned requirements: whole, hashed, and without a host."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

REQUIREMENTS = Path(settings.BASE_DIR) / "requirements"
GOOD = "celery==5.7.0 \\\n    --hash=sha256:00\n"


def _faults() -> Callable[[Path], Iterator[str]]:
    spec = importlib.util.spec_from_file_location("check_locks", REQUIREMENTS / "check_locks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.faults  # type: ignore[no-any-return]


faults = _faults()


def test_the_projects_own_locks_hold() -> None:
    assert list(faults(REQUIREMENTS)) == []


def _folder(
    tmp_path: Path, *, base_in: str = "celery[redis]  # queue\n", base_txt: str = GOOD, dev_txt: str = GOOD
) -> Path:
    (tmp_path / "base.in").write_text(base_in)
    (tmp_path / "base.txt").write_text(base_txt)
    (tmp_path / "dev.in").write_text("-c base.txt\n")
    (tmp_path / "dev.txt").write_text(dev_txt)
    return tmp_path


def test_a_good_folder_has_no_fault(tmp_path: Path) -> None:
    assert list(faults(_folder(tmp_path))) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"base_in": "celery\nPyYAML\n"}, "base.in:2: pyyaml is not pinned in base.txt: run `make lock`"),
        ({"base_txt": "--index-url https://example.se\n" + GOOD}, "base.txt:1: names a host"),
        ({"base_txt": "celery==5.7.0 \\\nredis==1 \\\n    --hash=sha256:0\n"}, "base.txt:1: has no hash"),
        ({"base_txt": GOOD + "redis>=1\n"}, "base.txt:3: is not a pin"),
        (
            {"dev_txt": GOOD.replace("5.7.0", "5.6.0")},
            "dev.txt: celery is 5.6.0, and 5.7.0 in base.txt: run `make lock`",
        ),
    ],
    ids=["input not pinned", "host", "no hash", "no pin", "two versions"],
)
def test_each_fault_is_found(tmp_path: Path, change: dict[str, str], fault: str) -> None:
    assert fault in list(faults(_folder(tmp_path, **change)))


def test_psycopg_3_stays_out() -> None:
    """Django would silently prefer it to psycopg2."""
    pins = "".join(path.read_text() for path in REQUIREMENTS.glob("*.txt"))
    assert "\npsycopg==" not in pins
    assert "\npsycopg2-binary==" in pins
