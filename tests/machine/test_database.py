"""Which database answers, and through which driver."""

import psycopg2.extensions
import pytest
from django.db import connection


@pytest.mark.django_db
def test_django_talks_to_postgresql_through_psycopg2() -> None:
    connection.ensure_connection()
    assert isinstance(connection.connection, psycopg2.extensions.connection)


@pytest.mark.django_db
def test_the_database_knows_swedish_letters() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT upper('åäö'), lower('ÅÄÖ')")
        assert cursor.fetchone() == ("ÅÄÖ", "åäö")
