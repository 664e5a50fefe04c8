"""Print the JSON Schema of `package.json`."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from requests_dsr.package.files.schema import PackagePart


class Command(BaseCommand):
    """Print the schema of a package, made from the form it is written in."""

    help = "Print the JSON Schema of package.json."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it, ready to be kept as a file."""
        self.stdout.write(schema_text(), ending="")


def schema_text() -> str:
    """Give the schema as it is kept beside the code."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **PackagePart.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
