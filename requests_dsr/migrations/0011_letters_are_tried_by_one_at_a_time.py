"""A letter remembers when it was last tried: one that somebody is sending is not sent by another."""

from django.db import migrations, models
from django.db.models import F, Q


def tried_when_written(apps, schema_editor):
    letters = apps.get_model("requests_dsr", "Letter").objects
    letters.filter(attempts__gt=0).update(tried_at=F("written_at"))
    letters.filter(status__in=["queued", "failed"], tried_at=None).update(tried_at=F("written_at"))


class Migration(migrations.Migration):
    dependencies = [("requests_dsr", "0010_a_package_is_of_its_person")]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="tried_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="senaste försöket"),
        ),
        migrations.RunPython(tried_when_written, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="letter", name="letter_not_gone"),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=Q(status__in=["queued", "failed"]), fields=["tried_at"], name="letter_not_gone"
            ),
        ),
    ]
