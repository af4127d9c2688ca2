"""What the regions' own procurements ask for, counted from the national statistics."""

from pathlib import Path
from typing import Any

import polars as pl

from pipelines.reference.raw_files import read_raw

REQUIREMENTS = ("environmental", "social")


def build_cpv_divisions(folder: Path, agreed: dict[str, Any]) -> pl.DataFrame:
    """Build the two-digit divisions of CPV, and one for procurements without a code.

    Returns:
        One row per division: cpv_division_code, cpv_division_name_sv.
    """
    missing = agreed["cpv"]["missing"]
    divisions = (
        read_raw(folder, agreed["cpv"])
        .filter(pl.col("cpv_code").str.ends_with("000000"))
        .select(
            cpv_division_code=pl.col("cpv_code").str.head(2),
            cpv_division_name_sv="label_sv",
        )
    )
    unstated = pl.DataFrame(
        {
            "cpv_division_code": missing["code"],
            "cpv_division_name_sv": missing["label"],
        }
    )
    return pl.concat([unstated, divisions]).sort("cpv_division_code")


def build_procurement_requirements(
    folder: Path, agreed: dict[str, Any], organisation_numbers: pl.DataFrame
) -> pl.DataFrame:
    """Count the regions' procurements by what they ask for.

    Args:
        folder: Where the raw files lie.
        agreed: The entries of raw_files.yml.
        organisation_numbers: organisation_number and region_code, mistyped ones too.

    Returns:
        One row per year, region, CPV division, requirement and answer that occurs.
        A blank answer is unknown, never no.
    """
    return (
        read_raw(folder, agreed["procurements"])
        .join(organisation_numbers, on="organisation_number")
        .unpivot(
            REQUIREMENTS,
            index=["period_year", "region_code", "cpv_division", "n_procurements"],
            variable_name="requirement_code",
            value_name="answer",
        )
        .group_by(
            pl.col("period_year").cast(pl.Int64),
            "region_code",
            pl.col("cpv_division").str.head(2).alias("cpv_division_code"),
            "requirement_code",
            _name_answer().alias("answer_code"),
        )
        .agg(pl.col("n_procurements").cast(pl.Int64).sum())
        .sort(pl.exclude("n_procurements"))
    )


def _name_answer() -> pl.Expr:
    # Excel's own booleans come as TRUE, text as True, numbers as 1.
    text = pl.col("answer").str.strip_chars().str.to_lowercase()
    return (
        pl.when(text.is_in(["true", "1"]))
        .then(pl.lit("yes"))
        .when(text.is_in(["false", "0"]))
        .then(pl.lit("no"))
        .otherwise(pl.lit("unknown"))
    )
