"""When a recipient was told, or confirmed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from staff.forms import day_field


class ToldForm(forms.Form):
    """The day it happened; none is today."""

    on = day_field(gettext_lazy("Dag"), required=False)
