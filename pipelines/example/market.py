"""Put the market together: suppliers, their risk, and what the regions buy.

seed -> [market] -> supplier register, contract register, requirement packages
"""

from dataclasses import dataclass

import polars as pl

from pipelines.example.awkward import build_awkward_contracts, build_awkward_suppliers
from pipelines.example.contract_lines import build_contract_lines
from pipelines.example.contract_terms import (
    draw_environmental_answers,
    draw_right_to_inspect,
)
from pipelines.example.contracts import build_contracts
from pipelines.example.periods import Numbers
from pipelines.example.places import draw_places
from pipelines.example.streams import Topic, build_stream
from pipelines.example.suppliers import build_suppliers
from pipelines.example.true_risk import build_pairs, draw_yearly_logits
from pipelines.example.world import World


@dataclass(frozen=True)
class Market:
    """Who sells what to whom, and how risky that truly is."""

    suppliers: pl.DataFrame
    #: One row per supplier × purchasing category.
    pairs: pl.DataFrame
    contracts: pl.DataFrame
    lines: pl.DataFrame
    #: Shape (pairs, years).
    yearly_logits: Numbers


def build_market(world: World, *, seed: int, n_suppliers: int, n_years: int) -> Market:
    """Build the market: everything that exists before anyone follows it up."""
    suppliers = build_awkward_suppliers(
        build_suppliers(build_stream(seed, Topic.SUPPLIERS), world, n_suppliers)
    )
    risk = build_stream(seed, Topic.RISK)
    pairs = build_pairs(risk, world, suppliers)
    contracts = build_awkward_contracts(
        build_contracts(build_stream(seed, Topic.CONTRACTS), world, pairs, n_years)
    )
    lines = build_contract_lines(
        build_stream(seed, Topic.LINES), world, pairs, contracts
    )
    return Market(
        suppliers=suppliers,
        pairs=pairs,
        contracts=contracts,
        lines=lines,
        yearly_logits=draw_yearly_logits(risk, pairs, n_years),
    )


def build_supplier_columns(world: World, market: Market) -> pl.DataFrame:
    """Build the two columns that tell who and what, one row per pair."""
    numbers = market.suppliers["organisation_number"]
    codes = world.categories["category_code"]
    return pl.DataFrame(
        {
            "organisation_number": numbers.gather(market.pairs["supplier_ix"]),
            "category_code": codes.gather(market.pairs["category_ix"]),
        }
    )


def build_market_tables(
    world: World, market: Market, *, seed: int
) -> dict[tuple[str, str], pl.DataFrame]:
    """Build the tables that describe the market, per source and table."""
    return {
        ("supplier_register", "suppliers"): market.suppliers,
        ("contract_register", "contract_lines"): _build_line_table(world, market, seed),
        ("environmental_requirements", "packages"): world.packages,
    }


def _build_line_table(world: World, market: Market, seed: int) -> pl.DataFrame:
    lines = market.lines
    answers = draw_environmental_answers(
        build_stream(seed, Topic.ENVIRONMENT), world, market.contracts, lines
    )
    of_contract = market.contracts.select(
        "contract_number",
        "starts_on",
        "ends_on",
        "advertised_on",
        "clause_version_code",
        "clause_level_code",
    ).with_columns(
        right_to_inspect_code=draw_right_to_inspect(
            build_stream(seed, Topic.INSPECTION), market.contracts
        )
    )
    of_pair = build_supplier_columns(world, market)
    of_product = world.products.select("product_code", "product_name")
    origins = world.origins["country_code"].gather(lines["origin_ix"])
    countries = pl.select(pl.when(lines["is_origin_known"]).then(origins)).to_series()
    starts = market.contracts["starts_on"].gather(lines["contract_ix"])
    return pl.concat(
        [
            of_contract[lines["contract_ix"]],
            of_pair[lines["pair_ix"]],
            of_product[lines["product_ix"]],
        ],
        how="horizontal",
    ).with_columns(
        region_code=world.regions["region_code"].gather(lines["region_ix"]),
        annual_value_sek=pl.when(lines["is_value_known"]).then(
            lines["annual_value_sek"]
        ),
        common_environmental_requirements_code=answers,
        final_manufacture_country_code=countries,
        final_manufacture_place_name=draw_places(
            build_stream(seed, Topic.PLACES), countries, starts
        ),
    )
