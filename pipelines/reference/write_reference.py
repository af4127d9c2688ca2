"""Derive every table in data/reference from the public files, byte for byte.

    public files -> countries, figures, goods, regions, procurement -> data/reference/

datapackage.json beside the tables is written by hand: it holds what no raw file says
(origin, licence, what a column means) and decides the types they are loaded as.
"""

from pathlib import Path

import polars as pl

from pipelines.reference.countries import build_countries
from pipelines.reference.country_figures import build_country_figures
from pipelines.reference.high_risk_goods import build_high_risk_goods
from pipelines.reference.procurement import (
    build_cpv_divisions,
    build_procurement_requirements,
)
from pipelines.reference.raw_files import load_agreed
from pipelines.reference.regions import build_population, build_region_outlines

#: Also read by dbt, which counts imported workbooks by the same numbers.
ORGANISATION_NUMBERS = (
    Path(__file__).parents[2] / "dbt" / "seeds" / "region_organisation_numbers.csv"
)


def build_reference(folder: Path) -> dict[str, pl.DataFrame]:
    """Build every reference table, by name, from the raw public files in `folder`.

    Raises:
        ExportFormatError: A raw file is missing or names an unknown country.
    """
    agreed = load_agreed()
    countries = build_countries(folder, agreed)
    numbers = pl.read_csv(ORGANISATION_NUMBERS, infer_schema=False)
    return {
        "countries": countries,
        "country_figures": build_country_figures(folder, agreed, countries),
        "high_risk_goods": build_high_risk_goods(folder, agreed),
        "population": build_population(folder, agreed),
        "region_outlines": build_region_outlines(folder, agreed),
        "cpv_divisions": build_cpv_divisions(folder, agreed),
        "procurement_requirements": build_procurement_requirements(
            folder, agreed, numbers.select("organisation_number", "region_code")
        ),
    }


def write_reference(folder: Path, out: Path) -> None:
    """Write every reference table as CSV, once all of them could be derived."""
    tables = build_reference(folder)
    out.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.write_csv(out / f"{name}.csv")
