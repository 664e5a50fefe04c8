"""A letter knows the mail that carried it last, and whether that mail came back."""

from django.db import migrations, models
from django.db.models import Q

STATUSES = [
    ("queued", "på väg"),
    ("sent", "skickat"),
    ("failed", "kom aldrig iväg"),
    ("to_print", "ska skrivas ut och postas"),
    ("posted", "postat"),
    ("bounced", "kom tillbaka"),
]


class Migration(migrations.Migration):
    dependencies = [("requests_dsr", "0012_who_asks_as_a_guardian")]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="message_id",
            field=models.CharField(blank=True, db_index=True, default="", max_length=200),
        ),
        migrations.AlterField(
            model_name="letter",
            name="status",
            field=models.CharField(choices=STATUSES, default="queued", max_length=8, verbose_name="läge"),
        ),
        migrations.RemoveConstraint(model_name="letter", name="letter_status_known"),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=Q(status__in=[status for status, _label in STATUSES]), name="letter_status_known"
            ),
        ),
    ]
