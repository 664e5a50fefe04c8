"""A mail that goes leaves tombstones, so that a restored backup forgets it too (domain.md 4.3)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from law.calendar import stockholm_day
from mailintake.models import Attachment, Mail
from retention.models import Tombstone


@receiver(post_delete, sender=Mail)
@receiver(post_delete, sender=Attachment)
def leave_a_tombstone(sender: type[models.Model], instance: models.Model, **_rest: Any) -> None:
    """Note the table and the id of what is deleted."""
    Tombstone.objects.create(
        table=sender._meta.db_table, pk_erased=instance.pk, erased_on=stockholm_day(timezone.now())
    )
