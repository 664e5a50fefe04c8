"""Whoever was given a value is told of the words that a person puts beside it (Art. 16, 19)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('connectors', '0004_recipients_in_both_languages'),
    ]

    operations = [
        migrations.AlterField(
            model_name='recipientnotice',
            name='kind',
            field=models.CharField(choices=[('rectification', 'rättelse'), ('completion', 'personens tillägg'), ('erasure', 'radering'), ('restriction', 'begränsning'), ('restriction_lifted', 'begränsning hävd'), ('objection_upheld', 'invändning bifallen, den användningen upphör för gott'), ('forwarded', 'begäran skickad vidare'), ('copy', 'saknas i kopian')], max_length=18, verbose_name='slag'),
        ),
    ]
