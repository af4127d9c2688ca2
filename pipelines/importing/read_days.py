"""Read days, strictly: a text that may mean two days, or none, is unreadable."""

import re

import polars as pl

from pipelines.errors import UsageError

ISO_FORM = "%Y-%m-%d"
#: How many digits each part of a form has; a form may hold no other parts.
DIGITS = {"Y": 4, "m": 2, "d": 2, "H": 2, "M": 2, "S": 2}


def read_day(name: str, forms: tuple[str, ...] = ()) -> pl.Expr:
    """Read a column of days written 2025-10-31, or in a form that is agreed.

    Args:
        name: The column.
        forms: Further forms, such as "%d.%m.%Y"; a time of day is read past.

    Returns:
        The days; null for a text that has no such form, is no day of the calendar,
        or fits two forms that make it two different days.

    Raises:
        UsageError: A form has a part that is not read; meant for who wrote it.
    """
    written = pl.col(name)
    days = [_read_form(written, form) for form in (ISO_FORM, *forms)]
    earliest, latest = pl.min_horizontal(*days), pl.max_horizontal(*days)
    return pl.when(earliest == latest).then(earliest).alias(name)


def _read_form(written: pl.Expr, form: str) -> pl.Expr:
    # "%Y-%m-%d" alone would also take 2025-1-5, and a year of any length.
    strict = pl.when(written.str.contains(_build_pattern(form))).then(written)
    if "%H" in form:
        return strict.str.to_datetime(form, strict=False).dt.date()
    return strict.str.to_date(form, strict=False)


def _build_pattern(form: str) -> str:
    pieces = re.split(r"%(.)", form)
    parts = pieces[1::2]
    if not {"Y", "m", "d"} <= set(parts) <= set(DIGITS):
        raise UsageError(
            f"The date form {form!r} in a source.yml cannot be read. Build it of %Y, "
            "%m, %d and, for a time, %H, %M and %S."
        )
    built = [re.escape(pieces[0])]
    for part, after in zip(parts, pieces[2::2], strict=True):
        built.append(rf"[0-9]{{{DIGITS[part]}}}{re.escape(after)}")
    return f"^{''.join(built)}$"
