"""What is no policy file at all is refused before it can do harm, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from register.policyfile import PolicyFileError, load
from register.policyfile.reading import MAX_BYTES, read
from tests.register.sample import TEXT, changed, faults, line_of

CASES = [
    pytest.param(b"", "1:1: the file is empty", id="empty"),
    pytest.param(b"# nothing\n", "1:1: the file is empty", id="comments only"),
    pytest.param(b"- a\n- b\n", "1:1: a policy file is keys with values", id="a list"),
    pytest.param(b"hello", "1:1: a policy file is keys with values", id="a word"),
    pytest.param(b"a: [1, 2\nb: 3\n", "2:2: not YAML:", id="bracket left open"),
    pytest.param(b"a: 1\n b: 2\n", "2:3: not YAML:", id="bad indentation"),
    pytest.param(b"a: 1\n\tb: 2\n", "2:1: not YAML:", id="a tab"),
    pytest.param("a: ok\nb: räksmörgås\n".encode("latin-1"), "2:5: not UTF-8: byte 0xe4", id="latin-1"),
    pytest.param("a: 1\n".encode("utf-16"), "1:1: not UTF-8", id="utf-16"),
    pytest.param(b"a: 1\nb: \x00\n", "2:4: the character U+0000", id="a nul"),
    pytest.param(b'a: "\\0"\n', "1:4: holds the character U+0000", id="a nul in disguise"),
    pytest.param(b'a: "\\ud83d"\n', "1:4: holds the character U+D83D", id="half a character"),
    pytest.param(b"a: 1\n---\nb: 2\n", "2:1: a second document", id="two documents"),
    pytest.param(b"a: &x [1]\nb: *x\n", "1:4: anchors (&) and aliases (*)", id="an anchor"),
    pytest.param(b"a: !!python/object/apply:os.system [ls]\n", "1:4: the tag", id="a tag"),
    pytest.param(b"a: !x 1\n", "1:4: the tag", id="a tag of one's own"),
    pytest.param(b"[a, b]: 1\n", "1:1: a key is a plain word", id="a list as a key"),
    pytest.param(b"a: 1\nb: 2\na: 3\n", "3:1: the key 'a' is said twice (first on line 1)", id="a key twice"),
    pytest.param(b"a: " + b"[" * 100_000, "nested more than 20 levels deep", id="nested without end"),
    pytest.param(b"a: [" + b"1," * 60_000 + b"]", "more than 50000 values", id="values without end"),
    pytest.param(b"a: " + b"x" * MAX_BYTES, "a policy file has at most", id="too large"),
]


@pytest.mark.parametrize(("content", "why"), CASES)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(content: bytes, why: str) -> None:
    assert any(why in line for line in faults(content)), faults(content)


def test_aliases_cannot_multiply() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}]\n" for n in range(20))
    assert faults(bomb)[0].startswith("granvika.yaml:1:4: anchors")


def test_a_key_said_twice_is_told_deep_down_beside_other_faults() -> None:
    text = changed(
        "  name: Granvika Bygg AB\n", "  name: Granvika Bygg AB\n  slug: other\n  country: Sverige\n"
    )
    told = faults(text)
    assert told[0].startswith(f"granvika.yaml:{line_of('slug: other', text)}:3: controller: the key 'slug'")
    assert "has not the form" in told[1]


def test_the_first_of_two_keys_does_not_take_the_values_of_the_second() -> None:
    tree = read(b"a:\n  x: 1\na:\n  y: 2\nb: 3\n")
    assert tree.value == {"a": {"x": 1}, "b": 3}
    assert len(tree.faults) == 1


def test_norway_stays_a_country_and_a_day_stays_text() -> None:
    tree = read(b"country: NO\nday: 2026-11-02\ncount: 7\nquoted: '7'\nswitch: true\nnothing:\noctal: 010\n")
    assert tree.value == {
        "country": "NO",
        "day": "2026-11-02",
        "count": 7,
        "quoted": "7",
        "switch": True,
        "nothing": None,
        "octal": "010",
    }


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    assert faults(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()) == []


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PolicyFileError, match="cannot be read: No such file or directory"):
        load(tmp_path / "none.yaml")


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(PolicyFileError, match="cannot be read: Is a directory"):
        load(tmp_path)


def test_a_key_with_a_line_break_is_told_on_one_line() -> None:
    (line,) = [line for line in faults(changed("news: {sv", '"ne\\nws": x\nnews: {sv')) if "ws" in line]
    assert "\n" not in line
