"""Say how each case was selected, and why.

    cases + requests -> [selection_details] -> the cases' selection columns

The ranking came in 2023, and with it a quota of random controls. Before that the
regions chose, and often nobody wrote down why.
"""

import numpy as np
import polars as pl

from pipelines.example.control_chances import score_control_chances
from pipelines.example.registers import draw_known

RANKING_FROM = 2023
#: Share of random controls among what risk or chance decided, since then and before.
RANDOM_SHARES = (0.22, 0.1)
RANKED_SHARE = 0.85
#: Of what is added to a score before the lowest are made controls.
SCORE_NOISE = 0.5
#: Share with a written motive: so much in the first year, and more every year.
MOTIVE_FIRST, MOTIVE_STEP, MOTIVE_MOST = 0.5, 0.085, 0.98
FIRST_YEAR = 2018
BLANK_METHOD_SHARES = (0.04, 0.4)
METHOD_OF_REASON = {
    "random": "random_control",
    "complaint": "signal",
    "risk": "ranking",
}


def draw_selection_details(
    rng: np.random.Generator, cases: pl.DataFrame, requests: pl.DataFrame
) -> pl.DataFrame:
    """Draw how each case was selected, and whether somebody wrote down why.

    Returns:
        The cases with `selection_method_code`, `has_selection_motive`,
        `selection_rank`, `selection_model_version` and, of random controls since the
        ranking came, `inclusion_probability`: before that nobody kept it. The reasons
        "risk" and "random" may have changed places: chance hits lower risks.
    """
    n = cases.height
    score = requests["expert_score"].gather(cases["request_ix"]).to_numpy()
    year = cases["started_on"].dt.year().to_numpy()
    is_ranked = pl.Series(rng.random(n) < RANKED_SHARE)
    blank = np.where(year >= RANKING_FROM, *BLANK_METHOD_SHARES)
    is_known = pl.Series(rng.random(n) >= blank)
    share = MOTIVE_FIRST + MOTIVE_STEP * (year - FIRST_YEAR)
    has_motive = rng.random(n) < np.clip(share, 0.2, MOTIVE_MOST)
    reasons = _find_reasons(cases, score + rng.normal(0, SCORE_NOISE, n), year)
    method = _build_method(is_ranked, pl.Series(year))
    is_by_rank = pl.col("selection_method_code") == "ranking"
    version = pl.Series(year).cast(pl.String) + "-1"
    return (
        cases.with_columns(
            selection_reason_code=reasons,
            has_selection_motive=draw_known(rng, has_motive, 0.04),
        )
        .with_columns(selection_method_code=pl.when(is_known).then(method))
        .with_columns(
            selection_rank=pl.when(is_by_rank).then(
                _find_ranks(requests).gather(cases["request_ix"])
            ),
            selection_model_version=pl.when(is_by_rank).then(version),
            inclusion_probability=pl.when(
                pl.col("selection_method_code") == "random_control",
                pl.Series(year) >= RANKING_FROM,
            ).then(_find_chances(cases, score, year)),
        )
    )


def _find_reasons(cases: pl.DataFrame, score: np.ndarray, year: np.ndarray) -> pl.Expr:
    """Let the lowest scores of each year be the random controls."""
    drawn = cases.select(
        is_choice=pl.col("selection_reason_code").is_in(["risk", "random"]),
        score=pl.Series(score),
        year=pl.Series(year),
    )
    is_random = drawn.select(
        pl.col("is_choice").fill_null(value=False)
        & (
            pl.col("score").rank("ordinal").over("year", "is_choice")
            <= (
                pl.len().over("year", "is_choice")
                * pl.when(pl.col("year") >= RANKING_FROM)
                .then(RANDOM_SHARES[0])
                .otherwise(RANDOM_SHARES[1])
            ).round()
        )
    ).to_series()
    return (
        pl.when(is_random)
        .then(pl.lit("random"))
        .when(pl.col("selection_reason_code") == "random")
        .then(pl.lit("risk"))
        .otherwise("selection_reason_code")
    )


def _find_chances(
    cases: pl.DataFrame, score: np.ndarray, year: np.ndarray
) -> pl.Series:
    """Find the chance that each case had, among its year's, of becoming a control."""
    is_choice = cases["selection_reason_code"].is_in(["risk", "random"])
    could_be = is_choice.fill_null(value=False).to_numpy()
    chances = np.full(cases.height, np.nan)
    for each in np.unique(year[year >= RANKING_FROM]):
        pool = np.flatnonzero(could_be & (year == each))
        # As many as `_find_reasons` takes: halves are rounded up.
        n_controls = int(np.floor(len(pool) * RANDOM_SHARES[0] + 0.5))
        chances[pool] = score_control_chances(score[pool], n_controls, SCORE_NOISE)
    return pl.Series(chances.round(4)).fill_nan(None)


def _build_method(is_ranked: pl.Series, year: pl.Series) -> pl.Expr:
    reason = pl.col("selection_reason_code")
    method = reason.replace_strict(METHOD_OF_REASON, default="region_choice")
    could_rank = is_ranked & (year >= RANKING_FROM)
    return (
        pl.when(reason.is_null())
        .then(None)
        .when((method == "ranking") & ~could_rank)
        .then(pl.lit("region_choice"))
        .otherwise(method)
    )


def _find_ranks(requests: pl.DataFrame) -> pl.Series:
    """Rank each year's requests by the score that the experts saw then."""
    return requests.select(
        pl.col("expert_score").rank("ordinal", descending=True).over("year_ix")
    ).to_series()
