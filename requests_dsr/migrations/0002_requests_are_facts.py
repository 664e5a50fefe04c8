"""A decided request is a fact of its subject: it raises their version like every other fact."""

from django.db import migrations

from subjects.fact_triggers import FactTable

REQUESTS = FactTable(table="requests_dsr_datasubjectrequest", subject="r.subject_id")


class Migration(migrations.Migration):
    dependencies = [
        ("requests_dsr", "0001_requests"),
        ("subjects", "0002_facts_versions"),
    ]
    operations = [migrations.RunSQL(REQUESTS.create(), REQUESTS.drop())]
