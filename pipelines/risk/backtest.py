"""Rank on days in the past with what was known then, and see what audits found after.

each window: [contenders] -> orders -> audits of the next year -> Judged
                          -> lists -> who stays, who was ever audited
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.risk.contenders import Contenders, Known, build_known, score_contenders
from pipelines.risk.evaluate import Judged
from pipelines.risk.history import History
from pipelines.risk.labels import find_judging
from pipelines.risk.lists import build_shadow_lists
from pipelines.risk.prior_width import Window as WidthWindow
from pipelines.risk.prior_width import find_prior_width
from pipelines.risk.refits import MANY_LABELS, score_refit_overlaps
from pipelines.risk.rule import Rule
from pipelines.risk.run_tables import SHADOW_LISTS, WINDOWS
from pipelines.risk.score import score_stake
from pipelines.risk.stages import ANCHORED_TUNED, CHALLENGER_ALLOWED
from pipelines.risk.time_splits import Window

#: A prior is felt among hundreds of audits; the width is not sought among thousands.
MOST_TO_TUNE_ON = 2000
#: Refits are the dear part; what they show changes little from half-year to half-year.
N_WINDOWS_REFITTED = 3


@dataclass(frozen=True)
class Tried:
    """One window: who was ranked how, and the audits that judge it, as row numbers."""

    window: Window
    known: Known
    contenders: Contenders
    judging: pl.DataFrame
    rows: NDArray[np.intp]
    width_window: WidthWindow


@dataclass(frozen=True)
class Backtest:
    """All windows together; `judged` is None when no audit judges anything.

    `overlaps` has one row per window, model and metric of the lists.
    """

    judged: Judged | None
    windows: pl.DataFrame
    shadow_lists: pl.DataFrame
    overlaps: pl.DataFrame
    width_windows: tuple[WidthWindow, ...]


def run_backtest(history: History, rule: Rule) -> Backtest:
    """Try every window that counts, oldest first."""
    tried: list[Tried] = []
    for window in history.counted:
        over = [one for one in tried if one.window.ends_on <= window.as_of_on]
        tried.append(_try_window(window, history, rule, over))
    lists = _build_lists(tried, rule)
    return Backtest(
        judged=_build_judged(tried),
        windows=_build_windows(history, tried),
        shadow_lists=lists,
        overlaps=pl.concat(
            [
                _find_labelled(tried, lists),
                _find_kept(tried, lists),
                score_refit_overlaps(
                    {one.window.as_of_on: one.known for one in _find_refitted(tried)},
                    rule,
                ),
            ]
        ),
        width_windows=tuple(one.width_window for one in tried),
    )


def find_width(stage_code: str, windows: Iterable[WidthWindow]) -> float:
    """Find how firmly to hold the experts' weights; as they say with few audits."""
    if stage_code not in {ANCHORED_TUNED, CHALLENGER_ALLOWED}:
        return 1.0
    return find_prior_width(tuple(windows))


def _try_window(
    window: Window, history: History, rule: Rule, over: list[Tried]
) -> Tried:
    cohort = history.earlier[window.as_of_on]
    known = build_known(history, cohort, rule)
    width = find_width(known.stage_code, [one.width_window for one in over])
    contenders = score_contenders(known, history, rule, prior_width=width)
    judging = find_judging(
        history.labels,
        after=window.as_of_on,
        until=window.ends_on,
        today=history.today.as_of_on,
    ).filter(pl.col("has_major_finding").is_not_null())
    # An audit judges the row of its own category; one without a contract on the day
    # could not have been ranked.
    found = judging.join(
        cohort.rows.select("supplier_id", "category_code").with_row_index("row"),
        on=["supplier_id", "category_code"],
        how="inner",
        maintain_order="left",
    )
    rows = found["row"].to_numpy().astype(np.intp)
    return Tried(
        window=window,
        known=known,
        contenders=contenders,
        judging=found.drop("row"),
        rows=rows,
        width_window=_build_width_window(known, found, contenders.x[:, rows]),
    )


def _build_width_window(
    known: Known, found: pl.DataFrame, later_x: NDArray[np.float64]
) -> WidthWindow:
    newest = np.argsort(known.labels["known_on"].to_numpy(), kind="stable")
    part = known.find_part(np.sort(newest[-MOST_TO_TUNE_ON:]))
    return WidthWindow(
        design=part.design,
        x=part.x,
        has_major=part.has_major,
        labels=part.labels,
        later_x=later_x,
        later_has_major=found["has_major_finding"].to_numpy().astype(np.int64),
    )


