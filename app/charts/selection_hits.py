"""Which picks hit: ways of picking beside lists as they would have been, in counts."""

import polars as pl

from app.charts.forms_compared import Pairs
from app.charts.selection_words import show_group, show_hits, show_interval
from app.charts.spec import Cell, ChartSpec, Footer, NumberCard, Row, Table
from app.charts.words import build_listing, build_two_lines
from app.formatting import show_number
from app.messages import _

RANKING, RANDOM = "ranking", "random_control"
OLD_RULE = "country_category_spend"
#: Kinds that are drawn; reasons are in the table.
DRAWN = ("method", "why", "list")
END_PIXELS = 132


def build_hit_numbers(hits: pl.DataFrame) -> tuple[NumberCard, ...]:
    """Build the row of numbers: ranking, chance, regions' choice and the old rule.

    Args:
        hits: As from `fetch_hits`.
    """
    found = [
        *(_find(hits, code) for code in (RANKING, RANDOM, "region_choice")),
        # Always the same list: the best of nine would be the luckiest.
        _find(hits, OLD_RULE, kind="list"),
    ]
    return tuple(_build_card(row) for row in found if row is not None)


def build_hit_chart(hits: pl.DataFrame, *, window: str, footer: Footer) -> ChartSpec:
    """Say how many of those that each way had picked turned out to hit.

    Args:
        hits: As from `fetch_hits`, at least one row.
        window: The years in words.
        footer: Where the figures come from.
    """
    rows = list(
        hits.filter(pl.col("group_kind_code").is_in(DRAWN)).iter_rows(named=True)
    )
    marks = _build_marks(rows)
    return ChartSpec(
        name="selection_hits",
        title=_build_title(hits),
        subtitle=_(
            "Share with a major deviation among the audited suppliers that each way "
            "had picked, the whole country, %(window)s",
            window=window,
        ),
        alt=_(
            "Dots with intervals by way of picking. %(listing)s.",
            listing=build_listing([show_group(row) for row in rows], marks.texts),
        ),
        note=_(
            "Grey bars are 95 % intervals. A list is what the model or rule would "
            "have said on 1 January, judged by the audits that were made that year; "
            "they were chosen in another way, so a list's share is not quite what it "
            "would have found itself. Hollow dots: under ten judged, too few to judge."
        ),
        footer=footer,
        table=build_hit_table(hits),
        marks=marks,
    )


def build_hit_table(hits: pl.DataFrame) -> Table:
    """Build every way of picking with what became of it, from `fetch_hits`."""
    headings = (
        *(_("Way of picking"), _("Years"), _("Picked"), _("Audited")),
        *(_("With an approved report"), _("Major deviation")),
        *(_("95 % interval"), _("Verdict")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            show_group(row),
            _show_years(row),
            *(row["n_picked"], row["n_audited"], row["n_judged"], row["n_hits"]),
            show_interval(row["hit_low_pct"], row["hit_high_pct"]),
            _("too few to judge") if row["is_too_few"] else _("can be judged"),
        )
        for row in hits.iter_rows(named=True)
    ]
    return Table(headings, tuple(rows))


def _build_marks(rows: list[Row]) -> Pairs:
    return Pairs(
        labels=tuple(build_two_lines(show_group(row)) for row in rows),
        numbers=_pick(rows, "hit_pct"),
        lows=_pick(rows, "hit_low_pct"),
        highs=_pick(rows, "hit_high_pct"),
        others=tuple(row["hit_pct"] if row["is_too_few"] else None for row in rows),
        texts=tuple(_show_row(row) for row in rows),
        key_texts=(_("share with a major deviation"), _("too few to judge")),
        accents=tuple(
            at for at, row in enumerate(rows) if row["group_kind_code"] != "list"
        ),
        reference=0.0,
        end_pixels=END_PIXELS,
    )


def _pick(rows: list[Row], column: str) -> tuple[float | None, ...]:
    return tuple(None if row["is_too_few"] else row[column] for row in rows)


def _build_title(hits: pl.DataFrame) -> str:
    ranking, chance = _find(hits, RANKING), _find(hits, RANDOM)
    if ranking is None or not ranking["n_judged"]:
        return _("Cannot be judged: nobody that the ranking picked has been audited")
    said = _(
        "Of %(judged)s audited that the ranking had picked, %(hits)s had a major "
        "deviation",
        judged=show_number(ranking["n_judged"]),
        hits=show_number(ranking["n_hits"]),
    )
    if chance is None or not chance["n_judged"]:
        return said
    beside = _(
        "of the random controls %(hits)s",
        hits=show_hits(chance["n_hits"], chance["n_judged"]),
    )
    return f"{said}, {beside}"


def _build_card(row: Row) -> NumberCard:
    few = _("too few to judge") if row["is_too_few"] else ""
    interval = show_interval(row["hit_low_pct"], row["hit_high_pct"])
    return NumberCard(
        show_group(row),
        show_hits(row["n_hits"], row["n_judged"]),
        few or (interval or ""),
    )


def _find(hits: pl.DataFrame, code: str, *, kind: str = "method") -> Row | None:
    found = hits.filter(group_kind_code=kind, group_code=code)
    return None if found.is_empty() else found.row(0, named=True)


def _show_row(row: Row) -> str:
    words = show_hits(row["n_hits"], row["n_judged"])
    return f"{words} \u00b7 {_('too few')}" if row["is_too_few"] else words


def _show_years(row: Row) -> str:
    first, last = row["first_year"], row["last_year"]
    return str(first) if first == last else f"{first}\u2013{last}"
