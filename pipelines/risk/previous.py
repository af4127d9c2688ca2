"""The list that is published now, and what it would be had only the facts changed."""

from pathlib import Path
from typing import Any

import polars as pl

from pipelines.errors import ScoreError
from pipelines.risk.coefficients import build_moved, read_coefficients
from pipelines.risk.cohort import Cohort
from pipelines.risk.design import build_columns
from pipelines.risk.lists import find_top
from pipelines.risk.monitor import Lists
from pipelines.risk.rule import Rule
from pipelines.risk.score import score_stake
from pipelines.risk.train import Trained, score_linear, score_probability
from pipelines.risk.write_run import COEFFICIENTS, read_models, read_run


def build_lists_before(
    previous: Path | None,
    today: Cohort,
    rule: Rule,
    published: Trained,
    *,
    model_code: str,
) -> Lists:
    """Build the list of today beside those of the run that is published now.

    Args:
        previous: That run; None when there is none.
        today: The suppliers of today.
        rule: Says how long the list is.
        published: The model that is to be published.
        model_code: Its name. When another was published the change has been told,
            and nothing is compared by weights.
    """
    now = _find_list(today, published, rule)
    if previous is None or read_previous(previous) is None:
        return Lists(now=now)
    found = read_models(previous)
    before = _read_list(previous, rule)
    if found["published_code"] != model_code:
        return Lists(now=now, before=before)
    trained = read_coefficients(found["models"][model_code])
    moved = build_moved(trained, published.design)
    return Lists(
        now=now, before=before, by_weights_before=_find_list(today, moved, rule)
    )


def read_previous(previous: Path | None) -> dict[str, Any] | None:
    """Read how the run that is published now was made.

    Returns:
        None when there is none, when it has been changed, or when it is of a version
        that kept no weights: then there is nothing to compare with.
    """
    if previous is None:
        return None
    try:
        config = read_run(previous)
    except ScoreError:
        return None
    return config if COEFFICIENTS in config["sha256"] else None


def _find_list(today: Cohort, model: Trained, rule: Rule) -> list[str]:
    x = build_columns(today.rows["category_code"], today.figures, model.design)
    probability = score_probability(score_linear(x, model), model)
    return find_top(today, probability * score_stake(today), rule.plan_size)


def _read_list(previous: Path, rule: Rule) -> list[str]:
    return (
        pl.read_parquet(previous / "scores.parquet")
        .filter("is_eligible")
        .group_by("supplier_id")
        .agg(pl.col("value_score").max())
        .sort(["value_score", "supplier_id"], descending=[True, False])
        .head(rule.plan_size)["supplier_id"]
        .to_list()
    )
