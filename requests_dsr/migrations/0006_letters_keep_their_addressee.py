"""A letter keeps to whom it was written; a request says whether the person wants its answer on paper."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, NullIf
from django.db.models import Value


def from_the_files(apps, schema_editor):
    """Give the letters there are the name and addresses that came with their request; else the person's."""
    letters = apps.get_model("requests_dsr", "Letter").objects.all()
    files = apps.get_model("requests_dsr", "RequestFile").objects.filter(request=OuterRef("request"))
    people = apps.get_model("subjects", "DataSubject").objects.filter(requests=OuterRef("request"))
    own = apps.get_model("subjects", "Identity").objects.filter(
        subject__requests=OuterRef("request"), kind="email"
    ).order_by("-verified_at", "pk")
    letters.update(
        addressee_name=Coalesce(
            NullIf(Subquery(files.values("requester_name")[:1]), Value("")),
            Subquery(people.values("full_name")[:1]),
            Value(""),
        ),
        addressee_email=Coalesce(
            NullIf(Subquery(files.values("requester_email")[:1]), Value("")),
            Subquery(own.values("value")[:1]),
            Value(""),
        ),
        addressee_address=Coalesce(Subquery(files.values("requester_address")[:1]), Value("")),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("requests_dsr", "0005_warned_once"),
        ("subjects", "0004_block_decision"),
    ]

    operations = [
        migrations.AddField(
            model_name="requestfile",
            name="by_post",
            field=models.BooleanField(default=False, verbose_name="svar med brev"),
        ),
        migrations.AddField(
            model_name="letter",
            name="addressee_name",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="till"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="letter",
            name="addressee_email",
            field=models.CharField(blank=True, default="", max_length=254, verbose_name="till e-postadressen"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="letter",
            name="addressee_address",
            field=models.CharField(blank=True, default="", max_length=300, verbose_name="till postadressen"),
            preserve_default=False,
        ),
        migrations.RunPython(from_the_files, migrations.RunPython.noop),
    ]
