"""Is it alive? The page that a load balancer, a container and an alarm ask.

`/healthz` answers 200 when database and cache answer, else 503. `/healthz/beat` answers 200 when beat and
worker have done their minute's task lately, else 503: a web server is not ill because beat stands still.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from celery import shared_task
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import RedisError

HEARTBEAT = "privacyhub.heartbeat"
LATE_AFTER = timedelta(minutes=5)
REMEMBERED_SECONDS = 7 * 24 * 3600


@shared_task(name="privacyhub.heartbeat")
def heartbeat() -> None:
    """Note that the clock rang and that a worker heard it."""
    cache.set(HEARTBEAT, timezone.now().isoformat(), REMEMBERED_SECONDS)


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Say whether database and cache answer."""
    parts = {"database": _database_answers(), "cache": _cache_answers()}
    words = {name: "ok" if answers else "no answer" for name, answers in parts.items()}
    return JsonResponse(words, status=200 if all(parts.values()) else 503)


@never_cache
@require_safe
def beat_health(request: HttpRequest) -> JsonResponse:
    """Say when beat and worker were last heard of."""
    last = last_heartbeat() if _cache_answers() else None
    late = last is None or timezone.now() - last > LATE_AFTER
    words = {"beat": "late" if late else "ok", "last_heard_at": last and last.isoformat()}
    return JsonResponse(words, status=503 if late else 200)


def last_heartbeat() -> datetime | None:
    """Give the instant of the last heartbeat; None when there was none for a week."""
    value = cache.get(HEARTBEAT)
    return datetime.fromisoformat(value) if value else None


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _cache_answers() -> bool:
    try:
        cache.set("privacyhub.health", "ok", 60)
        return bool(cache.get("privacyhub.health") == "ok")
    except (RedisError, OSError):
        return False
