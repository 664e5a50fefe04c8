"""The person's own consent records as a file, in a form other systems read (ISO/IEC TS 27560)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consents.receipts import as_json, receipts_of
from law.calendar import stockholm_day
from myprofile.persons import with_person
from subjects.models import DataSubject


@require_safe
@never_cache
@login_required
@with_person
def my_consents(request: HttpRequest, person: DataSubject) -> JsonResponse:
    """Give every answer of the person, each as one record; the file's name says the day and nobody."""
    now = timezone.now()
    answer = JsonResponse(
        as_json(receipts_of(person, now)),
        safe=False,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        content_type="application/ld+json; charset=utf-8",
    )
    answer["Content-Disposition"] = f'attachment; filename="samtycken-{stockholm_day(now)}.jsonld"'
    return answer
