"""What every form of a proposal does: give the choices as the answer takes them, typed or there before."""

from __future__ import annotations

from typing import Any

from django import forms

YES, NO = "ja", "nej"


class ProposeForm(forms.Form):
    """A proposal with nothing to choose: the law has chosen."""

    def choices(self) -> dict[str, Any]:
        """Give the choices as the answer takes them, of what was typed so far."""
        return {}

    def typed(self, name: str) -> Any:
        """Give what stands in a field: typed, or there from the start."""
        if self.is_bound:
            return getattr(self, "cleaned_data", {}).get(name)
        return self.get_initial_for_field(self.fields[name], name)
