"""Find personal numbers and e-mail addresses in a text, and leave them out.

Written forms: ten or twelve digits, with hyphen, plus or blanks, with SE and 01 around,
in full-width digits, with dashes in the date, or with invisible characters between.
"""

import re
import unicodedata
from collections.abc import Callable

import polars as pl

#: Stands for what is left out, in any language.
NOTHING_SHOWN = "***"
INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]"
HYPHENS = "[\u2010-\u2015\u2212]"
#: Days above 60 are those of coordination numbers.
MONTH, DAY = r"(?:0[1-9]|1[0-2])", r"(?:[0-2]\d|3[01]|[678]\d|9[01])"
CENTURY = r"(?:1[689]|20)"
LAST_FOUR = r"\s?[-+]?\s?\d{4}"
PERSONAL_NUMBER = re.compile(
    rf"(?<!\d)(?:{CENTURY}\s?)?(?P<day>\d\d\s?{MONTH}\s?{DAY}){LAST_FOUR}(?!\d)"
    rf"|(?<!\d){CENTURY}?(?P<dashed>\d\d-{MONTH}-{DAY})[-+]\d{{4}}(?!\d)"
    rf"|SE\s?(?P<tax>\d\d{MONTH}{DAY}){LAST_FOUR}\s?01(?!\d)",
    re.ASCII | re.IGNORECASE,
)
#: The same for polars, whose patterns cannot look around, and anything with an @.
PERSONAL = (
    "@"
    rf"|(?:^|[^0-9])(?-u:(?:{CENTURY}\s?)?\d\d\s?{MONTH}\s?{DAY}{LAST_FOUR})(?:[^0-9]|$)"
    rf"|(?:^|[^0-9])(?-u:{CENTURY}?\d\d-{MONTH}-{DAY}[-+]\d{{4}})(?:[^0-9]|$)"
    rf"|(?i-u:SE\s?\d\d{MONTH}{DAY}{LAST_FOUR}\s?01)(?:[^0-9]|$)"
)
#: Lengths as in RFC 5321; without them a long text without an address takes forever.
E_MAIL = re.compile(
    r"[^\s@,;:<>()\"']{1,64}@[^\s@,;:<>()\"']{1,255}\.[^\s@,;:<>()\"']{1,63}"
)


def remove_personal_text(
    text: str,
    replace: Callable[[str], str] = lambda _: NOTHING_SHOWN,
    *,
    only_right: bool = False,
) -> str:
    """Replace the personal numbers and e-mail addresses in a text.

    Args:
        text: As somebody wrote it.
        replace: What to put instead of a personal number, given its ten digits.
        only_right: Leave numbers alone whose check digit is wrong: among identifiers
            a date and a running number may look like a personal number.

    Returns:
        The text; with plain digits and hyphens if anything was replaced.
    """
    plain = read_plain(text)

    def replace_number(found: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", found[0], flags=re.ASCII)
        ten = digits[:10] if found["tax"] else digits[-10:]
        return found[0] if only_right and not check_digit(ten) else replace(ten)

    changed = PERSONAL_NUMBER.sub(replace_number, E_MAIL.sub(NOTHING_SHOWN, plain))
    return text if changed == plain else changed


def read_plain(text: str) -> str:
    """Read a text with plain digits and hyphens and without invisible characters."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(HYPHENS, "-", re.sub(INVISIBLE, "", plain))


def find_personal(texts: pl.Series) -> pl.Series:
    """Find the texts in which `remove_personal_text` would look for more than nothing.

    Returns:
        True for every text that it changes, and for few others; null for null.
    """
    plain = texts
    if (texts.str.len_bytes() != texts.str.len_chars()).any():
        plain = (
            texts.str.normalize("NFKC")
            .str.replace_all(INVISIBLE, "")
            .str.replace_all(HYPHENS, "-")
        )
    return plain.str.contains(PERSONAL)


def check_digit(ten_digits: str) -> bool:
    """Tell whether the last of ten digits is the right check digit (Luhn)."""
    doubled = (int(digit) * (2 - n % 2) for n, digit in enumerate(ten_digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
