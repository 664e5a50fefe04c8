"""Unlink the files whose rows are erased: ordered in the deed's transaction, done after it."""

from __future__ import annotations

from django.core.files.storage import default_storage

from retention.models import FileErasure


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
