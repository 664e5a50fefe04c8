"""The door for the clock."""

from __future__ import annotations

from celery import shared_task

from ledger.services import seal


@shared_task(name="ledger.seal", ignore_result=True)
def seal_task() -> None:
    """Seal what was committed since the last time; nothing new, nothing done."""
    seal()
