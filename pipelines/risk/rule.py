"""The rule that ranks: which facts count, how much, and how sure the experts are."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from pipelines.errors import ScoreError

INTERCEPT = "intercept"
PER_CATEGORY = "per_category"
SCALES = ("per_sd", "per_unit", PER_CATEGORY)


@dataclass(frozen=True)
class Weight:
    """What the experts think of one feature before any audit has been learned from.

    `prior_mean` and `prior_sd` are log-odds, per standard deviation or per unit.
    """

    feature_code: str
    expected_sign: int
    prior_mean: float
    prior_sd: float
    scale_code: str
    smallest_sd: float


@dataclass(frozen=True)
class Rule:
    """The model in use: one row of risk_model_in_use and all rows of risk_features.

    `weights` are the features that have a column. `category_effect`, if the experts
    allow one, is what audits may say of a category beyond its other facts.
    """

    model_code: str
    stage_code: str
    plan_size: int
    seed: int
    n_draws: int
    intercept: Weight
    weights: tuple[Weight, ...]
    category_effect: Weight | None = None

    @property
    def feature_codes(self) -> list[str]:
        """Codes in the order of the weights."""
        return [weight.feature_code for weight in self.weights]


def load_rule(con: duckdb.DuckDBPyConnection) -> Rule:
    """Load the rule from the warehouse's seeds.

    Raises:
        ScoreError: The two seeds contradict themselves; names the row to mend.
    """
    weights = [
        Weight(*row)
        for row in con.execute(
            """
            select
                feature_code, expected_sign, prior_mean, prior_sd, scale_code,
                smallest_sd
            from seeds.risk_features
            order by feature_no
            """
        ).fetchall()
    ]
    models = con.execute(
        """
        select model_code, stage_code, plan_size, seed, n_draws
        from seeds.risk_model_in_use
        """
    ).fetchall()
    if len(models) != 1:
        raise ScoreError(
            f"dbt/seeds/risk_model_in_use.csv has {len(models)} rows; write exactly "
            "one, the model that the pages show."
        )
    return build_rule(models[0], weights)


def build_rule(
    model: tuple[str, str, int, int, int], weights: Sequence[Weight]
) -> Rule:
    """Build a rule from the model in use and the rows of risk_features.

    Raises:
        ScoreError: A row contradicts itself, or one is missing or there twice.
    """
    for weight in weights:
        check_weight(weight)
    intercepts = [weight for weight in weights if weight.feature_code == INTERCEPT]
    if len(intercepts) != 1:
        raise ScoreError(
            f"dbt/seeds/risk_features.csv has {len(intercepts)} rows called "
            f"{INTERCEPT}; write exactly one, the level that all suppliers start from."
        )
    effects = [weight for weight in weights if weight.scale_code == PER_CATEGORY]
    if len(effects) > 1:
        raise ScoreError(
            f"dbt/seeds/risk_features.csv has {len(effects)} rows with scale_code "
            f"{PER_CATEGORY}; write at most one."
        )
    apart = {id(weight) for weight in (*intercepts, *effects)}
    return Rule(
        *model,
        intercept=intercepts[0],
        weights=tuple(weight for weight in weights if id(weight) not in apart),
        category_effect=effects[0] if effects else None,
    )


def check_weight(weight: Weight) -> None:
    """Check that a weight can be drawn and points the way it may.

    Raises:
        ScoreError: Says which figure of which feature is wrong.
    """
    wrong = (
        f"expected_sign is {weight.expected_sign}, write -1, 0 or 1"
        if weight.expected_sign not in {-1, 0, 1}
        else f"prior_mean {weight.prior_mean} has the sign that expected_sign forbids"
        if weight.expected_sign * weight.prior_mean < 0
        else f"prior_sd is {weight.prior_sd}, write a figure above zero"
        if not weight.prior_sd > 0
        else f"scale_code is {weight.scale_code!r}, write one of {SCALES}"
        if weight.scale_code not in SCALES
        else f"smallest_sd is {weight.smallest_sd}, write a figure above zero"
        if not weight.smallest_sd > 0
        else ""
    )
    if wrong:
        raise ScoreError(
            f"dbt/seeds/risk_features.csv, {weight.feature_code}: {wrong}."
        )
