"""What an erasure leaves to be done: files to unlink, and tombstones to forget in time."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.core.files.storage import default_storage

from retention.models import FileErasure, Tombstone

TOMBSTONE_MARGIN_DAYS = 7


def unlink_files() -> int:
    """Remove every ordered file and forget its path; a file that cannot be removed stays ordered.

    Gives the number of files gone. A file that is not there counts as gone.
    """
    gone = 0
    for order in FileErasure.objects.order_by("pk").iterator(chunk_size=500):
        default_storage.delete(order.path)
        order.delete()
        gone += 1
    return gone


def forget_tombstones(today: date) -> int:
    """Forget the tombstones that no backup can need any more (domain.md 4.3); give how many.

    Backups live `BACKUP_DAYS`; a tombstone lives seven days longer.
    """
    oldest = today - timedelta(days=settings.BACKUP_DAYS + TOMBSTONE_MARGIN_DAYS)
    gone, _by_table = Tombstone.objects.filter(erased_on__lt=oldest).delete()
    return gone
