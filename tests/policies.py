"""Make a policy live in a test: one of the two published ones, or the small test company's."""

from __future__ import annotations

from pathlib import Path

from accounts.models import Controller

POLICIES = Path(__file__).parent.parent / "policies"
