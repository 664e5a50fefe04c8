"""A notice keeps whom it is about until it is settled, and a request that is decided again tells anew."""

import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("connectors", "0001_systems_and_notices")]

    operations = [
        migrations.RemoveConstraint(model_name="recipientnotice", name="recipient_told_once"),
        migrations.AddField(
            model_name="recipientnotice",
            name="about",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=340),
                blank=True,
                default=list,
                size=None,
                verbose_name="om vem",
            ),
        ),
        migrations.AddField(
            model_name="recipientnotice",
            name="values",
            field=models.JSONField(blank=True, default=dict, verbose_name="nya värden"),
        ),
        migrations.AddField(
            model_name="recipientnotice",
            name="trouble",
            field=models.CharField(
                blank=True,
                choices=[
                    ("silent", "svarar inte, vi försöker igen varje morgon"),
                    ("unable", "kan inte göra det självt, någon måste meddela dem som sköter det"),
                    ("found", "svarar igen och har uppgifter, öppna begäran igen och gör en ny kopia"),
                ],
                max_length=6,
                verbose_name="hinder",
            ),
        ),
        migrations.AlterField(
            model_name="recipientnotice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("rectification", "rättelse"),
                    ("erasure", "radering"),
                    ("restriction", "begränsning"),
                    ("restriction_lifted", "begränsning hävd"),
                    ("forwarded", "begäran skickad vidare"),
                    ("copy", "saknas i kopian"),
                ],
                max_length=18,
                verbose_name="slag",
            ),
        ),
        migrations.AddConstraint(
            model_name="recipientnotice",
            constraint=models.UniqueConstraint(
                fields=("request_ref", "kind", "recipient_kind", "recipient", "created_at"),
                name="recipient_told_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="recipientnotice",
            constraint=models.CheckConstraint(
                condition=Q(("state", "confirmed"), _negated=True) | Q(("confirmed_at__isnull", False)),
                name="notice_confirmed_has_its_instant",
            ),
        ),
        migrations.AddConstraint(
            model_name="recipientnotice",
            constraint=models.CheckConstraint(
                condition=Q(("state__in", ["confirmed", "impossible"]), _negated=True)
                | Q(("about", []), ("values", {})),
                name="notice_settled_names_nobody",
            ),
        ),
    ]
