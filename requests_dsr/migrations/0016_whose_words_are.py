"""A letter, a question and what an event says belong to whom they were written to, also after a new link."""

from uuid import UUID

from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery

NOBODY = UUID(int=0)
"""Whose the words are that were written before a request was linked to somebody else: nobody knows any more."""
WORDS = {
    "letter": ("written_at", "letter_whose"),
    "identitycheck": ("asked_at", "question_whose"),
    "requestevent": ("at", "request_event_whose"),
}


def nobodys_before_a_new_link(apps, schema_editor):
    """Let what was written before the newest link be read by nobody it was perhaps not written to."""
    linked = apps.get_model("requests_dsr", "RequestEvent").objects.filter(
        request=OuterRef("request"), code="MATCHED"
    )
    newest = Subquery(linked.order_by("-at").values("at")[:1])
    for model, (written, _name) in WORDS.items():
        rows = apps.get_model("requests_dsr", model).objects.filter(**{f"{written}__lt": newest})
        if model == "requestevent":
            rows = rows.exclude(comment="")
        rows.update(whose=NOBODY)


def index(name):
    return models.Index(fields=["whose"], condition=Q(whose__isnull=False), name=name)


class Migration(migrations.Migration):
    dependencies = [("requests_dsr", "0015_whom_it_is_about")]

    operations = [
        *(
            migrations.AddField(
                model_name=model, name="whose", field=models.UUIDField(editable=False, null=True)
            )
            for model in WORDS
        ),
        migrations.RunPython(nobodys_before_a_new_link, migrations.RunPython.noop),
        *(
            migrations.AddIndex(model_name=model, index=index(name))
            for model, (_written, name) in WORDS.items()
        ),
    ]
