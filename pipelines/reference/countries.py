"""One country, one code: the spellings of each publisher against ISO 3166 alpha-3."""

from pathlib import Path
from typing import Any

import polars as pl

from pipelines.errors import ExportFormatError
from pipelines.reference.raw_files import read_raw

NAMES = Path(__file__).with_name("country_names.csv")


def build_countries(folder: Path, agreed: dict[str, Any]) -> pl.DataFrame:
    """Build the list of countries with names in both languages.

    Returns:
        One row per country: country_code, country_name_sv, country_name_en.
    """
    swedish = read_raw(folder, agreed["countries"]).select(
        country_code="iso3", country_name_sv="name_sv"
    )
    english = load_country_names().select("country_code", "country_name_en")
    countries = swedish.join(english, on="country_code", how="left")
    return check_known(countries, of="country_name_en", shown="country_code").sort(
        "country_code"
    )


def find_country_codes(rows: pl.DataFrame, *, named_in: str) -> pl.DataFrame:
    """Add `country_code` to rows that name a country in English.

    Raises:
        ExportFormatError: A name is not in country_names.csv. A country that is
            silently left out would look like one without risk.
    """
    names = load_country_names()
    spellings = pl.concat(
        [
            names.select("country_code", name="country_name_en"),
            names.select(
                "country_code", name=pl.col("other_names_en").str.split("|")
            ).explode("name"),
        ]
    ).drop_nulls()
    return check_known(
        rows.join(
            spellings,
            left_on=named_in,
            right_on="name",
            how="left",
            maintain_order="left",
        ),
        of="country_code",
        shown=named_in,
    )


def check_known(rows: pl.DataFrame, *, of: str, shown: str) -> pl.DataFrame:
    """Pass rows on when all have a country.

    Raises:
        ExportFormatError: Names the ones that have not.
    """
    unknown = rows.filter(pl.col(of).is_null())[shown].unique().sort().to_list()
    if unknown:
        raise ExportFormatError(
            f"No country is known as {unknown}. Add the spelling to other_names_en in "
            f"pipelines/reference/{NAMES.name}, or leave the area out by name in "
            "raw_files.yml."
        )
    return rows


def load_country_names() -> pl.DataFrame:
    """Load country_code, country_name_en and other_names_en (split by "|")."""
    return pl.read_csv(NAMES, infer_schema=False)
