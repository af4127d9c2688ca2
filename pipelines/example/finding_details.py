"""Say what each finding was about, how far it has come, and when the severe were told.

findings -> [finding_details] -> correction_effects
"""

import numpy as np
import polars as pl

from pipelines.example.periods import NO_DAY, Days, find_known
from pipelines.example.registers import draw_known, draw_shares

AREA_SHARES = {
    "workers_rights": 0.5,
    "human_rights": 0.17,
    "business_ethics": 0.13,
    "environment": 0.2,
}
#: The contract clause's closed list, by the area that each belongs to.
SEVERE_KINDS = {
    "workers_rights": ("forced_labour", "life_threatening_conditions"),
    "human_rights": ("child_labour", "attacks_on_defenders"),
    "business_ethics": ("grand_corruption", "grand_corruption"),
    "environment": ("serious_environmental_harm", "serious_environmental_harm"),
}
OPEN_STAGES = {"open": 0.3, "corrective_plan": 0.5, "corrected": 0.2}
AWARENESS_SOURCES = {
    "auditor": 0.45,
    "supplier": 0.3,
    "secretariat": 0.1,
    "region": 0.05,
    "third_party": 0.1,
}
#: Share of the severe findings that the supplier reports within two weeks, and later.
REPORTED_SHARES = (0.62, 0.28)
BLANK_AREA_SHARE = 0.06


def draw_finding_details(
    rng: np.random.Generator, findings: pl.DataFrame
) -> pl.DataFrame:
    """Draw the columns of the findings that not every sender fills in.

    Returns:
        The findings with `code_area_code`, `finding_stage_code`, what the severe ones
        were and when they were reported, and the effect of verified corrections.
    """
    area = _draw_areas(rng, findings)
    stages = draw_shares(rng, OPEN_STAGES, findings.height)
    return _draw_severe(rng, findings, area).with_columns(
        code_area_code=draw_known(rng, area, BLANK_AREA_SHARE),
        finding_stage_code=pl.when(pl.col("verified_on").is_not_null())
        .then(pl.lit("verified"))
        .when(grade_code="observation")
        .then(None)
        .otherwise(stages),
    )


def _draw_areas(rng: np.random.Generator, findings: pl.DataFrame) -> pl.Series:
    """Draw an area; an audit without the environment finds nothing about it."""
    area = draw_shares(rng, AREA_SHARES, findings.height)
    is_seen = findings["is_environment_included"].fill_null(value=False)
    is_unseen = (area == "environment") & ~is_seen
    return pl.select(
        pl.when(is_unseen).then(pl.lit("workers_rights")).otherwise(area)
    ).to_series()


def _draw_severe(
    rng: np.random.Generator, findings: pl.DataFrame, area: pl.Series
) -> pl.DataFrame:
    n = findings.height
    is_severe = (findings["grade_code"] == "severe").to_numpy()
    turn = rng.integers(0, 2, n)
    first, second = (
        area.replace_strict(
            {code: kinds[place] for code, kinds in SEVERE_KINDS.items()}
        )
        for place in (0, 1)
    )
    aware = findings["visited_on"].to_numpy() + rng.integers(0, 15, n).astype(
        "timedelta64[D]"
    )
    aware = np.where(is_severe & (rng.random(n) > 0.1), find_known(aware), NO_DAY)
    source = draw_shares(rng, AWARENESS_SOURCES, n)
    return findings.with_columns(
        severe_kind_code=pl.when(pl.Series(is_severe)).then(
            pl.when(pl.Series(turn == 0)).then(first).otherwise(second)
        ),
        supplier_aware_on=pl.Series(aware),
        awareness_source_code=pl.when(pl.Series(~np.isnat(aware))).then(source),
        reported_on=pl.Series(_draw_reports(rng, aware)),
    )


def _draw_reports(rng: np.random.Generator, aware: Days) -> Days:
    n = len(aware)
    in_time = aware + rng.integers(1, 15, n).astype("timedelta64[D]")
    late = aware + rng.integers(15, 80, n).astype("timedelta64[D]")
    drawn = rng.random(n)
    soon, later = REPORTED_SHARES
    reported = np.where(drawn < soon, in_time, late)
    return find_known(np.where(drawn < soon + later, reported, NO_DAY))
