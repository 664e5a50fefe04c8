from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('requests_dsr', '0004_rights_in_their_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='datasubjectrequest',
            name='warned_on',
            field=models.DateField(blank=True, null=True, verbose_name='varnat'),
        ),
        migrations.AddField(
            model_name='datasubjectrequest',
            name='escalated_on',
            field=models.DateField(blank=True, null=True, verbose_name='sagt vara försenad'),
        ),
    ]
