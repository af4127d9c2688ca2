"""The measures that regions are compared by, and how their rates are written."""

from dataclasses import dataclass

from app.charts.spec import Cell, Footer, Row, Table
from app.formatting import FEW_CASES, show_number, show_percent, show_share
from app.messages import N_, _

SHARE = "share"
MEASURE_NAMES = {
    SHARE: N_("Share"),
    "per_100k_inhabitants": N_("Per 100,000 inhabitants"),
    "per_100_contracts": N_("Per 100 contracts"),
    "per_million_sek": N_("Per SEK million of contract value a year"),
}
SIZE_NAMES = {
    SHARE: N_("Cases that the share is of"),
    "per_100k_inhabitants": N_("Inhabitants"),
    "per_100_contracts": N_("Contracts in the year"),
    "per_million_sek": N_("Contract value a year, SEK"),
}


@dataclass(frozen=True)
class Compared:
    """What is compared: KPI, measure and year in words, and the reader's region."""

    what: str
    measure_code: str
    year: int
    chosen_code: str
    footer: Footer

    @property
    def is_share(self) -> bool:
        """Whether the measure is a percentage."""
        return self.measure_code == SHARE


def build_reference_text(row: Row, compared: Compared) -> str:
    """Write the country's rate, to stand beside its line."""
    rate = row["nation_rate"]
    written = show_percent(rate) if compared.is_share else _show_number(rate)
    return _("the country %(rate)s", rate=written)


def show_rate(row: Row, compared: Compared) -> str:
    """Write a region's rate with how many it rests on."""
    if compared.is_share:
        return show_share(row["n_counted"], row["base"])
    counted = show_number(row["n_counted"])
    return f"{_show_number(row['rate'])} ({counted})"


def _show_number(rate: float) -> str:
    """Write a rate with two figures that mean something."""
    decimals = next((n for n in range(4) if abs(rate) * 10**n >= FEW_CASES / 2), 4)
    return show_number(rate, decimals=decimals)


def build_comparison_table(regions: list[Row], compared: Compared) -> Table:
    """Build a row per region, by name, with what can be compared and what cannot."""
    size = _(SIZE_NAMES[compared.measure_code])
    headings = (
        _("Region"),
        _("Counted"),
        size,
        _(MEASURE_NAMES[compared.measure_code]),
        _("Interval from"),
        _("Interval to"),
        _("The country"),
        _("Can be compared"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            row["region_name"],
            row["n_counted"],
            row["base"],
            row["rate"],
            row["rate_low"],
            row["rate_high"],
            row["nation_rate"],
            _("too few to rank") if row["is_too_few"] else _("yes"),
        )
        for row in regions
    ]
    return Table(headings, tuple(rows))
