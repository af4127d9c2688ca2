"""What has been decided of the model, and the written reasons for groups left out.

dbt/seeds/risk_model_in_use.csv, dbt/seeds/risk_group_reasons.csv -> warehouse
"""

from dataclasses import dataclass
from datetime import date

import duckdb
import polars as pl

from pipelines.errors import ScoreError
from pipelines.risk.contenders import ANCHORED, EXPERTS
from pipelines.risk.groups import REASONS


@dataclass(frozen=True)
class InUse:
    """The model that pages are to show, who decided so and why."""

    model_code: str
    decided_on: date | None
    decided_by: str | None
    note_sv: str | None
    note_en: str | None


def load_in_use(con: duckdb.DuckDBPyConnection) -> InUse:
    """Load the decision.

    Raises:
        ScoreError: It names a model that does not exist.
    """
    [row] = con.execute(
        "select model_code, decided_on, decided_by, note_sv, note_en "
        "from seeds.risk_model_in_use"
    ).fetchall()
    if row[0] not in {ANCHORED, EXPERTS}:
        raise ScoreError(
            f"dbt/seeds/risk_model_in_use.csv says model_code {row[0]!r}; write "
            f"{ANCHORED} or {EXPERTS}."
        )
    return InUse(*row)


def load_reasons(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Load the written reasons for groups outside the limits, one row per group."""
    rows = con.execute(
        "select group_kind_code, group_code, reason_sv, reason_en "
        "from seeds.risk_group_reasons order by all"
    ).fetchall()
    return pl.DataFrame(rows, schema=REASONS, orient="row")


def load_names(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, str]]:
    """Load the Swedish and the English name of each feature."""
    return {
        code: (name_sv, name_en)
        for code, name_sv, name_en in con.execute(
            "select feature_code, feature_name_sv, feature_name_en "
            "from seeds.risk_features order by feature_no"
        ).fetchall()
    }
