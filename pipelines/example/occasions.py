"""Plan the trainings of each year: held, cancelled, or planned for later.

training plan -> [occasions] -> one row per occasion
"""

from datetime import timedelta

import numpy as np
import polars as pl

from pipelines.example.periods import DATA_DATE, draw_workdays, find_day, find_last_day
from pipelines.example.person_names import build_names
from pipelines.example.registers import build_numbers, draw_known
from pipelines.example.world import read_words

BLANK_THEME_SHARE = 0.06
#: A planned occasion comes some time in the weeks after the data date.
PLANNED_WITHIN = (12, 48)
#: The e-learning opens in January and stays open the whole year.
E_LEARNING_DAY = (1, 10)


def draw_occasions(rng: np.random.Generator, plan: pl.DataFrame) -> pl.DataFrame:
    """Draw a day and a theme for every training of the plan.

    Args:
        rng: The stream of the topic.
        plan: What `load_training_plan` returns.

    Returns:
        One row per occasion, in order of day.
    """
    occasions = (
        plan.select(pl.exclude("n").repeat_by("n").explode())
        .with_columns(
            turn=pl.int_range(pl.len()).over("year", "training_kind_code"),
            n_turns=pl.len().over("year", "training_kind_code"),
        )
        .pipe(_build_days, rng)
        .pipe(_build_themes)
        .sort("held_on", "training_kind_code")
    )
    years = occasions["held_on"].dt.year().to_numpy()
    lecturers = pl.Series(rng.integers(800, 899, occasions.height))
    return occasions.with_columns(
        occasion_id=build_numbers("UTB", years),
        theme_name=draw_known(rng, occasions["theme_name"], BLANK_THEME_SHARE),
        lecturer_name=build_names(lecturers)["full_name"],
    )


def _build_days(occasions: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Spread the year's trainings of one kind over the year."""
    first, last = [], []
    for row in occasions.iter_rows(named=True):
        start = find_day(row["year"], 2, 1)
        span = (find_last_day(row["year"]) - start) / row["n_turns"]
        first.append(start + span * row["turn"])
        last.append(start + span * (row["turn"] + 1))
    drawn = draw_workdays(rng, np.array(first), np.array(last))
    later = draw_workdays(
        rng,
        np.full(len(drawn), DATA_DATE + timedelta(days=PLANNED_WITHIN[0]), "M8[D]"),
        np.full(len(drawn), DATA_DATE + timedelta(days=PLANNED_WITHIN[1]), "M8[D]"),
    )
    is_planned = pl.col("occasion_state_code") == "planned"
    return occasions.with_columns(
        held_on=pl.when(is_planned)
        .then(pl.Series(later).cast(pl.Date))
        .when(pl.col("training_kind_code") == "e_learning")
        .then(pl.date("year", *E_LEARNING_DAY))
        .otherwise(pl.Series(drawn).cast(pl.Date))
    )


def _build_themes(occasions: pl.DataFrame) -> pl.DataFrame:
    """Take the themes of each kind in turn."""
    themes = read_words("training_themes").with_columns(
        place=pl.int_range(pl.len()).over("training_kind_code"),
        n_themes=pl.len().over("training_kind_code"),
    )
    n_themes = themes.select("training_kind_code", "n_themes").unique()
    return (
        occasions.join(n_themes, on="training_kind_code", maintain_order="left")
        .with_columns(
            place=pl.int_range(pl.len()).over("training_kind_code")
            % pl.col("n_themes").cast(pl.Int64)
        )
        .join(
            themes.drop("n_themes"),
            on=["training_kind_code", "place"],
            maintain_order="left",
        )
    )
