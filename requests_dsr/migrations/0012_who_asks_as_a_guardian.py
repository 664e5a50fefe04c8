"""A guardian asks for another too, beside an attorney and the next of kin."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('requests_dsr', '0011_letters_are_tried_by_one_at_a_time'),
    ]

    operations = [
        migrations.AlterField(
            model_name='requestfile',
            name='on_behalf',
            field=models.CharField(blank=True, choices=[('power_of_attorney', 'ombud med fullmakt'), ('guardian', 'vårdnadshavare, god man eller förvaltare'), ('next_of_kin', 'närstående till någon som är död')], max_length=24, verbose_name='för någon annan'),
        ),
    ]
