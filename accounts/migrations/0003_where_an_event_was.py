"""A security event says where it was, as far as that is known; of what is there already it is not."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_security_log")]

    operations = [
        migrations.AddField(
            model_name="securityevent",
            name="place",
            field=models.CharField(
                choices=[
                    ("here", "på företagets egna sidor"),
                    ("shared", "inloggningen i sig, som är gemensam för företagen här"),
                ],
                default="shared",
                max_length=8,
                verbose_name="var",
            ),
        ),
    ]
