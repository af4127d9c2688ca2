"""The estimates of the review page, made again without the warehouse's SQL."""

from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
import pytest
from scipy.stats import binomtest, norm

from pipelines.example.control_chances import score_control_chances
from tests.integration.dbt_builds import (
    find_failures,
    read_rows,
    run_dbt,
    write_warehouse,
)

N_SUPPLIERS, N_LOTTERIES, SEED = 60, 1500, 20260101
Z = norm.ppf(0.975)


@pytest.fixture(scope="module")
def population() -> pl.DataFrame:
    """Suppliers with a known outcome, and lots that fall on the likely ones more."""
    rng = np.random.default_rng(SEED)
    chance = rng.uniform(0.1, 0.5, N_SUPPLIERS)
    return pl.DataFrame(
        {
            "supplier_id": [f"S{at:03}" for at in range(N_SUPPLIERS)],
            "inclusion_probability": chance,
            "has_major_finding": rng.random(N_SUPPLIERS) < 2 * (chance - 0.1),
        }
    )


@pytest.fixture(scope="module")
def lotteries(population: pl.DataFrame) -> pl.DataFrame:
    """Many lotteries over the same suppliers, each as a year of its own."""
    rng = np.random.default_rng(SEED + 1)
    chance = population["inclusion_probability"].to_numpy()
    is_drawn = rng.random((N_LOTTERIES, N_SUPPLIERS)) < chance
    year, supplier = np.nonzero(is_drawn)
    return population[supplier].with_columns(
        arm_code=pl.lit("lottery"),
        draw_id=pl.Series([f"D{at}" for at in range(len(year))]),
        selection_year=pl.Series(year, dtype=pl.Int32),
        is_audited=pl.lit(value=True),
    )


@pytest.fixture(scope="module")
def estimated(
    lotteries: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory
) -> pl.DataFrame:
    """What the real SQL makes of them, one row per lottery."""
    home = tmp_path_factory.mktemp("lotteries")
    warehouse = write_warehouse(home, exports=None, as_of=date(2025, 10, 31))
    with duckdb.connect(str(warehouse)) as con:
        con.execute("create schema if not exists intermediate")
        con.register("drawn", lotteries)
        con.execute("create table intermediate.int_lots_drawn as from drawn")
    results = run_dbt(warehouse, "build", "--select", "rpt_selection_random_arm")
    assert not find_failures(results)
    columns = (
        *("window_code", "n_weighed", "n_hits", "estimated_population"),
        *("estimated_hits", "n_effective", "estimated_pct"),
        *("estimated_low_pct", "estimated_high_pct"),
    )
    rows = read_rows(
        warehouse,
        f"select {', '.join(columns)} from marts.rpt_selection_random_arm",
    )
    found = pl.DataFrame(rows, schema=list(columns), orient="row")
    return found.filter(pl.col("window_code") != "all")


def find_score_limits(share: float, n: float) -> tuple[float, float]:
    """Find the shares that lie 1.96 standard errors of their own from this one."""
    low, high = sorted(np.roots([n + Z**2, -(2 * n * share + Z**2), n * share**2]).real)
    return max(low, 0.0), min(high, 1.0)


def test_over_many_lotteries_the_estimate_is_right_on_average(
    estimated: pl.DataFrame, population: pl.DataFrame
) -> None:
    for column, truth in (
        ("estimated_hits", population["has_major_finding"].sum()),
        ("estimated_population", N_SUPPLIERS),
    ):
        made = estimated[column].to_numpy().astype(float)
        standard_error = made.std(ddof=1) / np.sqrt(len(made))
        assert abs(made.mean() - truth) < 3 * standard_error, column


def test_the_plain_share_of_hits_would_have_been_wrong(
    estimated: pl.DataFrame, population: pl.DataFrame
) -> None:
    """Lots fell on the risky more often: counting them alike says too much."""
    truth = 100 * population["has_major_finding"].mean()
    plain = 100 * estimated["n_hits"].sum() / estimated["n_weighed"].sum()
    weighed = estimated["estimated_pct"].mean()
    assert abs(weighed - truth) < 1
    assert plain - truth > 2


