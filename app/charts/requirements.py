"""What the charts of the regions' procurements say. Rows in, specs out."""

import polars as pl

from app.charts.forms import Segment, Shares
from app.charts.spec import ChartSpec, Footer, Table
from app.formatting import show_number, show_share
from app.messages import N_, _, ngettext

REQUIREMENT_NAMES = {
    "environmental": N_("Environmental requirements"),
    "social": N_("Social requirements"),
}
ANSWERS = (
    ("yes", N_("States the requirement")),
    ("no", N_("States that there is none")),
    ("unknown", N_("Unknown: the field is blank")),
)


def build_requirement_title(totals: dict[str, int], *, requirement_code: str) -> str:
    """Say how many procurements state a requirement, and how many say nothing.

    Args:
        totals: n_yes, n_unknown and n_procurements of one place and division.
        requirement_code: environmental or social.
    """
    phrases = {
        "environmental": ngettext(
            "%(n)s of %(all)s procurement states environmental requirements",
            "%(n)s of %(all)s procurements state environmental requirements",
            totals["n_yes"],
            all=show_number(totals["n_procurements"]),
        ),
        "social": ngettext(
            "%(n)s of %(all)s procurement states social requirements",
            "%(n)s of %(all)s procurements state social requirements",
            totals["n_yes"],
            all=show_number(totals["n_procurements"]),
        ),
    }
    unknown = _("for %(n)s it is unknown", n=show_number(totals["n_unknown"]))
    return f"{phrases[requirement_code]}; {unknown}"


def build_shares(
    rows: pl.DataFrame,
    *,
    name: str,
    title: str,
    requirement_code: str,
    row_heading: str,
    place: str,
    footer: Footer,
) -> ChartSpec:
    """Say what share of procurements states a requirement, with the unknown beside.

    Args:
        rows: As from `fetch_requirements_by_place` or `_by_division`, at least one.
        name: Name of the chart and its file.
        title: The takeaway.
        requirement_code: environmental or social.
        row_heading: What a row is: region, CPV division.
        place: Place, division and year in words, for the subtitle.
        footer: Where the figures come from.
    """
    labels = tuple(rows["row_name"])
    whole = rows["n_procurements"].to_list()
    segments = tuple(
        Segment(
            label=_(words),
            role_code=role_code,
            numbers=tuple(rows[f"{role_code}_pct"]),
            texts=tuple(
                show_share(part, total)
                for part, total in zip(rows[f"n_{role_code}"], whole, strict=True)
            ),
        )
        for role_code, words in ANSWERS
        if role_code != "no" or rows["n_no"].sum()
    )
    ends = tuple(
        _("%(part)s of %(whole)s", part=show_number(part), whole=show_number(total))
        for part, total in zip(rows["n_yes"], whole, strict=True)
    )
    listing = "; ".join(
        f"{label}: {end}" for label, end in zip(labels, ends, strict=True)
    )
    requirement = _(REQUIREMENT_NAMES[requirement_code])
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
            listing=listing,
        ),
        footer=footer,
        table=Table(
            headings=(row_heading, *(_(words) for _code, words in ANSWERS), _("All")),
            rows=tuple(rows.select(counts).rows()),
        ),
        marks=Shares(labels=labels, segments=segments, end_texts=ends),
    )
