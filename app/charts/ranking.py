"""What the list of proposed suppliers says: words and five-step bars, no decimals."""

import polars as pl

from app.charts.spec import Cell, NumberCard, Row, Table
from app.formatting import show_date, show_millions, show_number
from app.messages import N_, _, ngettext

UP, DOWN = "\u25b2", "\u25bc"
FULL_STEP, EMPTY_STEP = "\u25ae", "\u25af"
N_STEPS = 5
BAND_WORDS = {
    "very_likely": N_("Very likely"),
    "likely": N_("Likely"),
    "borderline": N_("Borderline"),
    "outside": N_("Outside the bands"),
}
NOT_NOW = N_("Not now")
SEVERITY_WORDS = {
    1: N_("low"),
    2: N_("medium"),
    3: N_("high"),
    4: N_("very high"),
}
# With the day that decides it, where the list has one.
INELIGIBLE_WORDS = {
    "contract_ends_within_year": N_("No: the contract ends %(day)s"),
    "no_right_to_inspect": N_("No: the contract gives no right to inspect"),
    "covered_by_follow_up": N_("No: covered by the follow-up of %(day)s"),
    "recently_audited": N_("No: audited %(day)s without a major deviation"),
}
INELIGIBLE_DAYS = {
    "contract_ends_within_year": "contract_ends_on",
    "covered_by_follow_up": "covered_from_on",
    "recently_audited": "last_audit_on",
}
RUNS_ON = N_("Runs on")
CONTRACT_END_WORDS = {
    "within_year": N_("Within a year"),
    "next_year": N_("In one to two years"),
    "later": N_("Later"),
    "runs_on": RUNS_ON,
}


def build_ranking_title(totals: dict[str, int]) -> str:
    """Say how many suppliers the choice leaves, and how many stand out."""
    suppliers = ngettext(
        "%(n)s supplier in the selection",
        "%(n)s suppliers in the selection",
        totals["n_suppliers"],
    )
    very_likely = ngettext(
        "%(n)s of them very likely among the first to follow up",
        "%(n)s of them very likely among the first to follow up",
        totals["n_very_likely"],
    )
    return f"{suppliers}, {very_likely}"


def build_ranking_numbers(totals: dict[str, int]) -> tuple[NumberCard, ...]:
    """Build the row of numbers above the list."""
    numbers = (
        (_("Suppliers"), totals["n_suppliers"]),
        (_("Very likely to be proposed"), totals["n_very_likely"]),
        (_("Never audited"), totals["n_never_audited"]),
        (_("Can be audited now"), totals["n_eligible"]),
    )
    return tuple(NumberCard(label, show_number(n)) for label, n in numbers)


def build_page_names(totals: dict[str, int]) -> dict[str, str]:
    """Build the pages of the list: number to "101-200 of 575"."""
    size, n_rows = totals["n_rows_per_page"], totals["n_rows"]
    starts = range(1, n_rows + 1, size)
    return {
        str(number): _(
            "%(first)s-%(last)s of %(all)s",
            first=show_number(first),
            last=show_number(min(first + size - 1, n_rows)),
            all=show_number(n_rows),
        )
        for number, first in enumerate(starts, 1)
    }


def build_ranking_table(rows: pl.DataFrame) -> Table:
    """Build the list as words, in its given order.

    Args:
        rows: As from `fetch_ranking`.
    """
    headings = (
        _("Band"),
        _("Supplier"),
        _("Category"),
        _("Probability"),
        _("Severity"),
        _("Exposure"),
        _("Why"),
        _("Eligible"),
        _("Contract ends"),
        _("Last audit"),
        _("Organisation number"),
    )
    return Table(
        headings=headings,
        rows=tuple(_build_row(row) for row in rows.iter_rows(named=True)),
    )


def build_steps_bar(n_steps: int) -> str:
    """Draw a probability as filled and empty steps, five in all."""
    return FULL_STEP * n_steps + EMPTY_STEP * (N_STEPS - n_steps)


def build_eligibility(row: Row) -> str:
    """Say whether a supplier may be audited now, and if not why.

    Args:
        row: As of `fetch_ranking`.
    """
    if row["is_eligible"]:
        # A register that says nothing of it has not said no.
        if row.get("right_to_inspect_code") == "unknown":
            return _("Yes; right to inspect not stated")
        return _("Yes")
    reason_code = row["ineligible_reason_code"]
    if reason_code is None:
        return _("No")
    day = row.get(INELIGIBLE_DAYS.get(reason_code, ""))
    return _(INELIGIBLE_WORDS[reason_code], day=show_date(day))


def build_points_card_title(row: Row) -> str:
    """Say where a supplier stands in one category: band, steps, who may be audited.

    Args:
        row: As of `fetch_ranking`.
    """
    severity = SEVERITY_WORDS[row["severity_level"]]
    return _(
        "Band: %(band)s. Probability %(bar)s, severity %(severity)s, exposure "
        "%(exposure)s. Can be audited now: %(eligibility)s.",
        band=_(find_band(row)).lower(),
        bar=build_steps_bar(row["n_steps"]),
        severity=_(severity),
        exposure=_build_exposure(row),
        eligibility=build_eligibility(row).lower(),
    )


def build_contract_end(row: Row) -> str:
    """Say when the last running contract ends; without an end it runs on."""
    day = row["contract_ends_on"]
    return show_date(day) if day else _(RUNS_ON)


def find_band(row: Row) -> str:
    """Find a row's band; a supplier that cannot be audited now is in none."""
    if not row["is_eligible"]:
        return NOT_NOW
    return BAND_WORDS[row["band_code"] or "outside"]


def build_points(points: float) -> str:
    """Write points as whole numbers with their sign."""
    return ("+" if points > 0 else "") + show_number(round(points))


def _build_row(row: Row) -> tuple[Cell, ...]:
    band = find_band(row)
    severity = SEVERITY_WORDS[row["severity_level"]]
    return (
        _(band),
        row["supplier_name"],
        row["category_name"],
        build_steps_bar(row["n_steps"]),
        _(severity),
        _build_exposure(row),
        " \u00b7 ".join(_find_reasons(row)),
        build_eligibility(row),
        build_contract_end(row),
        show_date(row["last_audit_on"]) if row["last_audit_on"] else _("Never"),
        row["organisation_number"],
    )


def _build_exposure(row: Row) -> str:
    regions = ngettext("%(n)s region", "%(n)s regions", row["n_regions"])
    if row["annual_value_sek"] is None:
        return regions
    amount = show_millions(row["annual_value_sek"], decimals=1)
    return _("%(regions)s, %(amount)s a year", regions=regions, amount=amount)


def _find_reasons(row: Row) -> list[str]:
    found = [
        (row[f"points_{reason}"], row[f"reason_{reason}"])
        for reason in ("up_1", "up_2", "up_3", "down_1")
    ]
    return [
        f"{UP if points > 0 else DOWN} {words} {build_points(points)}"
        for points, words in found
        if words
    ]
