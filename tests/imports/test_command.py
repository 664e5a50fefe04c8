"""The command: every file's report, and one clear line where it cannot start."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from subjects import models as m
from tests.imports.mappings import CUSTOMERS, HEADER, customer, customers


@pytest.fixture
def run(winlas, tmp_path):
    (tmp_path / "m.yaml").write_text(CUSTOMERS)

    def run(*contents, mapping="m.yaml", **options):
        files = []
        for number, content in enumerate(contents):
            files.append(tmp_path / f"{number}.csv")
            files[-1].write_text(content)
        said = StringIO()
        options["stdout"] = said
        try:
            call_command("import_data", str(tmp_path / mapping), *map(str, files), **options)
        except CommandError as fault:
            return said.getvalue(), fault
        return said.getvalue(), None

    return run


def test_a_faulty_file_ends_with_1_and_the_sound_ones_beside_it_are_taken_in(run):
    said, fault = run(HEADER + customer(1, mail="nobody"), customers(3))
    assert fault.returncode == 1
    assert "✗ rad 2: person.email är ingen e-postadress" in said
    assert "personer: 3 nya, 0 fanns redan" in said
    assert m.DataSubject.objects.count() == 3


def test_a_dry_run_says_that_it_was_one(run):
    said, fault = run(customers(3), dry_run=True)
    assert fault is None
    assert "Provkörning: ingenting skrevs." in said
    assert not m.DataSubject.objects.exists()


def test_a_bad_mapping_is_told_with_its_place(run, tmp_path):
    (tmp_path / "bad.yaml").write_text(CUSTOMERS.replace("email: mail", "e-mail: mail"))
    _said, fault = run(customers(1), mapping="bad.yaml")
    assert "bad.yaml:8:24: row.person.e-mail: there is no such key here; did you mean 'email'?" in str(fault)


def test_an_unknown_controller_is_told_with_those_there_are(run):
    _said, fault = run(customers(1), controller="winlass")
    assert "winlass (finns: winlas)" in str(fault)


def test_people_read_the_report_in_english_too(run):
    from django.utils import translation

    with translation.override("en"):
        said, _fault = run(HEADER + customer(1, mail="nobody"))
    assert "line 2: person.email is no e-mail address" in said
