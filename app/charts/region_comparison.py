"""The regions side by side on equal terms: intervals, or a funnel for small numbers.

Never a league table: regions stand by name, and what is said is which of them can be
told from the nation at all.
"""

import polars as pl

from app.charts.forms import Dots, Funnel
from app.charts.region_measures import (
    MEASURE_NAMES,
    SIZE_NAMES,
    Compared,
    build_comparison_table,
    build_reference_text,
    show_rate,
)
from app.charts.spec import ChartSpec, Row
from app.charts.words import build_listing, build_short_names
from app.formatting import FEW_CASES, build_sort_key, show_number
from app.messages import _, ngettext

# Fewer regions than this with enough cases say nothing side by side.
LEAST_REGIONS = 5


def build_region_comparison(rows: pl.DataFrame, compared: Compared) -> ChartSpec:
    """Say which regions can be told from the nation.

    Args:
        rows: As from `fetch_region_comparison`, of one measure; not empty.
        compared: What is compared.
    """
    regions = sorted(
        rows.iter_rows(named=True), key=lambda row: build_sort_key(row["region_name"])
    )
    enough = [row for row in regions if not row["is_too_few"]]
    is_funnel = check_is_small(rows, compared)
    shown = regions if is_funnel else enough
    names = build_short_names([row["region_name"] for row in shown])
    texts = tuple(show_rate(row, compared) for row in shown)
    marks = (
        _build_funnel(shown, names, texts, compared)
        if is_funnel
        else _build_dots(shown, names, texts, compared)
    )
    told = {
        "what": compared.what,
        "measure": _(MEASURE_NAMES[compared.measure_code]).lower(),
        "year": str(compared.year),
    }
    return ChartSpec(
        name="region_comparison",
        title=_build_title(regions, enough, compared, is_funnel=is_funnel),
        subtitle=_("%(what)s, %(measure)s, %(year)s, regions by name", **told),
        alt=_("Dots by region. %(listing)s.", listing=build_listing(names, texts)),
        note=f"{_build_note(regions, is_funnel=is_funnel)} {_show_small(rows)}".strip(),
        footer=compared.footer,
        table=build_comparison_table(regions, compared),
        marks=marks,
    )


def check_is_small(rows: pl.DataFrame, compared: Compared) -> bool:
    """Tell whether numbers are so small that a funnel is the honest picture."""
    cases = rows["base"] if compared.is_share else rows["n_counted"]
    n_enough = rows.filter(~pl.col("is_too_few")).height
    return n_enough < min(LEAST_REGIONS, rows.height) or any(
        half < FEW_CASES for half in [cases.median()] if isinstance(half, float)
    )


def _build_dots(
    rows: list[Row], names: tuple[str, ...], texts: tuple[str, ...], compared: Compared
) -> Dots:
    codes = [row["region_code"] for row in rows]
    return Dots(
        labels=names,
        numbers=tuple(row["rate"] for row in rows),
        texts=texts,
        accent=codes.index(compared.chosen_code)
        if compared.chosen_code in codes
        else None,
        reference=rows[0]["nation_rate"],
        reference_text=build_reference_text(rows[0], compared),
        lows=tuple(row["rate_low"] for row in rows),
        highs=tuple(row["rate_high"] for row in rows),
    )


def _build_funnel(
    rows: list[Row], names: tuple[str, ...], texts: tuple[str, ...], compared: Compared
) -> Funnel:
    return Funnel(
        labels=names,
        sizes=tuple(row["base"] for row in rows),
        numbers=tuple(row["rate"] for row in rows),
        texts=texts,
        lows=tuple(row["alike_low"] for row in rows),
        highs=tuple(row["alike_high"] for row in rows),
        named=tuple(
            at
            for at, row in enumerate(rows)
            if row["region_code"] == compared.chosen_code or _check_apart(row)
        ),
        faint=tuple(at for at, row in enumerate(rows) if row["is_too_few"]),
        reference=rows[0]["nation_rate"],
        reference_text=build_reference_text(rows[0], compared),
        size_text=_(SIZE_NAMES[compared.measure_code]),
    )


def _check_apart(row: Row) -> bool:
    """Tell whether chance alone does not explain where a region lies."""
    return not row["alike_low"] <= row["rate"] <= row["alike_high"]


def _build_title(
    regions: list[Row], enough: list[Row], compared: Compared, *, is_funnel: bool
) -> str:
    nation = build_reference_text(regions[0], compared)
    if is_funnel:
        return _build_funnel_title(regions, enough, nation)
    over = sum(row["rate_low"] > row["nation_rate"] for row in enough)
    under = sum(row["rate_high"] < row["nation_rate"] for row in enough)
    if not over and not under:
        return _(
            "No region can be told apart from the country as a whole (%(nation)s)",
            nation=nation,
        )
    return _(
        "%(over)s of %(n)s regions lie clearly above the country and %(under)s clearly "
        "below (%(nation)s)",
        over=show_number(over),
        under=show_number(under),
        n=show_number(len(enough)),
        nation=nation,
    )


def _build_funnel_title(regions: list[Row], enough: list[Row], nation: str) -> str:
    apart = [row["region_name"] for row in regions if _check_apart(row)]
    if apart:
        return ngettext(
            "%(n)s region lies outside what chance explains: %(names)s",
            "%(n)s regions lie outside what chance explains: %(names)s",
            len(apart),
            names=", ".join(apart),
        )
    if not enough:
        return _(
            "Too few to rank: chance explains every difference (%(nation)s)",
            nation=nation,
        )
    return _("No region lies outside what chance explains (%(nation)s)", nation=nation)


def _show_small(rows: pl.DataFrame) -> str:
    n_held_back = rows["n_held_back"][0]
    if not n_held_back:
        return ""
    return ngettext(
        "%(n)s region with few people is not shown.",
        "%(n)s regions with few people are not shown.",
        n_held_back,
    )


def _build_note(regions: list[Row], *, is_funnel: bool) -> str:
    few = [row["region_name"] for row in regions if row["is_too_few"]]
    notes = [
        _(
            "The shaded range is where 95 of 100 regions of that size would lie if all "
            "were alike. A hollow dot rests on too few cases to rank."
        )
        if is_funnel
        else _("Grey bars are 95 % intervals.")
    ]
    if few:
        notes.append(_("Too few to rank: %(names)s.", names=", ".join(few)))
    return " ".join(notes)
