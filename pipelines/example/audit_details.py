"""Say where each audit took place, how far down the chain, and who paid for it."""

import numpy as np
import polars as pl

from pipelines.example.registers import draw_known

#: Who pays: the collaboration for the first audit, then more and more the supplier.
PAYER_SHARES = {
    "first_office": {"collaboration": 0.9, "region": 0.1},
    "factory": {"collaboration": 0.6, "region": 0.2, "supplier": 0.2},
    "re_audit": {"collaboration": 0.65, "supplier": 0.35},
}
FACTORY_TIER_SHARES = (0.3, 0.55, 0.15)
#: A visit that nobody told the supplier about beforehand.
UNANNOUNCED_SHARE = 0.12
BLANK_ANNOUNCED_SHARE = 0.1
BLANK_PAYER_SHARE = 0.07
BLANK_SITE_SHARE = 0.08
BLANK_TIER_SHARE = 0.06


def draw_audit_details(rng: np.random.Generator, audits: pl.DataFrame) -> pl.DataFrame:
    """Draw the columns that not every sender fills in.

    Returns:
        The audits with `site_id` (factories only), `site_tier` (1 is the supplier
        itself), `payer_code` and `announced_code`.
    """
    n = audits.height
    is_factory = audits["audit_type_code"] == "factory"
    tier = rng.choice((1, 2, 3), n, p=FACTORY_TIER_SHARES)
    payer = np.full(n, "", dtype=object)
    kind = np.where(audits["round_number"] > 1, "re_audit", "first_office")
    kind = np.where(is_factory & (audits["round_number"] == 1), "factory", kind)
    for code, shares in PAYER_SHARES.items():
        drawn = rng.choice(list(shares), n, p=list(shares.values()))
        payer = np.where(kind == code, drawn, payer)
    detailed = audits.with_columns(
        site_id=draw_known(rng, _build_sites(audits), BLANK_SITE_SHARE),
        site_tier=draw_known(
            rng, np.where(is_factory.to_numpy(), tier, 1), BLANK_TIER_SHARE
        ),
        payer_code=draw_known(
            rng, pl.Series(payer, dtype=pl.String), BLANK_PAYER_SHARE
        ),
    )
    announced = np.where(rng.random(n) < UNANNOUNCED_SHARE, "unannounced", "announced")
    return detailed.with_columns(
        announced_code=draw_known(
            rng, pl.Series(announced, dtype=pl.String), BLANK_ANNOUNCED_SHARE
        )
    )


def _build_sites(audits: pl.DataFrame) -> pl.Series:
    """Number the factories; a factory that is visited again keeps its number."""
    is_factory = pl.col("audit_type_code") == "factory"
    number = pl.col("pair_ix").rank("dense").over("audit_type_code")
    return audits.select(
        pl.when(is_factory).then("ANL-" + number.cast(pl.String).str.zfill(3))
    ).to_series()
