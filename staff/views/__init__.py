"""The pages of the panel: fetch, ask for permission, call one service, redirect."""

from staff.views.overview import overview
from staff.views.runs import run_detail, run_items, run_list, run_release

__all__ = ["overview", "run_detail", "run_items", "run_list", "run_release"]
