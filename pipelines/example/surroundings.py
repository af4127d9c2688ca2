"""Write what lies around the follow-ups: decisions on categories, others, money.

market + audits -> [surroundings] -> risk analyses, certificates, signals, economy, …
"""

import polars as pl

from pipelines.example.capacity import YearPlan
from pipelines.example.category_papers import build_decided_tables, draw_risk_levels
from pipelines.example.certificates import draw_certificates
from pipelines.example.costs import draw_costs
from pipelines.example.market import Market, build_supplier_columns
from pipelines.example.other_buyers import draw_other_buyers
from pipelines.example.signals import draw_signals
from pipelines.example.streams import Topic, build_stream
from pipelines.example.world import World


def build_surrounding_tables(
    world: World,
    market: Market,
    audits: pl.DataFrame,
    plans: tuple[YearPlan, ...],
    *,
    seed: int,
) -> dict[tuple[str, str], pl.DataFrame]:
    """Build the tables that do not come out of a follow-up case."""
    # The first pairs are the suppliers themselves, each in its main category.
    logits = market.yearly_logits[: market.suppliers.height]
    numbers = market.suppliers["organisation_number"]
    return {
        **build_decided_tables(world),
        ("risk_analyses", "risk_levels"): draw_risk_levels(
            build_stream(seed, Topic.RISK_ANALYSES), world
        ),
        ("other_buyers_follow_ups", "external_follow_ups"): draw_other_buyers(
            build_stream(seed, Topic.OTHER_BUYERS),
            build_supplier_columns(world, market),
            market.pairs["size"],
            plans,
        ),
        ("certificates", "certificates"): draw_certificates(
            build_stream(seed, Topic.CERTIFICATES),
            world,
            market.suppliers,
            logits.mean(axis=1),
            len(plans),
        ),
        ("signals", "signals"): draw_signals(
            build_stream(seed, Topic.SIGNALS), numbers, logits, plans[0].year
        ),
        ("economy", "costs"): draw_costs(
            build_stream(seed, Topic.COSTS), audits, plans
        ),
    }
