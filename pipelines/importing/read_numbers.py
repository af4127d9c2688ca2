"""Read numbers as Swedes, regions' spreadsheets and web tools write them.

A cell that has one meaning only is read by itself: blanks group thousands, and a comma
or a point before one, two or four and more digits is a decimal mark. "12,345" has two
meanings, so it is read only when the other cells of its column settle what the mark is.
Points or commas between thousands, and powers of ten, are never read.
"""

import polars as pl

#: Blanks that group thousands: space, no-break, narrow no-break and thin space.
BLANKS = "[ \u00a0\u202f\u2009]"
MINUS = "\u2212"
GROUPED = rf"\d{{1,3}}({BLANKS}\d{{3}})+"
NUMBER = (
    rf"^-?(\d+|{GROUPED})([.,](\d{{1,2}}|\d{{4,}}))?$"
    rf"|^-?(0|{GROUPED})[.,]\d+$"
)
#: In a workbook a number is a number and comes with a decimal point, never grouped.
WORKBOOK_NUMBER = rf"^-?\d+\.\d+$|{NUMBER}"
#: Cells that show what the mark of their column is, whether they can be read or not.
SHOWS_COMMA = (
    rf"^-?(\d+|{GROUPED}),(\d{{1,2}}|\d{{4,}})$|^-?(0|{GROUPED}),\d+$"
    r"|^-?\d{1,3}(\.\d{3})+,\d+$|^-?\d{1,3}(\.\d{3}){2,}$"
)
SHOWS_POINT = (
    rf"^-?(\d+|{GROUPED})\.(\d{{1,2}}|\d{{4,}})$|^-?(0|{GROUPED})\.\d+$"
    r"|^-?\d{1,3}(,\d{3})+\.\d+$|^-?\d{1,3}(,\d{3}){2,}$"
)
THREE_AFTER_COMMA = r"^-?\d+,\d{3}$"
THREE_AFTER_POINT = r"^-?\d+\.\d{3}$"
DECIMALS = r"[.,](\d+)$"
PERCENT_UNIT = "_pct"
PERCENT_SIGN = rf"{BLANKS}?%$"


def read_numbers(
    texts: pl.Series, dtype: pl.DataType, *, from_workbook: bool
) -> pl.Series:
    """Read a column of numbers, its decimal mark found from its own cells.

    "12,345" is twelve and a bit in a column where some cell can only have a decimal
    comma ("1 234,5"), none can only have a decimal point, and the number of decimals
    varies or is three; "12.345" the other way round. With nothing to tell by, signs of
    both, or two decimals everywhere else (an amount in kronor), it is unreadable.
    A percent sign says what a name ending in `_pct` says already, and is left out
    there; in any other column it makes the cell unreadable.

    Args:
        texts: The column; each different text needs to stand there only once.
        dtype: What to read as. A whole number may not have decimals other than 0.
        from_workbook: A decimal point is certain, being written by a program.

    Returns:
        The numbers; null where the text is none or may mean two things.
    """
    written = texts.str.replace(MINUS, "-", literal=True)
    if texts.name.endswith(PERCENT_UNIT):
        written = written.str.replace(PERCENT_SIGN, "")
    is_clear = written.str.contains(WORKBOOK_NUMBER if from_workbook else NUMBER)
    unclear = written.filter(~is_clear)
    # The search for what settles a column is spared where every cell is clear.
    for form, shows_mark in (
        (THREE_AFTER_COMMA, SHOWS_COMMA),
        (THREE_AFTER_POINT, SHOWS_POINT),
    ):
        if unclear.str.contains(form).any() and _is_settled(written, shows_mark):
            is_clear |= written.str.contains(form)
    number = pl.when(is_clear).then(written).str.replace_all(BLANKS, "")
    number = number.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    if dtype.is_integer():
        whole = pl.when(number == number.round()).then(number)
        number = whole.cast(dtype, strict=False)
    return pl.select(number.alias(texts.name)).to_series()


def _is_settled(written: pl.Series, shows_mark: str) -> bool:
    """Tell whether a column shows one decimal mark, with decimals as many as three."""
    shows_other = SHOWS_POINT if shows_mark == SHOWS_COMMA else SHOWS_COMMA
    showing = written.filter(written.str.contains(shows_mark))
    n_decimals = showing.str.extract(DECIMALS).str.len_chars().unique()
    is_varied = n_decimals.len() > 1 or len("345") in n_decimals
    return is_varied and not written.str.contains(shows_other).any()
