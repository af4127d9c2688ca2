"""What stands around the public statistics: numbers on top and whose figures it is."""

import polars as pl

from app.charts.spec import Footer, NumberCard
from app.formatting import show_number
from app.messages import N_, _

STATING_NAMES = {
    "environmental": N_("State environmental requirements"),
    "social": N_("State social requirements"),
}
ORIGINS = {
    "reference": N_("the figures that come with the product"),
    "imported": N_("imported workbooks"),
}


def build_requirement_numbers(totals: pl.DataFrame) -> tuple[NumberCard, ...]:
    """Build the row of numbers: all procurements, then each requirement.

    Args:
        totals: As from `fetch_requirement_totals`, at least one row.
    """
    everything = show_number(max(totals["n_procurements"]))
    return (
        NumberCard(_("Procurements in all"), everything),
        *(
            NumberCard(
                _(STATING_NAMES[code]),
                show_number(n_yes),
                _("unknown for %(n)s", n=show_number(n_unknown)),
            )
            for code, n_yes, n_unknown in totals.select(
                "requirement_code", "n_yes", "n_unknown"
            ).iter_rows()
        ),
    )


def build_statistics_footer(
    totals: pl.DataFrame, *, year: int, build_id: str, filters: str
) -> Footer:
    """Build the footer of public statistics, apart from the programme's own data.

    Args:
        totals: As from `fetch_requirement_totals`; says where the figures are from.
        year: The year of the statistics.
        build_id: The build that the page reads.
        filters: The reader's choice in words.
    """
    source = _(
        "the National Agency for Public Procurement, statistics of %(year)s, "
        "licence CC0",
        year=year,
    )
    origins = [_(ORIGINS[code]) for code in totals["origin_code"].unique()]
    return Footer(
        source=", ".join((source, *origins)),
        data_on=None,
        filters=filters,
        build_id=build_id,
        is_example=False,
        terms_code="statistics",
    )
