"""Let the rows of one decision to block say that they belong together."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("subjects", "0003_redaction")]

    operations = [
        migrations.AddField(
            model_name="processingblock",
            name="decision_ref",
            field=models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="beslut"),
        ),
    ]