def test_the_interval_holds_the_truth_about_as_often_as_it_says(
    estimated: pl.DataFrame, population: pl.DataFrame
) -> None:
    truth = 100 * population["has_major_finding"].mean()
    held = estimated.select(
        (pl.col("estimated_low_pct") <= truth) & (pl.col("estimated_high_pct") >= truth)
    ).to_series()
    assert 0.93 <= held.mean() <= 1.0


def test_each_lottery_made_again_is_the_same(
    estimated: pl.DataFrame, lotteries: pl.DataFrame
) -> None:
    weight = 1 / pl.col("inclusion_probability")
    again = (
        lotteries.group_by(window_code=pl.col("selection_year").cast(pl.String))
        .agg(
            hits=weight.filter("has_major_finding").sum(),
            people=weight.sum(),
            squares=(weight**2).sum(),
        )
        .with_columns(
            share=pl.col("hits") / pl.col("people"),
            n=pl.col("people") ** 2 / pl.col("squares"),
        )
        .join(estimated, on="window_code", validate="1:1")
    )
    assert again.height == estimated.height == N_LOTTERIES
    ends = [find_score_limits(*row) for row in again.select("share", "n").iter_rows()]
    low, high = (np.array(side) for side in zip(*ends, strict=True))
    for made, found in (
        (again["hits"], again["estimated_hits"]),
        (again["n"], again["n_effective"]),
        (100 * low, again["estimated_low_pct"]),
        (100 * high, again["estimated_high_pct"]),
    ):
        np.testing.assert_allclose(
            np.asarray(made, dtype=float),
            found.to_numpy().astype(float),
            rtol=1e-3,
            atol=1e-9,
        )


def test_intervals_of_hits_and_of_the_ratio_are_the_textbooks(
    built_warehouse: Path,
) -> None:
    hits = read_rows(
        built_warehouse,
        """
        select n_hits, n_judged, hit_low_pct, hit_high_pct
        from marts.rpt_selection_hits
        where n_judged > 0
        """,
    )
    assert len(hits) > 20
    for n_hits, n_judged, low, high in hits:
        expected = binomtest(n_hits, n_judged).proportion_ci(method="wilson")
        assert (low / 100, high / 100) == pytest.approx(tuple(expected), abs=1e-4)
    lifts = read_rows(
        built_warehouse,
        """
        select
            n_ranked_hits, n_ranked, n_random_hits, n_random,
            lift_low_ratio, lift_high_ratio
        from marts.rpt_selection_lift
        where lift_low_ratio is not null
        """,
    )
    assert lifts
    for *counts, low, high in lifts:
        a, n, b, m = (each + 0.5 for each in counts)
        width = Z * np.sqrt(1 / a - 1 / n + 1 / b - 1 / m)
        middle = np.log(a / n) - np.log(b / m)
        expected = np.exp([middle - width, middle + width])
        assert (low, high) == pytest.approx(tuple(expected), rel=1e-3)


def test_the_examples_chances_are_those_of_its_own_draw() -> None:
    """Worked out, they are what many draws of the same kind come to."""
    rng = np.random.default_rng(SEED)
    score = rng.normal(0, 1.2, 14)
    chances = score_control_chances(score, 3, 0.5)
    noisy = score + rng.normal(0, 0.5, (100_000, 14))
    is_control = noisy.argsort(axis=1).argsort(axis=1) < 3
    assert chances.sum() == pytest.approx(3)
    np.testing.assert_allclose(chances, is_control.mean(axis=0), atol=0.006)
    assert score_control_chances(score, 0, 0.5).sum() == 0
    assert score_control_chances(score, 20, 0.5).tolist() == [1.0] * 14
