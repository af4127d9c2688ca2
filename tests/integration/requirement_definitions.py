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
}
