import numpy as np
import polars as pl
import pytest

from pipelines.risk.cohort import Cohort
from pipelines.risk.explain import (
    Explanation,
    build_contributions,
    build_explanation,
    build_reasons,
)
from pipelines.risk.rule import Rule
from pipelines.risk.score import score_cohort


@pytest.fixture(scope="module")
def explanation(cohort: Cohort, rule: Rule) -> Explanation:
    return build_explanation(cohort, score_cohort(cohort, rule), rule)


def test_contributions_sum_to_the_score_minus_the_typical_score(
    cohort: Cohort, rule: Rule, explanation: Explanation
) -> None:
    linear = score_cohort(cohort, rule).linear
    summed = explanation.contributions.sum(axis=0)
    assert np.abs(summed - (linear - explanation.typical_linear)).max() < 1e-12


def test_the_long_table_loses_nothing_of_the_sum(
    cohort: Cohort, rule: Rule, explanation: Explanation
) -> None:
    keys = ["supplier_id", "category_code"]
    long = build_contributions(cohort, explanation)
    assert not long.select(*keys, "feature_code").is_duplicated().any()
    summed = cohort.rows.select(keys).join(
        long.group_by(keys).agg(pl.col("contribution").sum()),
        on=keys,
        how="left",
        maintain_order="left",
    )["contribution"]
    linear = score_cohort(cohort, rule).linear
    left = summed.fill_null(0).to_numpy() - (linear - explanation.typical_linear)
    assert np.abs(left).max() < 1e-12


def test_twenty_points_double_the_odds(
    cohort: Cohort, explanation: Explanation
) -> None:
    long = build_contributions(cohort, explanation)
    odds = np.exp(long["contribution"].to_numpy())
    assert 2 ** (long["points"].to_numpy() / 20) == pytest.approx(odds, rel=1e-6)


def test_the_typical_supplier_is_the_middle_one_of_its_category(
    cohort: Cohort, rule: Rule, explanation: Explanation
) -> None:
    scores = score_cohort(cohort, rule)
    number = rule.feature_codes.index("country_risk")
    chosen = (cohort.rows["category_code"] == "food").to_numpy() & cohort.is_eligible
    middle = np.median(scores.x[number][chosen])
    contribution = explanation.contributions[number][chosen]
    expected = 0.5 * (scores.x[number][chosen] - middle)
    assert contribution == pytest.approx(expected)


def test_reasons_are_the_largest_points_in_falling_order(
    explanation: Explanation,
) -> None:
    reasons = build_reasons(explanation)
    assert reasons.height == explanation.contributions.shape[1]
    for higher, lower in (("up_1", "up_2"), ("up_2", "up_3")):
        pair = reasons.select(f"points_{higher}", f"points_{lower}").drop_nulls()
        assert (pair[:, 0] >= pair[:, 1]).all()
    assert reasons["points_up_3"].drop_nulls().min() >= 0.5
    assert reasons["points_down_1"].drop_nulls().max() <= -0.5
    for rank in (2, 3):
        same = reasons["reason_up_1"] == reasons[f"reason_up_{rank}"]
        assert not same.fill_null(False).any()


def test_what_is_unknown_is_never_given_as_a_reason(
    explanation: Explanation,
) -> None:
    reasons = build_reasons(explanation)
    for name in ("up_1", "up_2", "up_3", "down_1"):
        for row, code in enumerate(reasons[f"reason_{name}"]):
            if code is not None:
                number = explanation.feature_codes.index(code)
                assert not explanation.is_missing[number, row]
