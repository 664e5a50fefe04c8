"""One spelling for each identifier, so that one person is found once: e-mail, phone, organisation, address.

Suppression, matching and the proof of erasure compare what these give (domain.md 4.2, WN-37).
Unicode comes in many forms of the same letter; all begin with NFKC.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from calendar import monthrange

from law.defaults import IPV4_BITS, IPV6_BITS

INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Unicode categories that leave no mark on paper: they come along when an address is copied."""
ASCII_INVISIBLE = "".join(sign for sign in map(chr, range(128)) if unicodedata.category(sign) in INVISIBLE)


class NotAnIdentifier(ValueError):
    """What was given is no identifier of its kind; the text says why."""


# --- e-mail -----------------------------------------------------------------------------------
def normalise_email(text: str) -> str:
    """Spell an e-mail address in one way: NFKC, trimmed, lower case, the domain in its own letters.

    A domain in another alphabet may be written with them or as DNS carries it (`xn--berg-4qa.se`,
    RFC 5890): both are one address.
    """
    folded = _folded(text)
    mailbox, at, domain = folded.rpartition("@")
    if not at or not ("xn--" in domain or DOT in domain):
        return folded
    labels = [_in_letters(label) for label in domain.replace(DOT, ".").split(".")]
    return _trimmed(f"{mailbox}@{'.'.join(labels)}")


DOT = "\u3002"
"""The ideographic full stop, which separates labels as well (RFC 3490, section 3.1)."""


def _folded(text: str) -> str:
    """Fold forms and case; NFKC twice, for a lower-case letter may have a shorter form than its capital."""
    if text.isascii():
        return text.strip(ASCII_INVISIBLE).lower()
    lower = _trimmed(unicodedata.normalize("NFKC", text)).lower()
    return _trimmed(unicodedata.normalize("NFKC", lower))


def _in_letters(label: str) -> str:
    """Give a label of a domain in letters; one that is no proper encoding of any stays as it is."""
    if not label.startswith("xn--"):
        return label
    try:
        letters = label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
    proper = letters == _folded(letters) and not letters.isascii() and not letters.startswith("xn--")
    return letters if proper and not {".", "@", DOT} & set(letters) else label


def _trimmed(text: str) -> str:
    start, end = 0, len(text)
    while start < end and unicodedata.category(text[start]) in INVISIBLE:
        start += 1
    while end > start and unicodedata.category(text[end - 1]) in INVISIBLE:
        end -= 1
    return text[start:end]


# --- phone ------------------------------------------------------------------------------------
INTERNATIONAL = re.compile(r"\+[1-9]\d{6,14}")
SWEDISH = re.compile(r"7[02369]\d{7}|(?!7[02369])[1-9]\d{6,8}")
"""A Swedish number without its leading zero: a mobile has nine digits, any other seven to nine."""
SWEDISH_MOBILE = re.compile(r"467[02369]\d{7}")


def normalise_phone(text: str) -> str:
    """Spell a phone number as E.164 (`+46701234567`) where its country is certain, else as bare digits.

    Numbers are Swedish when they begin with a single 0. One without a prefix, with an extension
    or with an impossible length stays bare digits: better two entries than another person's number.
    """
    plain = unicodedata.normalize("NFKC", text)
    digits = "".join(str(unicodedata.decimal(sign)) for sign in plain if sign.isdecimal())
    return (_e164(plain, digits) if _is_one_number(plain) else None) or digits


def _is_one_number(plain: str) -> bool:
    """Tell one number from several, and from one with an extension: nothing but marks between its digits."""
    places = [index for index, sign in enumerate(plain) if sign.isdecimal()]
    within = plain[places[0] : places[-1]] if places else ""
    return not any(sign.isalpha() or sign in "+/,;#*" for sign in within)


def _e164(plain: str, digits: str) -> str | None:
    before = plain[: next((index for index, sign in enumerate(plain) if sign.isdecimal()), 0)]
    if "+" in before or digits.startswith("00"):
        return _international(digits if "+" in before else digits[2:])
    if digits.startswith("0"):
        return f"+46{digits[1:]}" if SWEDISH.fullmatch(digits[1:]) else None
    return f"+{digits}" if SWEDISH_MOBILE.fullmatch(digits) else None


def _international(digits: str) -> str | None:
    """Give a number that names its country; `+46 (0)70` has a zero that is not dialled."""
    if digits.startswith("46"):
        national = digits[2:].removeprefix("0")
        return f"+46{national}" if SWEDISH.fullmatch(national) else None
    return f"+{digits}" if INTERNATIONAL.fullmatch(f"+{digits}") else None


# --- organisation number -----------------------------------------------------------------------
ORGANISATION = re.compile(r"(16|18|19|20)?(\d{6})[-+]?(\d{4})")
DASHES = str.maketrans(dict.fromkeys("\u2010\u2012\u2013\u2014\u2212", "-"))


def normalise_org_number(text: str) -> str:
    """Spell a Swedish organisation number as `556016-0680` (lag 1974:174), its check digit verified.

    Takes it with or without hyphen, and with the `16` of the tax agency before it; a sole trader's
    is their personal identity number, with or without century. Raises NotAnIdentifier.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).translate(DASHES)
    match = ORGANISATION.fullmatch(plain) if plain.isascii() else None
    if match is None:
        raise NotAnIdentifier("an organisation number has ten digits: 556016-0680")
    century, number = match[1], f"{match[2]}-{match[3]}"
    if not _luhn(match[2] + match[3]):
        raise NotAnIdentifier("the check digit of the organisation number is wrong")
    personal = is_personal_number(number)
    if (personal and not _is_birthday(match[2])) or (century and (century == "16") is personal):
        raise NotAnIdentifier("neither an organisation number nor a personal identity number")
    return number


def is_personal_number(org_number: str) -> bool:
    """Tell a sole trader's number, which is their personal identity number: the third digit is below 2."""
    return org_number[2] < "2"


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - index % 2) for index, digit in enumerate(digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _is_birthday(digits: str) -> bool:
    """Tell a possible year-month-day; a coordination number has sixty added to its day."""
    month, day = int(digits[2:4]), int(digits[4:6])
    return 1 <= month <= 12 and 1 <= (day - 60 if day > 60 else day) <= monthrange(2000, month)[1]


# --- IP address -----------------------------------------------------------------------------------
def mask_ip(text: str, *, ipv4_bits: int = IPV4_BITS, ipv6_bits: int = IPV6_BITS) -> str:
    """Keep the leading bits of an IP address and no more (WN-37): `192.0.2.77` becomes `192.0.2.0`.

    An IPv4 address inside an IPv6 one (mapped, or 6to4) is masked as IPv4: its bits would
    otherwise survive among the leading ones. Raises NotAnIdentifier for what is no address.
    """
    address = _address(text)
    bits = ipv4_bits if address.version == 4 else ipv6_bits
    hidden = address.max_prefixlen - bits
    return str(type(address)(int(address) >> hidden << hidden))


def is_masked_ip(text: str, *, ipv4_bits: int = IPV4_BITS, ipv6_bits: int = IPV6_BITS) -> bool:
    """Tell whether masking would change nothing more. Raises NotAnIdentifier for what is no address."""
    return str(_address(text)) == mask_ip(text, ipv4_bits=ipv4_bits, ipv6_bits=ipv6_bits)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        raise NotAnIdentifier("not an IP address") from None
    if isinstance(address, ipaddress.IPv6Address):
        return address.ipv4_mapped or address.sixtofour or address
    return address
