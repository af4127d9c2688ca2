"""Decide who carries out the audits, and how strict each auditor is."""

import numpy as np
import polars as pl

from pipelines.example.capacity import YearPlan
from pipelines.example.periods import Indexes

#: How many auditors each kind of performer has.
N_AUDITORS = {
    "region": 8,
    "area_coordinator": 6,
    "secretariat": 3,
    "consultant": 4,
    "adda": 2,
}
#: Who does what the regions do not: first office visits, then factories, re-audits.
OTHER_OFFICE = {
    "area_coordinator": 0.4,
    "secretariat": 0.2,
    "consultant": 0.3,
    "adda": 0.1,
}
FACTORY = {"consultant": 0.7, "secretariat": 0.2, "adda": 0.1}
#: The collaboration pays for the first re-audit, so it is not the region's own staff.
RE_AUDIT = {"area_coordinator": 0.35, "secretariat": 0.25, "consultant": 0.4}
STRICTNESS_SD = 0.5


def build_auditors(rng: np.random.Generator) -> pl.DataFrame:
    """Build one row per auditor: performer_code, auditor_id, strictness in log-odds."""
    performers = [code for code, n in N_AUDITORS.items() for _ in range(n)]
    # The numbers are mixed, so that they tell nothing about who employs the auditor.
    numbers = rng.permutation(len(performers)) + 1
    return pl.DataFrame(
        {
            "performer_code": performers,
            "auditor_id": [f"R{number:02d}" for number in numbers],
            "strictness": rng.normal(0, STRICTNESS_SD, len(performers)),
        }
    )


def draw_auditors(
    rng: np.random.Generator,
    auditors: pl.DataFrame,
    visits: pl.DataFrame,
    plans: tuple[YearPlan, ...],
) -> pl.DataFrame:
    """Send an auditor to each visit.

    Returns:
        `performer_code`, `auditor_id` and `strictness`, in the order of `visits`.
    """
    is_office = (visits["audit_type_code"] == "office").to_numpy()
    again = (visits["round_number"] > 1).to_numpy()
    performer = np.where(
        is_office,
        _draw_shares(rng, OTHER_OFFICE, visits.height),
        _draw_shares(rng, FACTORY, visits.height),
    ).astype(object)
    performer[again] = _draw_shares(rng, RE_AUDIT, int(again.sum()))
    years = visits["visited_on"].dt.year().to_numpy()
    performer[_draw_own_visits(rng, years, is_office & ~again, plans)] = "region"
    chosen = np.zeros(visits.height, dtype=np.int64)
    employers = auditors["performer_code"].to_numpy()
    for code in N_AUDITORS:
        rows = np.flatnonzero(performer == code)
        chosen[rows] = rng.choice(np.flatnonzero(employers == code), len(rows))
    return auditors[chosen]


def _draw_shares(rng: np.random.Generator, shares: dict[str, float], n: int) -> Indexes:
    return rng.choice(list(shares), n, p=list(shares.values()))


def _draw_own_visits(
    rng: np.random.Generator,
    years: Indexes,
    is_possible: np.ndarray,
    plans: tuple[YearPlan, ...],
) -> Indexes:
    """Let the regions' own staff make the planned share of the year's office visits."""
    order = rng.random(len(years))
    own = []
    for plan in plans:
        rows = np.flatnonzero(is_possible & (years == plan.year))
        n = round(len(rows) * plan.region_share)
        own.append(rows[np.argsort(order[rows])[:n]])
    return np.concatenate(own)
