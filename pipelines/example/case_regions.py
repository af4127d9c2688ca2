"""Say which regions a case concerns: one answers, others take part or benefit."""

import numpy as np
import polars as pl

from pipelines.example.registers import draw_shares

OTHER_ROLES = {"participating": 0.3, "benefiting": 0.7}
#: Cases whose regions nobody has written down.
MISSING_SHARE = 0.04


def draw_case_regions(
    rng: np.random.Generator,
    cases: pl.DataFrame,
    region_codes: pl.Series,
    contracts: pl.DataFrame,
    lines: pl.DataFrame,
) -> pl.DataFrame:
    """Name every region that bought from the supplier when the case was opened.

    Args:
        rng: The stream of the topic.
        cases: With `pair_ix`, `region_ix` and `started_on`.
        region_codes: The code of each region, by its index.
        contracts: With the days between which each is in force.
        lines: The contract lines, with `contract_ix`, `pair_ix` and `region_ix`.

    Returns:
        One row per case and region, the responsible region first.
    """
    numbered = cases.select(
        "case_id", "pair_ix", "started_on", own_ix="region_ix"
    ).with_row_index("case_ix")
    own = numbered.select("case_ix", "case_id", region_ix="own_ix").with_columns(
        region_role_code=pl.lit("responsible")
    )
    others = (
        _find_buyers(numbered, contracts, lines)
        .filter(pl.col("region_ix") != pl.col("own_ix"))
        .select("case_ix", "case_id", "region_ix")
        .unique()
        .sort("case_ix", "region_ix")
    )
    role = draw_shares(rng, OTHER_ROLES, others.height)
    unwritten = np.flatnonzero(rng.random(cases.height) < MISSING_SHARE).tolist()
    rows = (
        pl.concat([own, others.with_columns(region_role_code=role)])
        .sort("case_ix", maintain_order=True)
        .filter(~pl.col("case_ix").is_in(unwritten))
    )
    return rows.with_columns(region_code=region_codes.gather(rows["region_ix"]))


def _find_buyers(
    cases: pl.DataFrame, contracts: pl.DataFrame, lines: pl.DataFrame
) -> pl.DataFrame:
    asked = cases["pair_ix"].unique().to_list()
    bought = lines.select("pair_ix", "region_ix", "contract_ix").filter(
        pl.col("pair_ix").is_in(asked)
    )
    dates = contracts.select("starts_on", "ends_on")[bought["contract_ix"]]
    in_force = (pl.col("starts_on") <= pl.col("started_on")) & (
        pl.col("ends_on").is_null() | (pl.col("ends_on") >= pl.col("started_on"))
    )
    return cases.join(bought.hstack(dates), on="pair_ix").filter(in_force)
