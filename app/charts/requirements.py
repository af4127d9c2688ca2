"""What the charts of the regions' procurements say. Rows in, specs out."""

from dataclasses import replace

import polars as pl

from app.charts.forms import Segment, Shares
from app.charts.spec import ChartSpec, Footer, Table
from app.charts.words import build_two_lines
from app.formatting import show_number, show_share
from app.messages import N_, _, ngettext

REQUIREMENT_NAMES = {
    "environmental": N_("Environmental requirements"),
    "social": N_("Social requirements"),
}
ANSWERS = (
    ("yes", N_("States the requirement")),
    ("no", N_("States that there is none")),
    ("unknown", N_("Unknown")),
)
MOST_BARS = 22


def build_shares_by_place(
    rows: pl.DataFrame,
    *,
    requirement_code: str,
    chosen_code: str,
    place: str,
    footer: Footer,
) -> ChartSpec:
    """Say how many procurements state a requirement, nation and regions.

    Args:
        rows: As from `fetch_requirements_by_place`, at least one.
        requirement_code: environmental or social.
        chosen_code: The place that the title speaks of, else the first row's.
        place: Division and year in words, for the subtitle.
        footer: Where the figures come from.
    """
    chosen = rows.filter(pl.col("row_code") == chosen_code)
    told = (rows if chosen.is_empty() else chosen).row(0, named=True)
    phrases = {
        "environmental": ngettext(
            "%(n)s of %(all)s procurements states environmental requirements",
            "%(n)s of %(all)s procurements state environmental requirements",
            told["n_yes"],
            all=show_number(told["n_procurements"]),
        ),
        "social": ngettext(
            "%(n)s of %(all)s procurements states social requirements",
            "%(n)s of %(all)s procurements state social requirements",
            told["n_yes"],
            all=show_number(told["n_procurements"]),
        ),
    }
    unknown = _("unknown for %(n)s", n=show_number(told["n_unknown"]))
    return _build_shares(
        rows,
        name="requirements_by_region",
        title=f"{told['row_name']}: {phrases[requirement_code]}, {unknown}",
        row_heading=_("Region"),
        requirement_code=requirement_code,
        place=place,
        footer=footer,
    )


def build_shares_by_division(
    rows: pl.DataFrame, *, requirement_code: str, place: str, footer: Footer
) -> ChartSpec:
    """Say in how many CPV divisions any procurement states a requirement.

    Args:
        rows: As from `fetch_requirements_by_division`, at least one.
        requirement_code: environmental or social.
        place: Place and year in words, for the subtitle.
        footer: Where the figures come from.
    """
    n_stating = rows.filter(pl.col("n_yes") > 0).height
    title = ngettext(
        "In %(stating)s of %(n)s CPV division some procurement states it",
        "In %(stating)s of %(n)s CPV divisions some procurement states it",
        rows.height,
        stating=show_number(n_stating),
    )
    return _build_shares(
        rows,
        name="requirements_by_division",
        title=title,
        row_heading=_("CPV division"),
        requirement_code=requirement_code,
        place=place,
        footer=footer,
    )


def _build_shares(
    rows: pl.DataFrame,
    *,
    name: str,
    title: str,
    row_heading: str,
    requirement_code: str,
    place: str,
    footer: Footer,
) -> ChartSpec:
    requirement = _(REQUIREMENT_NAMES[requirement_code])
    marks = _build_marks(rows.head(MOST_BARS))
    pairs = zip(rows["row_name"], marks.end_texts, strict=False)
    counts = ("row_name", "n_yes", "n_no", "n_unknown", "n_procurements")
    return ChartSpec(
        name=name,
        title=title,
        subtitle=_(
            "%(what)s, share of procurements, %(place)s", what=requirement, place=place
        ),
        alt=_(
            "Stacked bars to 100 per cent. Procurements that state the requirement: "
            "%(listing)s.",
            listing="; ".join(f"{label}: {end}" for label, end in pairs),
        ),
        note=_find_note(rows.height),
        footer=replace(footer, filters=place),
        table=Table(
            headings=(row_heading, *(_(words) for _code, words in ANSWERS), _("All")),
            rows=tuple(rows.select(counts).rows()),
        ),
        marks=marks,
    )


def _build_marks(rows: pl.DataFrame) -> Shares:
    whole = rows["n_procurements"].to_list()
    segments = tuple(
        Segment(
            label=_(words),
            role_code=role_code,
            numbers=tuple(rows[f"{role_code}_pct"]),
            texts=tuple(map(show_share, rows[f"n_{role_code}"], whole)),
        )
        for role_code, words in ANSWERS
        if rows[f"n_{role_code}"].sum()
    )
    return Shares(
        labels=tuple(build_two_lines(name) for name in rows["row_name"]),
        segments=segments,
        end_texts=tuple(
            _("%(part)s of %(whole)s", part=show_number(part), whole=show_number(total))
            for part, total in zip(rows["n_yes"], whole, strict=True)
        ),
    )


def _find_note(n_rows: int) -> str:
    said = _("The number at the end of a bar: procurements that state it.")
    if n_rows <= MOST_BARS:
        return said
    left_out = ngettext(
        "%(n)s smaller row is in the table.",
        "%(n)s smaller rows are in the table.",
        n_rows - MOST_BARS,
    )
    return f"{said} {left_out}"
