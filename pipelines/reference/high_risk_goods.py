"""Goods that a government lists as made with child or forced labour, by country."""

from pathlib import Path
from typing import Any

import polars as pl

from pipelines.reference.countries import find_country_codes
from pipelines.reference.raw_files import read_raw


def build_high_risk_goods(folder: Path, agreed: dict[str, Any]) -> pl.DataFrame:
    """Build the list of goods by country of production.

    Returns:
        One row per country and good. `has_derived_exploitation`: a raw material in
        it is listed, not its own production.
    """
    goods = agreed["dol_goods"]
    return (
        read_raw(folder, goods)
        .pipe(find_country_codes, named_in="country")
        .select(
            "country_code",
            good_name=pl.col("good").str.normalize("NFC"),
            has_child_labour=pl.col("child_labor") == "Yes",
            has_forced_labour=(pl.col("forced_labor") == "Yes")
            | (pl.col("forced_child_labor") == "Yes"),
            has_derived_exploitation=pl.col("derived_exploitation") == "Yes",
            known_on=pl.lit(goods["known_on"]),
            origin=pl.lit(goods["origin"]),
            licence=pl.lit(goods["licence"]),
        )
        .sort("country_code", "good_name")
    )
