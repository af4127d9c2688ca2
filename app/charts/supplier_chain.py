"""Where one supplier's goods are made, and which places in its chain were visited."""

import polars as pl

from app.charts.spec import Cell, Row, Table
from app.charts.supplier_words import Words, find_word
from app.formatting import show_number
from app.messages import _, ngettext

DECLARED = "final_manufacture"


def build_chain_title(countries: pl.DataFrame) -> str:
    """Say in how many countries goods are made, and how much is not declared.

    Args:
        countries: As from `fetch_countries`, at least one row.
    """
    declared = countries.filter(pl.col("chain_place_code") == DECLARED)
    known = declared["country_code"].drop_nulls().n_unique()
    n_lines = int(declared["n_lines"].sum())
    unknown = declared.filter(pl.col("country_code").is_null())
    n_unknown = int(unknown["n_lines"].sum())
    if not n_lines:
        return _("No running contract says where the goods are made")
    made = ngettext(
        "The goods are made in %(n)s country, as declared",
        "The goods are made in %(n)s countries, as declared",
        known,
    )
    if not known:
        return _("No contract line says where the goods are made")
    if not n_unknown:
        return made
    return _(
        "%(made)s; %(n)s of %(all)s contract lines do not say",
        made=made,
        n=show_number(n_unknown),
        all=show_number(n_lines),
    )


def build_chain_table(countries: pl.DataFrame, words: Words) -> Table:
    """Build category, place, country and what it rests on."""
    headings = (
        _("Category"),
        _("Place in the chain"),
        _("Country"),
        _("Contract lines"),
        _("Audits there"),
    )
    rows = tuple(_build_row(row, words) for row in countries.iter_rows(named=True))
    return Table(headings, rows)


def _build_row(row: Row, words: Words) -> tuple[Cell, ...]:
    country = find_word(words, "country", row["country_code"])
    return (
        find_word(words, "category", row["category_code"]),
        _find_place(row["chain_place_code"], words),
        country or _("not declared"),
        row["n_lines"],
        row["n_audits"],
    )


def _find_place(chain_place_code: str, words: Words) -> str | None:
    if chain_place_code == DECLARED:
        return _("Final manufacture, as declared")
    tier = find_word(words, "site_tier", chain_place_code.removeprefix("tier_"))
    return _("Audited site: %(tier)s", tier=tier)
