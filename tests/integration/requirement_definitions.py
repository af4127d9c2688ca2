"""The KPIs on harmonised requirements, as kpis.csv defines them."""

import polars as pl

from tests.integration.exports_read_by_hand import Exports
from tests.integration.kpis_recounted import Definition, Period, count


def find_new_contracts(exports: Exports, period: Period) -> pl.DataFrame:
    adopted = (
        exports.read("environmental_requirements")
        .group_by("product_code", "theme_code")
        .agg(pl.col("adopted_on").min())
    )
    lines = exports.read("contract_register").filter(period.has("starts_on"))
    return lines.join(adopted, on="product_code").filter(
        pl.col("adopted_on") < pl.col("advertised_on")
    )


def answer_by_contract(lines: pl.DataFrame) -> pl.DataFrame:
    said = pl.col("common_environmental_requirements_code")
    return lines.group_by("contract_number", "region_code").agg(
        carries=(said == "yes").fill_null(value=False).all()
    )


def answer_by_region(lines: pl.DataFrame) -> pl.DataFrame:
    by_region = answer_by_contract(lines).group_by("region_code")
    return by_region.agg(pl.col("carries").all())


def find_new_prioritised(exports: Exports, period: Period) -> pl.DataFrame:
    """New contracts of prioritised categories that could carry the clause's level."""
    lines = exports.read("contract_register")
    has_level = pl.col("clause_level_code").is_not_null()
    first = lines.filter(has_level)["starts_on"].min()
    is_older = pl.col("clause_version_code").eq_missing(pl.lit("six_routines_2016"))
    new = lines.filter(
        period.has("starts_on"),
        pl.col("starts_on") >= first,
        has_level | is_older.not_(),
    )
    stretches = exports.read("purchasing_categories")
    return new.join(stretches, on="category_code").filter(
        pl.col("starts_on") >= pl.col("prioritised_from_on"),
        pl.col("prioritised_to_on").is_null()
        | (pl.col("starts_on") <= pl.col("prioritised_to_on")),
    )


def level_by_contract(lines: pl.DataFrame) -> pl.DataFrame:
    is_advanced = (pl.col("clause_level_code") == "advanced").fill_null(value=False)
    return lines.group_by("contract_number", "region_code").agg(
        is_advanced=is_advanced.all()
    )


DEFINITIONS = {
    "KPI-111-01": Definition(
        find_new_contracts,
        count(pl.col("carries")),
        count(),
        units=answer_by_contract,
        split=("requirement_theme", "theme_code"),
    ),
    "KPI-111-02": Definition(
        find_new_contracts,
        count(pl.col("carries")),
        count(),
        units=answer_by_region,
        has_categories=False,
    ),
    "KPI-111-04": Definition(
        find_new_prioritised,
        count(pl.col("is_advanced")),
        count(),
        units=level_by_contract,
        split=("clause_version", "clause_version_code"),
    ),
}
