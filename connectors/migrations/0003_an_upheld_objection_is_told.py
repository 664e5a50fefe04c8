"""Whoever was told of an objection's pause is told where the objection was upheld."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('connectors', '0002_notices_know_whom_they_are_about'),
    ]

    operations = [
        migrations.AlterField(
            model_name='recipientnotice',
            name='kind',
            field=models.CharField(choices=[('rectification', 'rättelse'), ('erasure', 'radering'), ('restriction', 'begränsning'), ('restriction_lifted', 'begränsning hävd'), ('objection_upheld', 'invändning bifallen, den användningen upphör för gott'), ('forwarded', 'begäran skickad vidare'), ('copy', 'saknas i kopian')], max_length=18, verbose_name='slag'),
        ),
    ]
