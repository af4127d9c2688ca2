"""A made-up programme with many audits, whose risk follows the experts' features."""

from datetime import date, timedelta

import duckdb
import numpy as np
import polars as pl

from pipelines.risk.cohort import build_cohort
from pipelines.risk.groups import MEMBERS, REASONS
from pipelines.risk.history import History, build_history
from pipelines.risk.labels import build_labels
from pipelines.risk.model_in_use import InUse, load_names
from pipelines.risk.rule import Rule
from pipelines.risk.run_score import Inputs
from pipelines.risk.time_splits import find_counted, find_windows
from tests.risk.conftest import AS_OF, CATEGORIES, write_seeds

N_SUPPLIERS = 150
HALF_YEARS = [date(year, month, 1) for year in range(2022, 2026) for month in (1, 7)]


def build_features(
    rule: Rule, rng: np.random.Generator, numbers: np.ndarray, days: list[date]
) -> pl.DataFrame:
    """Features of suppliers by number, each as of a day of its own."""
    rows = {
        "supplier_id": [f"4{number:09}" for number in numbers],
        "category_code": [CATEGORIES[number % 4] for number in numbers],
        "as_of_on": days,
        "is_eligible": True,
        "severity_score": 0.75,
        "exposure_score": 1 + (numbers % 10) / 10,
        "annual_value_sek": 1e5 * (1 + numbers % 7),
        "corporate_group_id": [f"G{number // 2}" for number in numbers],
        "size_class_code": ["small" if number % 2 else "large" for number in numbers],
    }
    for place, weight in enumerate(rule.weights):
        # A supplier is much the same from year to year.
        lasting = np.random.default_rng(place).normal(size=N_SUPPLIERS)[numbers]
        rows[weight.feature_code] = weight.smallest_sd * (
            lasting + 0.2 * rng.normal(size=numbers.size)
        )
    return pl.DataFrame(rows)


def build_programme(
    rule: Rule, *, n_audits: int = 400, seed: int = 1, turned: bool = False
) -> History:
    """Four years of audits.

    Args:
        rule: The features.
        n_audits: In all.
        seed: Same seed, same programme.
        turned: What the experts call risky is safe, and the other way round.
    """
    rng = np.random.default_rng(seed)
    numbers = rng.integers(0, N_SUPPLIERS, n_audits)
    visits = [
        date(2021, 1, 1) + timedelta(days=int(day))
        for day in rng.integers(0, 1700, n_audits)
    ]
    decided = [day - timedelta(days=1) for day in visits]
    audited = build_features(rule, rng, numbers, decided)
    logit = np.zeros(n_audits)
    for weight in rule.weights:
        figures = audited[weight.feature_code].to_numpy() / weight.smallest_sd
        logit += np.clip(weight.prior_mean, -0.5, 0.5) * figures
    logit = np.where(turned, -logit, logit)
    labels = pl.DataFrame(
        {
            "audit_id": [f"A{number:05}" for number in range(n_audits)],
            "supplier_id": audited["supplier_id"],
            "category_code": audited["category_code"],
            "as_of_on": audited["as_of_on"],
            "visited_on": visits,
            "known_on": [day + timedelta(days=30) for day in visits],
            "has_major_finding": rng.random(n_audits) < 1 / (1 + np.exp(0.7 - logit)),
            "audit_type_code": rng.choice(["office", "factory"], n_audits),
            "auditor_code": rng.choice(["X1", "X2", "X3"], n_audits),
            "trigger_code": "planned",
            "is_re_audit": False,
            "visit_year": [day.year for day in visits],
            "corporate_group_id": audited["corporate_group_id"],
        }
    )
    return build_past(rule, rng, build_labels(labels), audited)


def build_past(
    rule: Rule, rng: np.random.Generator, labels: pl.DataFrame, audited: pl.DataFrame
) -> History:
    """Put suppliers of today and of every window beside the audits."""
    everyone = np.arange(N_SUPPLIERS)

    def build(day: date) -> pl.DataFrame:
        return build_features(rule, rng, everyone, [day] * N_SUPPLIERS)

    windows = find_windows(labels, HALF_YEARS, today=AS_OF)
    return build_history(
        today=build_cohort(build(AS_OF), rule, as_of_on=AS_OF),
        labels=labels,
        audited=audited,
        windows=windows,
        earlier={
            window.as_of_on: build_cohort(
                build(window.as_of_on), rule, as_of_on=window.as_of_on
            )
            for window in find_counted(windows)
        },
        rule=rule,
    )


def build_inputs(
    history: History, rule: Rule, *, model_code: str = "anchored"
) -> Inputs:
    """Everything a run is made from, with nothing known of groups."""
    with duckdb.connect() as con:
        write_seeds(con)
        names = load_names(con)
    return Inputs(
        rule=rule,
        in_use=InUse(model_code, AS_OF, "somebody", "note", "note"),
        history=history,
        members=pl.DataFrame(schema=MEMBERS),
        reasons=pl.DataFrame(schema=REASONS),
        names=names,
    )
