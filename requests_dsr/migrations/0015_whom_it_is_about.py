"""After an erasure the file alone knows whom a letter to somebody else is about."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('requests_dsr', '0014_what_nothing_wrote'),
    ]

    operations = [
        migrations.AddField(
            model_name='requestfile',
            name='about_name',
            field=models.CharField(blank=True, max_length=200, verbose_name='namn på den det gäller'),
        ),
    ]
