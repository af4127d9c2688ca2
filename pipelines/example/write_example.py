"""Write a fictional programme as export files, the same for the same seed.

    seed -> market -> programme -> surroundings, network -> export files
               └ true risk ┘ └───→ known_truth.parquet, which nothing imports

Nothing in it is about a real company: names are invented, and the organisation numbers
begin with 4, which no Swedish organisation's does. Regions and categories are real.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.errors import UsageError
from pipelines.example.capacity import build_year_plans
from pipelines.example.export_files import write_exports, write_manifest
from pipelines.example.market import build_market, build_market_tables
from pipelines.example.network import build_network_tables
from pipelines.example.programme import build_programme_tables
from pipelines.example.published_history import write_published_history
from pipelines.example.streams import Topic, build_stream
from pipelines.example.surroundings import build_surrounding_tables
from pipelines.example.true_risk import build_known_truth
from pipelines.example.world import load_world

KNOWN_TRUTH = "known_truth.parquet"
FEWEST_SUPPLIERS, MOST_SUPPLIERS = 50, 1_000_000
MOST_YEARS = 30


@dataclass(frozen=True)
class Example:
    """The programme as its own registers know it, and as it truly is."""

    #: Per source and table: our column names and codes, and columns that stay behind.
    tables: dict[tuple[str, str], pl.DataFrame]
    #: One row per supplier × category × year.
    known_truth: pl.DataFrame


def write_example(
    out: Path, *, seed: int = 1, n_suppliers: int = 400, n_years: int = 8
) -> None:
    """Write the export files of a fictional programme, and the truth behind them.

    Args:
        out: Folder to write in; files of the same names are replaced.
        seed: The same seed gives the same bytes.
        n_suppliers: Size of the supplier register. Contracts grow with it, follow-ups
            much more slowly, as the real programme's would.
        n_years: Years of follow-up, the last being that of the data date.

    Raises:
        UsageError: Sizes that make no programme.
    """
    example = build_example(seed=seed, n_suppliers=n_suppliers, n_years=n_years)
    files = write_exports(out, example.tables)
    published = write_published_history(out)
    example.known_truth.write_parquet(out / KNOWN_TRUTH)
    write_manifest(
        out, seed=seed, files=files, real=[published], not_for_import=[KNOWN_TRUTH]
    )


def build_example(*, seed: int, n_suppliers: int, n_years: int) -> Example:
    """Build the programme without writing it.

    Raises:
        UsageError: Sizes that make no programme.
    """
    _check_sizes(n_suppliers, n_years)
    world = load_world()
    market = build_market(world, seed=seed, n_suppliers=n_suppliers, n_years=n_years)
    plans = build_year_plans(
        build_stream(seed, Topic.CAPACITY), n_suppliers=n_suppliers, n_years=n_years
    )
    programme = build_programme_tables(world, market, plans, seed=seed)
    audits = programme["audits", "audits"]
    return Example(
        tables={
            **build_market_tables(world, market, seed=seed),
            **programme,
            **build_surrounding_tables(world, market, audits, plans, seed=seed),
            **build_network_tables(
                world, market, programme, n_years=n_years, seed=seed
            ),
        },
        known_truth=build_known_truth(
            world, market.suppliers, market.pairs, market.yearly_logits
        ),
    )


def _check_sizes(n_suppliers: int, n_years: int) -> None:
    if not 1 <= n_years <= MOST_YEARS:
        raise UsageError(
            f"{n_years} years make no programme. Ask for 1 to {MOST_YEARS}."
        )
    if not FEWEST_SUPPLIERS <= n_suppliers <= MOST_SUPPLIERS:
        raise UsageError(
            f"{n_suppliers} suppliers make no programme. Ask for {FEWEST_SUPPLIERS} to "
            f"{MOST_SUPPLIERS}."
        )
