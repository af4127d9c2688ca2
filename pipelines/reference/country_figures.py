"""Put the published country figures of four sources into one long table.

The figures keep each publisher's own scale. How they become one index is decided in
SQL, where it can be read beside the list it moves.
"""

from pathlib import Path
from typing import Any

import polars as pl

from pipelines.reference.countries import check_known, find_country_codes
from pipelines.reference.raw_files import read_raw

FIRST_YEAR = 2016

COLUMNS = (
    "country_code",
    "figure_year",
    "source_code",
    "indicator_code",
    "figure",
    "is_high_good",
    "known_on",
    "origin",
    "licence",
)


def build_country_figures(
    folder: Path, agreed: dict[str, Any], countries: pl.DataFrame
) -> pl.DataFrame:
    """Build all country figures from 2016 on.

    Returns:
        One row per country, year and indicator, on the publisher's own scale.
        `known_on` is an assumption, late rather than early; see raw_files.yml.
    """
    wgi = _read_wgi(folder, agreed["wgi"])
    vdem = _read_vdem(folder, agreed["vdem"])
    sdg = _read_sdg(folder, agreed["sdg_8_8_2"], agreed["area_names"])
    dol = _read_dol(folder, agreed["dol_advancement"])
    figures = (
        pl.concat([wgi, vdem, sdg, dol])
        .filter(pl.col("figure").is_not_null(), pl.col("figure_year") >= FIRST_YEAR)
        .select(COLUMNS)
        .sort("source_code", "country_code", "indicator_code", "figure_year")
    )
    known = countries.select("country_code", known="country_code")
    check_known(
        figures.join(known, on="country_code", how="left"),
        of="known",
        shown="country_code",
    )
    return figures


def _read_wgi(folder: Path, agreed: dict[str, Any]) -> pl.DataFrame:
    named = read_raw(folder, agreed).select(
        raw_code="Code",
        figure_year=pl.col("Year").cast(pl.Int64),
        indicator_code=pl.col("Indicator").replace_strict(agreed["indicators"]),
        figure=pl.col("Estimate").cast(pl.Float64, strict=False).round(2),
    )
    return _tell_origin(_use_iso(named, agreed), "wgi", agreed, is_high_good=True)


def _read_vdem(folder: Path, agreed: dict[str, Any]) -> pl.DataFrame:
    long = (
        read_raw(folder, agreed)
        .unpivot(
            list(agreed["indicators"]),
            index=["country_text_id", "year"],
            variable_name="indicator",
        )
        .select(
            raw_code="country_text_id",
            figure_year=pl.col("year").cast(pl.Int64),
            indicator_code=pl.col("indicator").replace_strict(agreed["indicators"]),
            figure=pl.col("value").cast(pl.Float64, strict=False).round(3),
        )
    )
    # All six run from 0 (worst) to 1 (best), corruption too: the raw file turned it.
    return _tell_origin(_use_iso(long, agreed), "vdem", agreed, is_high_good=True)


def _read_sdg(
    folder: Path, agreed: dict[str, Any], area_names: dict[str, Any]
) -> pl.DataFrame:
    groups = [str(area) for area in agreed["left_out"]]
    named = (
        read_raw(folder, agreed)
        .filter(~pl.col("geo_area").is_in(groups))
        .join(read_raw(folder, area_names), on="geo_area", how="left")
        .pipe(find_country_codes, named_in="name")
        .select(
            "country_code",
            figure_year=pl.col("year").cast(pl.Int64),
            indicator_code=pl.lit(agreed["indicator"]),
            figure=pl.col("sl_lbr_ntlcpl").cast(pl.Float64, strict=False).round(2),
        )
    )
    return _tell_origin(named, "sdg_8_8_2", agreed, is_high_good=False)


def _read_dol(folder: Path, agreed: dict[str, Any]) -> pl.DataFrame:
    level = pl.col("advancement_level").str.extract(r"^(\w+ \w+)")
    named = (
        read_raw(folder, agreed)
        .filter(level.is_not_null(), ~level.is_in(agreed["not_assessed"]))
        .pipe(find_country_codes, named_in="country")
        .select(
            "country_code",
            figure_year=pl.lit(agreed["figure_year"], pl.Int64),
            indicator_code=pl.lit(agreed["indicator"]),
            figure=level.replace_strict(agreed["levels"], return_dtype=pl.Float64),
        )
    )
    return _tell_origin(named, "dol_advancement", agreed, is_high_good=True)


def _use_iso(rows: pl.DataFrame, agreed: dict[str, Any]) -> pl.DataFrame:
    return rows.filter(~pl.col("raw_code").is_in(agreed["left_out"])).select(
        pl.exclude("raw_code"),
        country_code=pl.col("raw_code").replace(agreed["country_codes"]),
    )


def _tell_origin(
    rows: pl.DataFrame, source_code: str, agreed: dict[str, Any], *, is_high_good: bool
) -> pl.DataFrame:
    after = agreed["known_after"]
    return rows.select(
        "country_code",
        "figure_year",
        "indicator_code",
        "figure",
        source_code=pl.lit(source_code),
        is_high_good=pl.lit(is_high_good),
        known_on=pl.date(
            pl.col("figure_year") + after["years"], after["month"], after["day"]
        ),
        origin=pl.lit(agreed["origin"]),
        licence=pl.lit(agreed["licence"]),
    )
