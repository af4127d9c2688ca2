"""What audits found, and which of it may teach or judge a ranking of a given day."""

from datetime import date

import duckdb
import polars as pl

from pipelines.errors import ScoreError

TABLE = "marts.fct_audit_labels"
COMPLAINT = "complaint"

#: Columns of the labels, in order. Dates are days, `has_major_finding` is null until
#: the report is approved.
LABELS: dict[str, pl.DataType] = {
    "audit_id": pl.String(),
    "supplier_id": pl.String(),
    "category_code": pl.String(),
    "as_of_on": pl.Date(),
    "visited_on": pl.Date(),
    "known_on": pl.Date(),
    "has_major_finding": pl.Boolean(),
    "audit_type_code": pl.String(),
    "auditor_code": pl.String(),
    "performer_code": pl.String(),
    "announced_code": pl.String(),
    "form_version_code": pl.String(),
    "trigger_code": pl.String(),
    "is_re_audit": pl.Boolean(),
    "visit_year": pl.Int32(),
    "corporate_group_id": pl.String(),
    "region_code": pl.String(),
    "procurement_region_code": pl.String(),
    "size_class_code": pl.String(),
}


def load_labels(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Load one row per audit, in the order of audit_id.

    Raises:
        ScoreError: The build has no labels.
    """
    try:
        frame = con.table(TABLE).pl()
    except duckdb.CatalogException as error:
        raise ScoreError(
            f"The build has no {TABLE} to learn from ({error}). Run `malbild build`."
        ) from error
    return build_labels(frame)


def build_labels(frame: pl.DataFrame) -> pl.DataFrame:
    """Give a frame of labels its types and its order; a missing column is unknown."""
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in LABELS.items()
    ).sort("audit_id")


def find_known(labels: pl.DataFrame, *, as_of: date) -> pl.DataFrame:
    """Find the audits that a ranking of this day may learn from.

    Re-audits that only close a deviation teach nothing about whom to visit. Audits
    that a complaint started are in; their trigger is told apart in training.
    """
    return labels.filter(
        pl.col("known_on") < as_of,
        pl.col("has_major_finding").is_not_null(),
        pl.col("is_re_audit").not_().fill_null(value=True),
    )


def find_judging(
    labels: pl.DataFrame, *, after: date, until: date, today: date
) -> pl.DataFrame:
    """Find the audits that can judge a ranking: whom a plan could have chosen.

    Args:
        labels: One row per audit.
        after: Day of the ranking; a visit on it comes too early.
        until: Last day of visits.
        today: A report approved later is not known.

    Returns:
        Also audits without an approved report, with `has_major_finding` null.
        Re-audits and audits that a complaint started are out: no ranking sent them.
    """
    is_known = pl.col("known_on") <= today
    return labels.filter(
        pl.col("visited_on") > after,
        pl.col("visited_on") <= until,
        pl.col("is_re_audit").not_().fill_null(value=True),
        pl.col("trigger_code").ne_missing(COMPLAINT),
    ).with_columns(pl.when(is_known).then("has_major_finding"))
