"""Say what the corrections led to for the workers; seldom does anybody count."""

import numpy as np
import polars as pl

from pipelines.example.registers import draw_shares

ESTIMATE_BASES = {
    "verified_documents": 0.35,
    "supplier_statement": 0.4,
    "auditor_estimate": 0.25,
}
#: Median number of workers that one correction reaches, in a factory and an office.
MEDIAN_WORKERS = (90, 18)
#: Share of the corrections where somebody counted, in a factory and an office.
COUNTED_SHARES = (0.6, 0.25)
REMEDIED_SHARE = 0.3
MEDIAN_REMEDIATION_SEK = 140_000


def draw_effects(rng: np.random.Generator, findings: pl.DataFrame) -> pl.DataFrame:
    """Draw whom the verified corrections reached, and what was paid back.

    Returns:
        The findings with `affected_workers`, `remediation_sek` (both null where nobody
        counted) and `estimate_basis_code`.
    """
    area = findings["code_area_code"]
    n = findings.height
    is_factory = (findings["audit_type_code"] == "factory").to_numpy()
    is_corrected = findings["verified_on"].is_not_null()
    workers = rng.lognormal(np.log(np.where(is_factory, *MEDIAN_WORKERS)), 0.8)
    is_counted = rng.random(n) < np.where(is_factory, *COUNTED_SHARES)
    repaid = rng.lognormal(np.log(MEDIAN_REMEDIATION_SEK), 0.9, n)
    is_repaid = is_factory & (rng.random(n) < REMEDIED_SHARE)
    basis = draw_shares(rng, ESTIMATE_BASES, n)
    is_grave = findings["grade_code"].is_in(["severe", "major"])
    of_workers = is_corrected & (area == "workers_rights")
    is_reached = is_corrected & pl.Series(is_counted) & (area != "business_ethics")
    is_paid = of_workers & is_grave & pl.Series(is_repaid)
    return findings.with_columns(
        affected_workers=pl.when(is_reached).then(pl.Series(np.round(workers))),
        remediation_sek=pl.when(is_paid).then(pl.Series(np.round(repaid, -3))),
        estimate_basis_code=pl.when(is_reached | is_paid).then(basis),
    ).with_columns(pl.col("affected_workers", "remediation_sek").cast(pl.Int64))
