"""The suppliers to rank, with what was known about them on the as-of date."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.errors import ScoreError
from pipelines.risk.rule import Rule

KEYS = ("supplier_id", "category_code")

#: What is at stake belongs to the value of a visit, never to the probability.
STAKES = ("severity_score", "exposure_score")

#: For baselines and for the table of groups; never weighed by a model.
BESIDE: dict[str, pl.DataType] = {
    "annual_value_sek": pl.Float64(),
    "corporate_group_id": pl.String(),
    "size_class_code": pl.String(),
    "country_band_code": pl.String(),
}

DECIMALS = 9

TABLE = "marts.fct_supplier_features"


@dataclass(frozen=True)
class Cohort:
    """One row per supplier and category, in the order of their keys.

    `rows` has the keys, `is_eligible`, the stakes and what is beside the features.
    `figures` is features × rows, each in its own unit, NaN where nothing was known.
    """

    as_of_on: date
    rows: pl.DataFrame
    figures: NDArray[np.float64]

    @property
    def is_eligible(self) -> NDArray[np.bool_]:
        """Which rows may be chosen. Only these decide what is usual."""
        return self.rows["is_eligible"].to_numpy()


def build_cohort(frame: pl.DataFrame, rule: Rule, *, as_of_on: date) -> Cohort:
    """Build the cohort from a frame of features.

    Args:
        frame: One row per supplier and category in any order: the keys, `is_eligible`,
            the stakes and one column per feature, null where unknown.
        rule: Says which columns are features.
        as_of_on: The day on which all of it was known.

    Raises:
        ScoreError: A column is missing, or a row has no stake.
    """
    check_columns(frame.columns, rule)
    if "is_eligible" not in frame.columns:
        frame = frame.with_columns(is_eligible=pl.lit(True))
    check_filled(frame)
    beside = [
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in BESIDE.items()
    ]
    # A database adds in whatever order its threads finish. Rounding keeps that from
    # changing the last bit, and so the run id, of the same data built twice.
    ordered = frame.sort(KEYS).with_columns(
        pl.col(*STAKES, *rule.feature_codes).cast(pl.Float64).round(DECIMALS)
    )
    return Cohort(
        as_of_on=as_of_on,
        rows=ordered.select(*KEYS, "is_eligible", *STAKES, *beside),
        figures=build_figures(ordered, rule),
    )


def build_figures(frame: pl.DataFrame, rule: Rule) -> NDArray[np.float64]:
    """Return features × rows in the rule's order, NaN where unknown."""
    figures = frame.select(
        pl.col(rule.feature_codes).cast(pl.Float64).round(DECIMALS).fill_null(np.nan)
    )
    return figures.to_numpy(order="fortran").T


def check_columns(found: list[str], rule: Rule) -> None:
    """Check that everything the rule needs has been built.

    Raises:
        ScoreError: Names what is missing.
    """
    missing = sorted({*KEYS, *STAKES, *rule.feature_codes} - set(found))
    if missing:
        raise ScoreError(
            f"{TABLE} has no columns {missing}. Add them to the model, or remove the "
            "features from dbt/seeds/risk_features.csv."
        )


def check_filled(frame: pl.DataFrame) -> None:
    """Check that every row can be placed on the list.

    Raises:
        ScoreError: Names the columns with gaps. Features may have gaps, these not.
    """
    required = frame.select(*KEYS, "is_eligible", *STAKES)
    gaps = [column.name for column in required if column.null_count()]
    if gaps:
        raise ScoreError(
            f"{TABLE} has rows without {gaps}. Give them a stated default in the "
            "model; a supplier must not leave the list because a figure is missing."
        )
