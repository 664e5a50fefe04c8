"""One spelling for each identifier."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.identifiers import (
    NotAnIdentifier,
    is_masked_ip,
    is_personal_number,
    mask_ip,
    normalise_email,
    normalise_org_number,
    normalise_phone,
)


# --- e-mail -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "spelling",
    [
        pytest.param("åsa.öberg@example.se", id="as it is"),
        pytest.param("Åsa.Öberg@EXAMPLE.se", id="capitals"),
        pytest.param("  åsa.öberg@example.se\r\n", id="white space around it"),
        pytest.param("\u00a0åsa.öberg@example.se\u2003", id="no-break and em spaces"),
        pytest.param("\ufeffåsa.öberg@example.se\u200b", id="byte order mark and zero-width space"),
        pytest.param("\u202aåsa.öberg@example.se\u202c", id="direction marks of a phone book"),
        pytest.param("a\u030asa.o\u0308berg@example.se", id="letters and their marks apart (NFD)"),
        pytest.param("A\u030aSA.O\u0308BERG@EXAMPLE.SE", id="apart and capitals"),
        pytest.param("\u212bsa.öberg@example.se", id="the Ångström sign"),
        pytest.param("ａ\u030asa.öberg＠ｅｘａｍｐｌｅ.se", id="full width"),
        pytest.param("åsa.öberg@\U0001d41e\U0001d431ample.se", id="mathematical letters"),
        pytest.param("åsa.öberg﹫example.se", id="small at sign"),
    ],
)
def test_an_email_address_has_one_spelling(spelling: str) -> None:
    assert normalise_email(spelling) == "åsa.öberg@example.se"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("asa@example.se", "åsa@example.se", id="a is not å"),
        pytest.param("anna.berg@example.se", "annaberg@example.se", id="dots count"),
        pytest.param("anna+shop@example.se", "anna@example.se", id="plus addresses count"),
        pytest.param("anna@example.se", "\u0430nna@example.se", id="a Cyrillic a is another letter"),
    ],
)
def test_different_addresses_stay_different(one: str, other: str) -> None:
    assert normalise_email(one) != normalise_email(other)


@given(st.text())
def test_a_normal_spelling_is_left_as_it_is(text: str) -> None:
    once = normalise_email(text)
    assert normalise_email(once) == once
    assert once == once.strip()


@given(st.text(alphabet="abcåäöÅÄÖXYZ.@İſKﬁ", max_size=20))
def test_capitals_and_form_make_no_difference(text: str) -> None:
    assert normalise_email(f" {text.upper()}\t") == normalise_email(text.upper().lower())


def test_a_letter_composed_only_in_lower_case_has_one_spelling_too() -> None:
    assert (
        normalise_email("J\u030c@example.se") == normalise_email("\u01f0@example.se") == "\u01f0@example.se"
    )


def test_only_invisible_signs_give_nothing() -> None:
    assert normalise_email(" \u200b\ufeff ") == ""


@pytest.mark.parametrize(
    "spelling",
    [
        "asa@öberg.example.se",
        "asa@xn--berg-4qa.example.se",
        "ASA@XN--BERG-4QA.EXAMPLE.SE",
        "asa@O\u0308BERG.example.se",
        "asa@öberg\u3002example.se",
    ],
)
def test_a_domain_in_its_own_letters_and_as_dns_carries_it_is_one(spelling: str) -> None:
    assert normalise_email(spelling) == "asa@öberg.example.se"


@pytest.mark.parametrize("label", ["xn--", "xn--a", "xn--xn--a-", "xn--åå", "xn--99999999999", "xn--abc-"])
def test_a_label_that_encodes_nothing_stays_as_it_is(label: str) -> None:
    assert normalise_email(f"asa@{label}.se") == f"asa@{label}.se"


def test_what_stands_before_the_at_is_never_decoded() -> None:
    assert normalise_email("xn--berg-4qa@example.se") == "xn--berg-4qa@example.se"


# --- phone ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "spelling",
    [
        "0701234567",
        "070-123 45 67",
        "070 - 1234567",
        "(070) 123 45 67",
        "+46701234567",
        "+46 70 123 45 67",
        "+46 (0)70-123 45 67",
        "+46(0)701234567",
        "0046701234567",
        "0046 (0)70 123 45 67",
        "46701234567",
        "tel:+46-70-123-45-67",
        "Mobil: 070-123 45 67",
        "070-123 45 67 (jobb)",
        "070\u2011123\u00a045\u200967",
        "\u202a+46 70 123 45 67\u202c",
        "０７０－１２３ ４５ ６７",
        "＋４６７０１２３４５６７",
        "٠٧٠١٢٣٤٥٦٧",
    ],
)
def test_a_swedish_mobile_has_one_spelling(spelling: str) -> None:
    assert normalise_phone(spelling) == "+46701234567"


@pytest.mark.parametrize(
    ("spelling", "normal"),
    [
        pytest.param("08-123 456 78", "+46812345678", id="Stockholm, eight digits"),
        pytest.param("08-123 45", "0812345", id="a digit short of any Swedish number"),
        pytest.param("08-12 34 56 7", "+4681234567", id="Stockholm, seven digits"),
        pytest.param("0302-123 45", "+4630212345", id="a small place"),
        pytest.param("010-123 45 67", "+46101234567", id="010"),
        pytest.param("020-12 34 56", "+4620123456", id="free of charge"),
        pytest.param("070-123 45 6", "070123456", id="a mobile with a digit missing"),
        pytest.param("070-123 45 678", "07012345678", id="a mobile with a digit too many"),
        pytest.param("123 45 67", "1234567", id="no area code: any town"),
        pytest.param("112", "112", id="the emergency number"),
        pytest.param("+47 22 12 34 56", "+4722123456", id="Norway"),
        pytest.param("0047 22 12 34 56", "+4722123456", id="Norway, dialled from Sweden"),
        pytest.param("+1 (202) 555-0143", "+12025550143", id="United States"),
        pytest.param("2025550143", "2025550143", id="the same without its country"),
        pytest.param("+46 8 123", "468123", id="too short for Sweden"),
        pytest.param("+123456", "123456", id="too short for any country"),
        pytest.param("+1234567890123456", "1234567890123456", id="longer than E.164"),
        pytest.param("+070 123 45 67", "0701234567", id="no country begins with 0"),
        pytest.param("08-123 456 ankn. 12", "0812345612", id="an extension"),
        pytest.param("08-123 456, 12", "0812345612", id="an extension after a comma"),
        pytest.param("08-123 456 7/8", "0812345678", id="two numbers in one"),
        pytest.param("070-123 45 67 eller 08-123 456 78", "07012345670812345678", id="two numbers"),
        pytest.param("", "", id="nothing"),
        pytest.param("saknas", "", id="words"),
        pytest.param("+", "", id="a plus"),
    ],
)
def test_a_phone_number_is_e164_where_its_country_is_certain(spelling: str, normal: str) -> None:
    assert normalise_phone(spelling) == normal


@given(st.text(alphabet="0123456789+-() /x", max_size=24))
def test_a_phone_number_in_its_normal_spelling_is_left_as_it_is(text: str) -> None:
    once = normalise_phone(text)
    assert once.removeprefix("+").isdigit() or once == ""
    if once.startswith("+"):
        assert normalise_phone(once) == once


# --- organisation number -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("spelling", "normal"),
    [
        pytest.param("556016-0680", "556016-0680", id="as it is"),
        pytest.param("5560160680", "556016-0680", id="no hyphen"),
        pytest.param("165560160680", "556016-0680", id="as the tax agency writes it"),
        pytest.param("16556016-0680", "556016-0680", id="both"),
        pytest.param(" 556016 - 0680\u00a0", "556016-0680", id="spaces"),
        pytest.param("556016–0680", "556016-0680", id="en dash"),
        pytest.param("556016\u20110680", "556016-0680", id="no-break hyphen"),
        pytest.param("５５６０１６－０６８０", "556016-0680", id="full width"),
        pytest.param("202100-5489", "202100-5489", id="an authority"),
        pytest.param("811228-9874", "811228-9874", id="a sole trader"),
        pytest.param("19811228-9874", "811228-9874", id="a sole trader with century"),
        pytest.param("18811228+9874", "811228-9874", id="a very old one"),
        pytest.param("811288-9871", "811288-9871", id="a coordination number"),
    ],
)
def test_an_organisation_number_has_one_spelling(spelling: str, normal: str) -> None:
    assert normalise_org_number(spelling) == normal


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("556016-0681", "check digit", id="wrong check digit"),
        pytest.param("556061-0680", "check digit", id="two digits swapped"),
        pytest.param("55601-0680", "ten digits", id="too short"),
        pytest.param("556016-06800", "ten digits", id="too long"),
        pytest.param("", "ten digits", id="nothing"),
        pytest.param("556O16-0680", "ten digits", id="a letter O"),
        pytest.param("٥٥٦٠١٦-٠٦٨٠", "ten digits", id="other digits"),
        pytest.param("811328-9873", "neither", id="no thirteenth month"),
        pytest.param("810230-9872", "neither", id="no 30 February"),
        pytest.param("000000-0000", "neither", id="zeros"),
        pytest.param("19556016-0680", "neither", id="a century before an organisation"),
        pytest.param("16811228-9874", "neither", id="16 before a person"),
    ],
)
def test_what_is_no_organisation_number_is_refused(text: str, why: str) -> None:
    with pytest.raises(NotAnIdentifier, match=why):
        normalise_org_number(text)


@given(st.integers(0, 10**9 - 1), st.integers(1, 9), st.integers(0, 9))
def test_one_wrong_digit_is_always_found(digits: int, change: int, place: int) -> None:
    legal = f"{digits:09}"[:2] + "2" + f"{digits:09}"[3:]
    valid = next(f"{legal}{check}" for check in range(10) if _accepted(f"{legal}{check}"))
    other = str((int(valid[place]) + change) % 10)
    assert not _accepted(valid[:place] + other + valid[place + 1 :])


def _accepted(text: str) -> bool:
    try:
        normalise_org_number(text)
    except NotAnIdentifier:
        return False
    return True


def test_a_sole_traders_number_is_a_personal_one() -> None:
    assert is_personal_number("811228-9874")
    assert not is_personal_number("556016-0680")


# --- IP addresses ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "masked"),
    [
        pytest.param("192.0.2.77", "192.0.2.0", id="IPv4"),
        pytest.param("192.0.2.255", "192.0.2.0", id="IPv4, last of its net"),
        pytest.param("0.0.0.1", "0.0.0.0", id="IPv4, lowest"),
        pytest.param("255.255.255.255", "255.255.255.0", id="IPv4, highest"),
        pytest.param(" 192.0.2.77\n", "192.0.2.0", id="white space"),
        pytest.param("2001:db8:85a3:8d3:1319:8a2e:370:7348", "2001:db8:85a3::", id="IPv6"),
        pytest.param("2001:DB8:85A3::1", "2001:db8:85a3::", id="IPv6, capitals"),
        pytest.param("::1", "::", id="IPv6, loopback"),
        pytest.param("fe80::1%eth0", "fe80::", id="IPv6 with a zone"),
        pytest.param("::ffff:192.0.2.77", "192.0.2.0", id="IPv4-mapped"),
        pytest.param("::ffff:c000:24d", "192.0.2.0", id="IPv4-mapped, in hexadecimal"),
        pytest.param("2002:c000:24d::1", "192.0.2.0", id="6to4: the whole IPv4 address leads"),
        pytest.param("64:ff9b::192.0.2.77", "64:ff9b::", id="NAT64"),
        pytest.param("::192.0.2.77", "::", id="IPv4-compatible"),
    ],
)
def test_an_address_keeps_its_leading_bits_only(address: str, masked: str) -> None:
    assert mask_ip(address) == masked
    assert is_masked_ip(masked)


@pytest.mark.parametrize(
    "text", ["", "example.se", "192.0.2", "192.0.2.256", "192.0.2.077", "192.0.2.1:443", "[::1]"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(NotAnIdentifier, match="not an IP address"):
        mask_ip(text)


def test_a_whole_address_is_not_masked_in_whatever_form_it_comes() -> None:
    for whole in ("192.0.2.77", "2001:db8:85a3::1", "::ffff:192.0.2.77", "2002:c000:24d::", "fe80::1%eth0"):
        assert not is_masked_ip(whole)


def test_a_policy_may_keep_fewer_bits() -> None:
    assert mask_ip("192.0.2.77", ipv4_bits=16) == "192.0.0.0"
    assert mask_ip("192.0.2.77", ipv4_bits=0) == "0.0.0.0"
    assert mask_ip("2001:db8:85a3::1", ipv6_bits=32) == "2001:db8::"
    assert not is_masked_ip("192.0.2.0", ipv4_bits=16)


@given(st.ip_addresses(v=4) | st.ip_addresses(v=6))
def test_masking_gives_the_address_of_the_net_and_twice_is_once(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    masked = mask_ip(str(address))
    assert mask_ip(masked) == masked
    given_ = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    bits = 24 if given_.version == 4 else 48
    assert masked == str(ipaddress.ip_interface(f"{given_}/{bits}").network.network_address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_masked_alike_in_every_ipv6_coat(address: ipaddress.IPv4Address) -> None:
    bits = f"{int(address):08x}"
    assert mask_ip(f"::ffff:{address}") == mask_ip(str(address))
    assert mask_ip(f"2002:{bits[:4]}:{bits[4:]}::1") == mask_ip(str(address))
