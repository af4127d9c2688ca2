"""Book what the programme costs each year, within its published budgets.

words/budgets.csv + audits -> [costs] -> the economy's export
"""

import numpy as np
import polars as pl

from pipelines.example.capacity import YearPlan
from pipelines.example.registers import draw_known
from pipelines.example.world import read_words

#: Share of the budget per kind of cost. What bought audits cost comes on top of these.
SHARES = {
    "follow_up_work": 0.36,
    "risk_analyses": 0.1,
    "training": 0.12,
    "communication": 0.1,
    "system_support": 0.09,
    "travel": 0.05,
    "other": 0.06,
}
#: Swedish kronor per bought audit, in an office and in a factory.
AUDIT_SEK = {"office": 48_000, "factory": 165_000}
BOUGHT_FROM = ("consultant", "adda")
CREDIT_NOTE_SEK = -22_500.0
BLANK_PAYER_SHARE = 0.06


def draw_costs(
    rng: np.random.Generator, audits: pl.DataFrame, plans: tuple[YearPlan, ...]
) -> pl.DataFrame:
    """Draw one row per year, kind of cost and payer, and one credit note.

    Args:
        rng: The stream of the topic.
        audits: With performer, kind and payer; a blank payer is the collaboration.
        plans: One per year.
    """
    years = pl.DataFrame({"period_year": [plan.year for plan in plans]})
    costs = pl.concat(
        [_build_own_costs(rng, years), _draw_bought_audits(rng, audits)]
    ).sort("period_year", "cost_type_code", "payer_code")
    known = draw_known(rng, costs["payer_code"], BLANK_PAYER_SHARE)
    credit = pl.DataFrame(
        {
            "period_year": [plans[-1].year],
            "cost_type_code": ["bought_audits"],
            "payer_code": ["collaboration"],
            "cost_sek": [CREDIT_NOTE_SEK],
        },
        schema=costs.schema,
    )
    return pl.concat([costs.with_columns(payer_code=known), credit])


def _build_own_costs(rng: np.random.Generator, years: pl.DataFrame) -> pl.DataFrame:
    """Spread each year's budget; years without a known one have the first."""
    budgets = read_words("budgets").cast(
        {"period_year": pl.Int64, "budget_sek": pl.Float64}
    )
    shares = pl.DataFrame(
        {"cost_type_code": list(SHARES), "budget_share": list(SHARES.values())}
    )
    rows = years.join(budgets, on="period_year", how="left").join(shares, how="cross")
    spread = pl.Series(rng.normal(1, 0.06, rows.height))
    return rows.select(
        "period_year",
        "cost_type_code",
        payer_code=pl.lit("collaboration"),
        cost_sek=(
            pl.col("budget_sek").fill_null(budgets["budget_sek"][0])
            * pl.col("budget_share")
            * spread
        ).round(2),
    ).sort("period_year", "cost_type_code")


def _draw_bought_audits(rng: np.random.Generator, audits: pl.DataFrame) -> pl.DataFrame:
    bought = audits.filter(pl.col("performer_code").is_in(BOUGHT_FROM))
    price = bought["audit_type_code"].replace_strict(AUDIT_SEK, return_dtype=pl.Float64)
    spread = pl.Series(rng.lognormal(0, 0.2, bought.height), dtype=pl.Float64)
    return (
        bought.with_columns(
            period_year=pl.col("visited_on").dt.year().cast(pl.Int64),
            cost_type_code=pl.lit("bought_audits"),
            payer_code=pl.col("payer_code").fill_null("collaboration"),
            cost_sek=price * spread,
        )
        .group_by("period_year", "cost_type_code", "payer_code")
        .agg(pl.col("cost_sek").sum().round(2))
        .sort("period_year", "payer_code")
    )
