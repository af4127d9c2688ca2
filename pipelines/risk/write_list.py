"""Write a model run's list as a file for people: one row per supplier and category."""

from pathlib import Path

import polars as pl

from pipelines.risk.write_run import read_run

REASONS = ("reason_up_1", "reason_up_2", "reason_up_3", "reason_down_1")
#: A spreadsheet would run a cell that begins like this.
RUNNABLE = ("=", "+", "-", "@", "\t", "\r")


def write_list(run_folder: Path, words: pl.DataFrame, out: Path) -> int:
    """Write the list of a model run as CSV, the first on the list first.

    Args:
        run_folder: The run.
        words: One row per feature: feature_code, reason_up and reason_down.
        out: Where to write; replaced whole.

    Returns:
        The number of rows. Those that may not be chosen come last, without a rank.
    """
    read_run(run_folder)
    scores = pl.read_parquet(run_folder / "scores.parquet").sort(
        ["is_eligible", "value_score", "supplier_id", "category_code"],
        descending=[True, True, False, False],
    )
    spoken = {
        side: dict(words.select("feature_code", f"reason_{side}").iter_rows())
        for side in ("up", "down")
    }
    listed = scores.select(
        "supplier_id",
        pl.col("category_code").alias("category"),
        "probability",
        pl.col("band_code").alias("band"),
        pl.col("value_score").alias("value"),
        pl.when("is_eligible")
        .then(pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
        .alias("rank"),
        *(
            pl.col(reason).replace_strict(
                spoken["up" if "_up_" in reason else "down"],
                default=None,
                return_dtype=pl.String,
            )
            for reason in REASONS
        ),
    ).with_columns(
        pl.when(pl.col(pl.String).str.slice(0, 1).is_in(RUNNABLE))
        .then(pl.lit("'") + pl.col(pl.String))
        .otherwise(pl.col(pl.String))
        .name.keep()
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_name(f".{out.name}.unfinished")
    listed.write_csv(unfinished)
    unfinished.replace(out)
    return listed.height
