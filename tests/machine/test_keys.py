"""The secrets: made privately, read from three places, never replaced behind anybody's back."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from privacyhub.keys import KEY_BYTES, KEYS, make_missing, read_keys

NAMES = [key.name for key in KEYS]
NOTHING = {name: "" for name in NAMES}


def test_secrets_are_made_once_and_open_to_this_account_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    assert make_missing(folder) == NAMES
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    before = {path.name: path.read_text() for path in folder.iterdir()}
    assert make_missing(folder) == []
    assert {path.name: path.read_text() for path in folder.iterdir()} == before


def test_a_kept_secret_is_read_and_none_is_thrown_away(tmp_path: Path) -> None:
    make_missing(tmp_path)
    ring = read_keys(NOTHING.__getitem__, tmp_path)
    assert ring.thrown_away == ()
    assert ring.text("SECRET_KEY") == (tmp_path / "secret_key").read_text().strip()
    assert len(ring.raw("LEDGER_KEY")) == KEY_BYTES


def test_the_environment_goes_before_the_folder(tmp_path: Path) -> None:
    make_missing(tmp_path)
    mine = base64.b64encode(bytes(range(32))).decode()
    ring = read_keys((NOTHING | {"LEDGER_KEY": f"{mine}\n"}).__getitem__, tmp_path)
    assert ring.raw("LEDGER_KEY") == bytes(range(32))


def test_a_missing_secret_is_replaced_for_this_process_alone_and_named(tmp_path: Path) -> None:
    first, second = (read_keys(NOTHING.__getitem__, tmp_path) for _ in range(2))
    assert list(first.thrown_away) == NAMES
    assert first.raw("LEDGER_KEY") != second.raw("LEDGER_KEY")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "value", ["short", "not base64 at all åäö", "AAAA"], ids=["text", "letters", "too short"]
)
def test_a_secret_that_is_not_32_bytes_is_refused_with_what_to_do(tmp_path: Path, value: str) -> None:
    ring = read_keys((NOTHING | {"PACKAGE_KEY": value}).__getitem__, tmp_path)
    with pytest.raises(ImproperlyConfigured, match=r"PACKAGE_KEY must be 32 bytes.*openssl rand"):
        ring.raw("PACKAGE_KEY")


def test_check_deploy_reports_the_missing_secrets(settings: object) -> None:
    settings.THROWN_AWAY_KEYS = ("LEDGER_KEY",)  # type: ignore[attr-defined]
    with pytest.raises(SystemCheckError, match=r"privacyhub\.E001"):
        call_command("check", "--deploy", "--tag", "security")


# --- the real thing: processes with an environment of their own ------------------------------------


def _run(*command: str, var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(tuple(NAMES))}
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env={**inherited, "VAR_DIR": str(var), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_web_server_refuses_to_start_without_secrets(tmp_path: Path) -> None:
    refused = _run("-c", "import privacyhub.wsgi", var=tmp_path)
    assert refused.returncode != 0
    assert "Not set: SECRET_KEY, SUPPRESSION_KEY, LEDGER_KEY, PACKAGE_KEY." in refused.stderr


@pytest.mark.parametrize("program", ["worker", "beat"])
def test_worker_and_clock_refuse_to_start_without_secrets(tmp_path: Path, program: str) -> None:
    refused = _run("-m", "celery", "-A", "privacyhub", program, var=tmp_path)
    assert refused.returncode != 0
    assert "Not set: SECRET_KEY" in refused.stderr


def test_no_command_opens_the_database_without_secrets(tmp_path: Path) -> None:
    refused = _run("manage.py", "showmigrations", var=tmp_path)
    assert refused.stderr.startswith("Not set: SECRET_KEY")


def test_secrets_may_come_from_files(tmp_path: Path) -> None:
    make_missing(tmp_path / "given")
    files = {f"{name}_FILE": str(tmp_path / "given" / name.lower()) for name in NAMES}
    started = _run("-c", "import privacyhub.wsgi", var=tmp_path, **files)
    assert started.returncode == 0, started.stderr


def test_a_named_file_that_is_missing_is_an_error_that_names_it(tmp_path: Path) -> None:
    refused = _run("-c", "import privacyhub.wsgi", var=tmp_path, LEDGER_KEY_FILE="/nowhere/key")
    assert "LEDGER_KEY_FILE: /nowhere/key: No such file or directory." in refused.stderr


def test_no_database_is_one_clear_line(tmp_path: Path) -> None:
    make_missing(tmp_path / "keys")
    refused = _run("manage.py", "showmigrations", var=tmp_path, DATABASE_URL="postgres://x@127.0.0.1:1/x")
    assert refused.returncode == 1
    (line,) = refused.stderr.strip().splitlines()
    assert line.startswith("The database does not answer")
    assert "make demo" in line
