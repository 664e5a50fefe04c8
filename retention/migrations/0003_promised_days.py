from django.db import migrations, models


class Migration(migrations.Migration):
    """A reminder keeps the day of erasure that its mail named."""

    dependencies = [("retention", "0002_marks_of_batches")]

    operations = [
        migrations.AddField(
            model_name="reminder",
            name="promised_on",
            field=models.DateField(null=True, verbose_name="dagen som mejlet nämner"),
        ),
    ]
