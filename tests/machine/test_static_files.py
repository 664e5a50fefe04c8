"""Static files: every reference resolves, and names carry a hash once they are gathered."""

from pathlib import Path

from django.conf import LazySettings
from django.core.management import call_command
from django.templatetags.static import static

from privacyhub.static_storage import GatheredOrPlain


def test_before_gathering_names_are_plain() -> None:
    assert static("admin/css/base.css") == "/static/admin/css/base.css"


def test_gathering_finds_every_file_that_a_style_sheet_names(tmp_path: Path, settings: LazySettings) -> None:
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    storage = GatheredOrPlain()
    assert storage.stored_name("admin/css/base.css") != "admin/css/base.css"
    assert (tmp_path / storage.stored_name("admin/css/base.css")).exists()
