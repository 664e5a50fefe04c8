"""Two columns go that nothing ever wrote, and a way in that has no door; reasons are kept whole.

No row loses anything: `duplicate_of` and `notes` are empty in every installation there is.
"""

from django.db import migrations, models

WAYS = [
    ("my_profile", "Min profil"),
    ("web_form", "formulär på webben"),
    ("mail", "mejl"),
    ("phone", "telefon"),
    ("letter", "brev"),
    ("counter", "besök"),
]


class Migration(migrations.Migration):
    dependencies = [("requests_dsr", "0013_letters_that_come_back")]

    operations = [
        migrations.RemoveField(model_name="datasubjectrequest", name="duplicate_of"),
        migrations.RemoveField(model_name="requestfile", name="notes"),
        migrations.AlterField(
            model_name="datasubjectrequest",
            name="channel",
            field=models.CharField(choices=WAYS, max_length=12, verbose_name="väg in"),
        ),
        migrations.AlterField(
            model_name="requestevent",
            name="code",
            field=models.TextField(blank=True, verbose_name="skäl"),
        ),
    ]
