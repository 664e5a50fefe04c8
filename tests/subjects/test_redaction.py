"""Free text loses the person: names, addresses and numbers, in any case and genitive."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

NEEDLES = ["Anna Ek", "Anna", "Ek", "+46701234567", "anna.ek@example.se", "K-77 (x)"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param("Hej, Anna här", "Hej, [borttaget] här", id="first name"),
        pytest.param("Enligt ANNA EKS mejl", "Enligt [borttaget] mejl", id="genitive and case"),
        pytest.param("Susanna och Eken stannar", "Susanna och Eken stannar", id="other words stay"),
        pytest.param("skriv till nagon.annan@example.se", "skriv till [borttaget]", id="any address"),
        pytest.param("ring 070-123 45 67 i dag", "ring [borttaget] i dag", id="phone"),
        pytest.param("pnr 19811218-9876", "pnr [borttaget]", id="personal number"),
        pytest.param("nyckel K-77 (x)", "nyckel [borttaget]", id="a needle that ends in a sign"),
        pytest.param("order 4711 gick fel 2026", "order 4711 gick fel 2026", id="ordinary numbers stay"),
    ],
)
def test_the_person_is_taken_out(text, left):
    with connection.cursor() as cursor:
        cursor.execute("select subjects_redact(%s, %s)", [text, NEEDLES])
        assert cursor.fetchone()[0] == left
