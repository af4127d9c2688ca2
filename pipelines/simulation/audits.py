"""The audits of a simulated programme, and what they let one know of each supplier.

chosen -> [run_audits] -> Audits -> [build_figures] -> features as known that year
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import expit

from pipelines.simulation.world import (
    FACTORY_LOG_ODDS,
    Indexes,
    Numbers,
    World,
)

#: What corrective action takes off the log-odds, and how much of it is left each year.
MENDED_LOG_ODDS, LASTING = 0.5, 0.6
DAYS_LATE = 200.0

#: An own rate is drawn towards the rate of all, as if it were this many audits.
OWN_RATE_PULL = 3
LONGEST_YEARS = 6.0


@dataclass(frozen=True)
class Audits:
    """Arrays by audit in the order of their years.

    `figures` is features × audits as known before the year of the audit.
    """

    year: Indexes
    supplier: Indexes
    auditor: Indexes
    is_factory: NDArray[np.bool_]
    has_major: Indexes
    is_mended: NDArray[np.bool_]
    figures: Numbers

    def find_known(self, year: int) -> "Audits":
        """Return the audits of the years before."""
        return _pick(self, self.year < year)


def build_no_audits(world: World) -> Audits:
    """Build what there is before the first audit."""
    none = np.empty(0, np.int64)
    flags = np.empty(0, np.bool_)
    figures = np.empty((len(world.rule.weights), 0))
    return Audits(none, none, none, flags, none, flags, figures)


def run_audits(world: World, audits: Audits, chosen: Indexes, year: int) -> Audits:
    """Audit the chosen suppliers, and return all audits so far with theirs."""
    strictness = world.strictness[world.auditor[year, chosen]]
    is_factory = world.is_factory[year, chosen]
    logit = find_true_logit(world, audits, year)[chosen]
    logit += strictness + FACTORY_LOG_ODDS * is_factory
    has_major = (world.luck[year, chosen] < expit(logit)).astype(np.int64)
    known = build_figures(world, audits, year)
    return Audits(
        year=np.append(audits.year, np.full(chosen.size, year)),
        supplier=np.append(audits.supplier, chosen),
        auditor=np.append(audits.auditor, world.auditor[year, chosen]),
        is_factory=np.append(audits.is_factory, is_factory),
        has_major=np.append(audits.has_major, has_major),
        is_mended=np.append(
            audits.is_mended, (has_major == 1) & world.mends[year, chosen]
        ),
        figures=np.hstack([audits.figures, known[:, chosen]]),
    )


def find_true_logit(world: World, audits: Audits, year: int) -> Numbers:
    """Find the true log-odds by supplier, less what corrective action has mended."""
    known = audits.find_known(year)
    logit = world.true_logit[year].copy()
    lasting = LASTING ** (year - known.year - 1) * MENDED_LOG_ODDS
    np.subtract.at(logit, known.supplier, lasting * known.is_mended)
    return logit


def find_closed(world: World, audits: Audits, year: int) -> NDArray[np.bool_]:
    """Find who was audited within 24 months without a major finding: not again."""
    recent = _pick(audits, (audits.year < year) & (audits.year >= year - 2))
    closed = np.zeros(world.n_suppliers, np.bool_)
    closed[recent.supplier] = recent.has_major == 0
    return closed


def build_figures(world: World, audits: Audits, year: int) -> Numbers:
    """Build features × suppliers from registers and from audits of the years before."""
    known = audits.find_known(year)
    n = world.n_suppliers
    n_audits = np.bincount(known.supplier, minlength=n)
    n_majors = np.bincount(known.supplier, known.has_major, minlength=n)
    base = known.has_major.mean() if known.has_major.size else 0.0
    last = np.full(n, -1)
    # Later audits overwrite earlier ones.
    last[known.supplier] = np.arange(known.supplier.size)
    is_audited = last >= 0
    last_major = np.full(n, np.nan)
    last_major[is_audited] = known.has_major[last[is_audited]]
    since = np.full(n, np.nan)
    since[is_audited] = year - known.year[last[is_audited]]
    late = np.zeros(n)
    late[is_audited] = (
        (known.has_major == 1) & ~known.is_mended & (known.year == year - 1)
    )[last[is_audited]]
    rate = (n_majors + OWN_RATE_PULL * base) / (n_audits + OWN_RATE_PULL)
    figures = {
        "signals_24_months": world.incidents[year],
        "own_major_rate": np.where(is_audited, rate, np.nan),
        "last_audit_major": last_major,
        "years_since_last_audit": np.minimum(since, LONGEST_YEARS),
        "never_audited": (~is_audited).astype(float),
        "corrective_action_overdue": np.log1p(DAYS_LATE * late),
    }
    registers = world.registers
    codes = world.rule.feature_codes
    return np.array(
        [
            figures[code] if code in figures else registers[number]
            for number, code in enumerate(codes)
        ]
    )


def build_labels(audits: Audits) -> pl.DataFrame:
    """Build what the training must know of how each audit was made."""
    return pl.DataFrame(
        {
            "auditor_code": audits.auditor.astype(str),
            "audit_type_code": np.where(audits.is_factory, "factory", "office"),
            "visit_year": audits.year,
        }
    )


def _pick(audits: Audits, chosen: NDArray[np.bool_]) -> Audits:
    return Audits(
        year=audits.year[chosen],
        supplier=audits.supplier[chosen],
        auditor=audits.auditor[chosen],
        is_factory=audits.is_factory[chosen],
        has_major=audits.has_major[chosen],
        is_mended=audits.is_mended[chosen],
        figures=audits.figures[:, chosen],
    )
