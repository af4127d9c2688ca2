"""Does the list take alike from groups of suppliers that run the same risk?

    list + groups -> chosen against expected, within fifths of the risk -> verdict

Risk is probability times severity; what the regions buy, which the value adds, is the
part that a written reason has to carry.
"""

import duckdb
import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.stats import chi2

from pipelines.risk.cohort import KEYS, Cohort
from pipelines.risk.evaluate import Judged, find_places
from pipelines.risk.run_tables import GROUPS

N_BANDS = 5
LEAST_RATIO, MOST_RATIO = 0.8, 1.25
#: With fewer suppliers nothing is said of a group.
FEWEST = 30
UNKNOWN = "unknown"
GROUP = ("group_kind_code", "group_code")

MEMBERS = {**dict.fromkeys((*KEYS, *GROUP), pl.String)}
REASONS = {
    **dict.fromkeys((*GROUP, "reason_sv", "reason_en"), pl.String),
}

#: A supplier that sells to several buying regions belongs to each of them.
BUYERS = """
select distinct
    supplier_id,
    category_code,
    'buying_region' as group_kind_code,
    procurement_region_code as group_code
from marts.fct_contracts
"""
ORIGINS = """
select distinct
    features.supplier_id,
    features.category_code,
    'origin' as group_kind_code,
    case
        when suppliers.registration_country_code = 'SWE' then 'domestic'
        when suppliers.registration_country_code is not null then 'foreign'
        else 'unknown'
    end as group_code
from marts.fct_supplier_features as features
inner join marts.dim_suppliers as suppliers
    on features.supplier_id = suppliers.supplier_id
"""


def load_members(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Load which groups suppliers belong to, beyond what the features tell.

    Returns:
        One row per supplier, category and group.
    """
    built = {
        name
        for (name,) in con.execute(
            "select table_name from information_schema.tables "
            "where table_schema = 'marts'"
        ).fetchall()
    }
    pieces = [pl.DataFrame(schema=MEMBERS)]
    for table, query in (("fct_contracts", BUYERS), ("dim_suppliers", ORIGINS)):
        if table in built:
            pieces.append(con.sql(query).pl().select(list(MEMBERS)))
    return pl.concat(pieces).drop_nulls().unique().sort(list(MEMBERS))


def build_groups(
    cohort: Cohort,
    probability: NDArray[np.float64],
    chosen: list[str],
    members: pl.DataFrame,
    judged_chosen: pl.DataFrame,
    reasons: pl.DataFrame,
) -> pl.DataFrame:
    """Build one row per group.

    Args:
        cohort: The suppliers of today.
        probability: One per row.
        chosen: The suppliers on the list.
        members: From `load_members`.
        judged_chosen: From `find_judged_chosen`.
        reasons: Written reasons by group.

    Returns:
        As GROUPS. A group outside the limits only by chance is too few to judge.
    """
    rows = _build_rows(cohort, probability, chosen)
    grouped = _find_groups(cohort, members)
    selected = (
        grouped.join(rows, on=KEYS)
        .group_by(GROUP)
        .agg(
            pl.len().cast(pl.Int64).alias("n_suppliers"),
            pl.col("is_chosen").sum().cast(pl.Int64).alias("n_chosen"),
            pl.col("expected").sum().round(9).alias("n_chosen_expected"),
        )
    )
    found = (
        judged_chosen.join(grouped, on=KEYS)
        .group_by(GROUP)
        .agg(
            pl.len().cast(pl.Int64).alias("n_judged"),
            pl.col("is_major").sum().cast(pl.Int64).alias("n_hits"),
        )
    )
    table = (
        selected.join(found, on=GROUP, how="left")
        .with_columns(pl.col("n_judged", "n_hits").fill_null(0))
        .join(reasons, on=GROUP, how="left")
        .with_columns(
            n_false_alarms=pl.col("n_judged") - pl.col("n_hits"),
            selection_ratio=pl.when(pl.col("n_chosen_expected") > 0).then(
                (pl.col("n_chosen") / pl.col("n_chosen_expected")).round(9)
            ),
        )
    )
    verdicts = [
        find_verdict(row["n_suppliers"], row["n_chosen"], row["n_chosen_expected"])
        for row in table.iter_rows(named=True)
    ]
    return (
        table.with_columns(verdict_code=pl.Series(verdicts, dtype=pl.String))
        .select(pl.col(name).cast(kind) for name, kind in GROUPS.items())
        .sort(GROUP)
    )


def find_verdict(n_suppliers: int, n_chosen: int, n_expected: float) -> str:
    """Judge a group: within the limits, outside, or too few to judge."""
    if n_suppliers < FEWEST or n_expected <= 0:
        return "too_few"
    if LEAST_RATIO <= n_chosen / n_expected <= MOST_RATIO:
        return "within"
    low = chi2.ppf(0.025, 2 * n_chosen) / 2 if n_chosen else 0.0
    high = chi2.ppf(0.975, 2 * (n_chosen + 1)) / 2
    return "too_few" if low <= n_expected <= high else "outside"


def find_judged_chosen(
    judged: Judged | None, model_code: str, plan_size: int
) -> pl.DataFrame:
    """Find the audits that a model's lists would have chosen, window by window."""
    if judged is None:
        return pl.DataFrame(
            schema={**dict.fromkeys(KEYS, pl.String), "is_major": pl.Boolean}
        )
    return (
        judged.rows.with_columns(score=pl.Series(judged.scores[model_code]))
        .sort(["as_of_on", "score", "audit_id"], descending=[False, True, False])
        .with_columns(
            place=pl.int_range(pl.len()).over("as_of_on"),
            places=pl.len()
            .over("as_of_on")
            .map_elements(lambda n: find_places(n, plan_size), return_dtype=pl.Int64),
        )
        .filter(pl.col("place") < pl.col("places"))
        .select(*KEYS, "is_major")
    )


def _build_rows(
    cohort: Cohort, probability: NDArray[np.float64], chosen: list[str]
) -> pl.DataFrame:
    """Give each row that may be chosen its chance, were all of one risk alike."""
    severity = cohort.rows["severity_score"].to_numpy()
    exposure = cohort.rows["exposure_score"].to_numpy()
    eligible = cohort.rows.select(*KEYS, "is_eligible").with_columns(
        risk=pl.Series(probability * severity),
        worth=pl.Series(probability * severity * exposure),
    )
    return (
        eligible.filter("is_eligible")
        .with_columns(
            band=((pl.col("risk").rank("ordinal") - 1) * N_BANDS // pl.len()),
            # A supplier is chosen by its best row, as the list is made.
            is_chosen=pl.col("supplier_id").is_in(chosen)
            & (
                pl.col("worth").rank("ordinal", descending=True).over("supplier_id")
                == 1
            ),
        )
        .with_columns(expected=pl.col("is_chosen").mean().over("band"))
        .select(*KEYS, "is_chosen", "expected")
    )


def _find_groups(cohort: Cohort, members: pl.DataFrame) -> pl.DataFrame:
    of_features = {
        "size": "size_class_code",
        "country_band": "country_band_code",
        "category": "category_code",
    }
    pieces = [
        cohort.rows.select(
            *KEYS,
            pl.lit(kind).alias("group_kind_code"),
            pl.col(column).fill_null(UNKNOWN).alias("group_code"),
        )
        for kind, column in of_features.items()
    ]
    return pl.concat([*pieces, members.select(*KEYS, *GROUP)])
