"""Load what the example shares with the product: regions, categories, countries.

    dbt/seeds, data/reference, words/ -> [world] -> suppliers, contracts, follow-ups

Lists that the product already has are read from its own files. Only what nobody but
the example needs (products, invented name parts, known true risk) lies in words/.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.errors import UsageError
from pipelines.settings import ROOT

WORDS = Path(__file__).parent / "words"


@dataclass(frozen=True)
class World:
    """The surroundings of the programme; a row's place in its table is its index."""

    #: One row per region: region_code, procurement_region_code, buying_weight.
    regions: pl.DataFrame
    #: One row per purchasing category: the seed's columns and the example's own.
    categories: pl.DataFrame
    #: One row per product, in the order of `categories`: category_ix, first_ix, ….
    products: pl.DataFrame
    #: One row per adopted requirement package.
    packages: pl.DataFrame
    #: One row per category and country of production, with its true log-odds.
    origins: pl.DataFrame
    #: Invented parts of supplier names, by part.
    name_parts: dict[str, pl.Series]


def load_world(root: Path = ROOT) -> World:
    """Read the seeds, the reference tables and the example's own words.

    Raises:
        UsageError: A category of the seed has no products in words/.
    """
    categories = _read_categories(root)
    positions = categories.select("category_code", "category_ix")
    parts = read_words("name_parts")
    return World(
        regions=_read_text(root / "dbt/seeds/regions.csv")
        .join(read_words("region_sizes"), on="region_code", maintain_order="left")
        .with_columns(pl.col("buying_weight").cast(pl.Float64)),
        categories=categories,
        products=_read_products(positions),
        packages=read_words("packages"),
        origins=_read_origins(positions),
        name_parts={
            str(part): parts.filter(pl.col("part") == part)["word"]
            for part in parts["part"].unique(maintain_order=True)
        },
    )


def read_words(stem: str) -> pl.DataFrame:
    """Read one of the example's own tables as text."""
    return _read_text(WORDS / f"{stem}.csv")


def _read_text(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False)


def _read_categories(root: Path) -> pl.DataFrame:
    seed = _read_text(root / "dbt/seeds/purchasing_categories.csv")
    known = read_words("categories")
    strange = sorted(set(seed["category_code"]) ^ set(known["category_code"]))
    if strange:
        raise UsageError(
            f"purchasing_categories.csv and the example differ on {strange}. "
            "Add or remove these in pipelines/example/words/categories.csv and "
            "products.csv."
        )
    figures = ("supplier_weight", "median_value_sek", "true_log_odds")
    levels = ("likelihood_level", "severity_level")
    return (
        seed.join(known, on="category_code", maintain_order="left")
        .with_columns(
            pl.col(figures).cast(pl.Float64),
            pl.col(levels).cast(pl.Float64),
            is_prioritised=pl.col("is_prioritised") == "true",
        )
        .with_row_index("category_ix")
    )


def _read_products(positions: pl.DataFrame) -> pl.DataFrame:
    return (
        read_words("products")
        .join(positions, on="category_code", maintain_order="left")
        .sort("category_ix", maintain_order=True)
        .with_row_index("product_ix")
    )


def _read_origins(positions: pl.DataFrame) -> pl.DataFrame:
    return (
        read_words("production_countries")
        .join(positions, on="category_code", maintain_order="left")
        .join(read_words("country_dangers"), on="country_code", maintain_order="left")
        .with_columns(pl.col("weight", "true_log_odds").cast(pl.Float64))
    )
