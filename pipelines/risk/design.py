"""Turn raw figures into the columns that are weighed.

    figures, category -> [build_columns] -> x: columns × rows

One column per feature on its scale, 0 where unknown; one flag per feature that many
lack; one column per category. Scales come from the eligible suppliers of the as-of
date, and training rows of any date are measured on the same ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.risk.rule import Rule, Weight

Numbers = NDArray[np.float64]

#: A flag that (almost) everyone or no one carries can teach nothing.
MISSING_FROM, MISSING_TO = 0.05, 0.95
MISSING_SD = 0.10

FIGURE, MISSING, CATEGORY = "figure", "missing", "category"


@dataclass(frozen=True)
class Scale:
    """What one feature is measured from and counted in, in its own unit."""

    centre: float
    spread: float


@dataclass(frozen=True)
class Column:
    """One column of x: what it shows, on which scale, and what experts think of it.

    `name` is the feature's code, or that and `__missing` or `__<category>`.
    """

    name: str
    feature_code: str
    kind_code: str
    category_code: str | None
    scale: Scale
    expected_sign: int
    prior_mean: float
    prior_sd: float


@dataclass(frozen=True)
class Design:
    """The columns in order, the rule's features first, and the starting level."""

    columns: tuple[Column, ...]
    figure_codes: tuple[str, ...]
    intercept: Weight

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def prior_means(self) -> Numbers:
        """Log-odds that experts give each column."""
        return np.array([column.prior_mean for column in self.columns])

    @property
    def prior_sds(self) -> Numbers:
        """How unsure the experts are of each."""
        return np.array([column.prior_sd for column in self.columns])

    @property
    def signs(self) -> NDArray[np.int64]:
        """The only direction each may take; 0 is either."""
        return np.array([column.expected_sign for column in self.columns], np.int64)


def build_design(
    figures: Numbers,
    is_eligible: NDArray[np.bool_],
    rule: Rule,
    *,
    categories: Iterable[str] = (),
) -> Design:
    """Build the columns for a population.

    Args:
        figures: Features × rows in the rule's order, NaN where unknown.
        is_eligible: Which rows decide what is usual.
        rule: The features and what experts think of them.
        categories: All that a row may have, in the population and among the audits.
    """
    scales = [
        build_scale(feature[is_eligible], weight)
        for feature, weight in zip(figures, rule.weights, strict=True)
    ]
    shown = [
        _build_column(weight, scale)
        for weight, scale in zip(rule.weights, scales, strict=True)
    ]
    flags = [
        _build_flag(weight, share)
        for feature, weight in zip(figures, rule.weights, strict=True)
        if MISSING_FROM <= (share := _find_missing(feature[is_eligible])) <= MISSING_TO
    ]
    effect = rule.category_effect
    effects = (
        [
            _build_column(effect, Scale(0.0, 1.0), category_code=code)
            for code in sorted(set(categories))
        ]
        if effect
        else []
    )
    return Design(
        columns=(*shown, *flags, *effects),
        figure_codes=tuple(rule.feature_codes),
        intercept=rule.intercept,
    )


def build_columns(
    category_codes: pl.Series, figures: Numbers, design: Design
) -> Numbers:
    """Return columns × rows: what the weights are multiplied by."""
    number = {code: row for row, code in enumerate(design.figure_codes)}
    x = np.empty((len(design.columns), figures.shape[1]))
    for row, column in enumerate(design.columns):
        if column.kind_code == CATEGORY:
            shown = (category_codes == column.category_code).to_numpy().astype(float)
        else:
            shown = figures[number[column.feature_code]]
            if column.kind_code == MISSING:
                shown = np.isnan(shown).astype(float)
        scaled = (shown - column.scale.centre) / column.scale.spread
        x[row] = np.nan_to_num(scaled, nan=0.0)
    return x


def build_scale(figures: Numbers, weight: Weight) -> Scale:
    """Build the scale of one feature from the figures of all eligible rows.

    A feature counted per unit keeps its unit but is still measured from the average.
    """
    known = figures[~np.isnan(figures)]
    if not known.size:
        return Scale(centre=0.0, spread=weight.smallest_sd)
    centre = float(np.mean(known))
    if weight.scale_code == "per_unit":
        return Scale(centre=centre, spread=1.0)
    return Scale(centre=centre, spread=max(float(np.std(known)), weight.smallest_sd))


def _find_missing(feature: Numbers) -> float:
    return float(np.isnan(feature).mean()) if feature.size else 1.0


def _build_column(
    weight: Weight, scale: Scale, *, category_code: str | None = None
) -> Column:
    code = weight.feature_code
    return Column(
        name=f"{code}__{category_code}" if category_code else code,
        feature_code=code,
        kind_code=CATEGORY if category_code else FIGURE,
        category_code=category_code,
        scale=scale,
        expected_sign=weight.expected_sign,
        prior_mean=weight.prior_mean,
        prior_sd=weight.prior_sd,
    )


def _build_flag(weight: Weight, share: float) -> Column:
    return Column(
        name=f"{weight.feature_code}__missing",
        feature_code=weight.feature_code,
        kind_code=MISSING,
        category_code=None,
        scale=Scale(centre=share, spread=1.0),
        expected_sign=0,
        prior_mean=0.0,
        prior_sd=MISSING_SD,
    )
