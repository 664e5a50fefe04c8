"""A recipient is known by one name on every screen, and named in the reader's language."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('connectors', '0003_an_upheld_objection_is_told'),
    ]

    operations = [
        migrations.AddField(
            model_name='recipientnotice',
            name='recipient_en',
            field=models.CharField(blank=True, max_length=200, verbose_name='mottagare på engelska'),
        ),
    ]
