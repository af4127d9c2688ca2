"""Give persons a stable name that says nothing about who they are.

A personal number has so few possible values that a plain hash can be undone by trying
them all. So the hash is keyed (HMAC-SHA256); without the key nothing can be tried.
"""

import hmac
import re
from collections.abc import Callable

import polars as pl

from pipelines.importing.personal_text import (
    NOTHING_SHOWN,
    find_personal,
    read_plain,
    remove_personal_text,
)

#: 16 letters are 64 bits: of 37 million homes with a million persons each, in one two
#: persons share a pseudonym.
LENGTH = 16
#: Letters only, so that no pseudonym ever holds what looks like a personal number.
LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
PSEUDONYM = re.compile(rf"P-[a-p]{{{LENGTH}}}")
#: Third digit below 2: a day of birth, which no company's number begins with.
SOLE_TRADER = re.compile(
    r"SE(\d\d[01]\d{3})[-+]?(\d{4})01|(?:1[689]|20)?(\d\d[01]\d{3})[-+]?(\d{4})",
    re.ASCII,
)
DASHED_DAY = re.compile(r"^((?:1[89]|20)?\d\d)-(\d\d)-(\d\d)(?=[-+]?\d{4}$)", re.ASCII)
#: Quick look: a company's number as it is mostly written.
COMPANY = r"^[0-9]{2}[2-9][0-9]{3}-?[0-9]{4}$"
#: What is left of a personal number when a spreadsheet has dropped its zeros.
LOST_ZEROS = re.compile(r"\d{6,9}", re.ASCII)
#: A workbook may write a number that it holds with decimals.
NO_DECIMALS = re.compile(r"\.0+$")
#: Quick look that spares most texts the slow ones: enough digits close together, or @.
PERHAPS_PERSONAL = r"[@\uFF20]|(?:[0-9\uFF10-\uFF19][^0-9\uFF10-\uFF19]{0,4}){10}"


def build_pseudonym(text: str, key: bytes) -> str:
    """Build the pseudonym of a person, however the text is written.

    Blanks, capitals and the ways to write a personal number make no difference.
    """
    plain = read_plain(text)
    number = _read_sole_trader(plain)
    known_as = number or " ".join(plain.casefold().split())
    digest = hmac.digest(key, known_as.encode(), "sha256").hex()
    return f"P-{digest[:LENGTH].translate(LETTERS)}"


def build_pseudonyms(texts: pl.Series, key: bytes) -> pl.Series:
    """Build the pseudonyms of a column that names persons; blanks stay blank.

    A text that is a pseudonym already stays as it is, so that our own list of rejected
    rows can be mended and sent back.
    """
    return _read_words(
        texts,
        lambda text: text if PSEUDONYM.fullmatch(text) else build_pseudonym(text, key),
    )


def build_sole_traders(texts: pl.Series, key: bytes) -> pl.Series:
    """Replace the personal numbers in a column of organisation numbers.

    Returns:
        A company's number as it was written, a sole trader's pseudonym. Of a cell that
        is neither but has something personal in it nothing is left: it is no number,
        so its row will be rejected.
    """

    def replace(text: str) -> str:
        plain = read_plain(text)
        if _read_sole_trader(plain):
            return build_pseudonym(text, key)
        return NOTHING_SHOWN if _check_personal(plain) else text

    return _read_doubtful(texts, ~texts.str.contains(COMPANY), replace)


def build_impersonal_texts(
    texts: pl.Series, key: bytes, *, only_right: bool = False
) -> pl.Series:
    """Replace personal numbers and e-mail addresses inside a column of texts.

    Args:
        texts: As somebody wrote them.
        key: As from `load_key`.
        only_right: As in `remove_personal_text`.
    """
    is_doubtful = texts.str.contains(PERHAPS_PERSONAL)
    if is_doubtful.any():
        doubtful = is_doubtful.arg_true()
        is_doubtful = is_doubtful.scatter(
            doubtful, find_personal(texts.gather(doubtful))
        )
    return _read_doubtful(
        texts,
        is_doubtful,
        lambda text: remove_personal_text(
            text, lambda number: build_pseudonym(number, key), only_right=only_right
        ),
    )


def _read_doubtful(
    texts: pl.Series, is_doubtful: pl.Series, read: Callable[[str], str]
) -> pl.Series:
    """Read the doubtful texts of a column; the others stay as they are."""
    if not is_doubtful.any():
        return texts
    changed = _read_words(texts.filter(is_doubtful), read)
    return texts.clone().scatter(is_doubtful.arg_true(), changed)


def _read_words(texts: pl.Series, read: Callable[[str], str]) -> pl.Series:
    """Read a column by its different texts, of which there are few."""
    words = texts.drop_nulls().unique()
    done = pl.Series([read(word) for word in words], dtype=pl.String)
    return texts.replace_strict(words, done, default=None, return_dtype=pl.String)


def _read_sole_trader(plain: str) -> str | None:
    tight = NO_DECIMALS.sub("", re.sub(r"\s", "", plain.upper()))
    found = SOLE_TRADER.fullmatch(DASHED_DAY.sub(r"\1\2\3", tight))
    return "".join(part for part in found.groups() if part) if found else None


def _check_personal(plain: str) -> bool:
    digits = NO_DECIMALS.sub("", plain.strip())
    if LOST_ZEROS.fullmatch(digits):
        digits = digits.zfill(10)
    return remove_personal_text(digits) != digits