def _build_judged(tried: list[Tried]) -> Judged | None:
    with_audits = [one for one in tried if one.rows.size]
    if not with_audits:
        return None
    rows = [
        one.judging.select(
            pl.lit(one.window.as_of_on).alias("as_of_on"),
            "audit_id",
            "supplier_id",
            "category_code",
            pl.coalesce("corporate_group_id", "supplier_id").alias(
                "corporate_group_id"
            ),
            "auditor_code",
            "audit_type_code",
            pl.col("has_major_finding").alias("is_major"),
        )
        for one in with_audits
    ]
    first = with_audits[0].contenders
    return Judged(
        rows=pl.concat(rows),
        scores={
            code: np.concatenate(
                [one.contenders.scores[code][one.rows] for one in with_audits]
            )
            for code in first.scores
        },
        probabilities={
            code: np.concatenate(
                [one.contenders.probabilities[code][one.rows] for one in with_audits]
            )
            for code in first.probabilities
        },
    )


def _build_windows(history: History, tried: list[Tried]) -> pl.DataFrame:
    known = {one.window.as_of_on: one.known for one in tried}
    rows = [
        {
            "as_of_on": window.as_of_on,
            "ends_on": window.ends_on,
            "n_visited": window.n_visited,
            "n_approved": window.n_approved,
            "n_labels": known[window.as_of_on].has_major.size
            if window.as_of_on in known
            else None,
            "stage_code": known[window.as_of_on].stage_code
            if window.as_of_on in known
            else None,
            "is_counted": window.as_of_on in known,
        }
        for window in history.windows
    ]
    return pl.DataFrame(rows, schema=WINDOWS)


def _build_lists(tried: list[Tried], rule: Rule) -> pl.DataFrame:
    lists = [
        build_shadow_lists(
            one.known.cohort,
            build_list_orders(one.contenders, score_stake(one.known.cohort)),
            rule.plan_size,
            seed=rule.seed,
        )
        for one in tried
    ]
    return pl.concat([pl.DataFrame(schema=SHADOW_LISTS), *lists])


def build_list_orders(
    contenders: Contenders, stake: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    """Find what orders each list: models by value, rules by their own figure."""
    models = {
        code: probability * stake
        for code, probability in contenders.probabilities.items()
    }
    return contenders.scores | models


def _find_labelled(tried: list[Tried], lists: pl.DataFrame) -> pl.DataFrame:
    """Find what share of each list was audited within its year."""
    audited = pl.concat(
        [
            pl.DataFrame(schema={"as_of_on": pl.Date, "supplier_id": pl.String}),
            *(
                one.judging.select(
                    pl.lit(one.window.as_of_on).alias("as_of_on"), "supplier_id"
                ).unique()
                for one in tried
            ),
        ]
    ).with_columns(is_there=pl.lit(True))
    return _find_share(lists, audited, ["as_of_on", "supplier_id"], "labelled_share")


def _find_kept(tried: list[Tried], lists: pl.DataFrame) -> pl.DataFrame:
    """Find what share of each list stood on the list of the year before."""
    days = {one.window.as_of_on for one in tried}
    earlier = {day: _find_year_before(day, days) for day in days}
    compared = [day for day, before in earlier.items() if before]
    followed = lists.with_columns(
        pl.col("as_of_on").replace_strict(
            {before: day for day, before in earlier.items() if before},
            default=None,
            return_dtype=pl.Date,
        ),
        is_there=pl.lit(True),
    ).select("as_of_on", "model_code", "supplier_id", "is_there")
    return _find_share(
        lists.filter(pl.col("as_of_on").is_in(compared)),
        followed,
        ["as_of_on", "model_code", "supplier_id"],
        "plan_overlap",
    )


def _find_refitted(tried: list[Tried]) -> list[Tried]:
    newest = tried[-N_WINDOWS_REFITTED:]
    is_many = newest and newest[-1].known.has_major.size >= MANY_LABELS
    return newest[-1:] if is_many else newest


def _find_year_before(day: date, days: set[date]) -> date | None:
    before = [one for one in days if timedelta(360) <= day - one <= timedelta(370)]
    return before[0] if before else None


def _find_share(
    lists: pl.DataFrame, there: pl.DataFrame, keys: list[str], metric: str
) -> pl.DataFrame:
    return (
        lists.join(there, on=keys, how="left")
        .group_by("as_of_on", "model_code")
        .agg(pl.col("is_there").is_not_null().mean().alias("measured"))
        .with_columns(metric_code=pl.lit(metric))
        .select("as_of_on", "model_code", "metric_code", "measured")
        .sort("as_of_on", "model_code")
    )
