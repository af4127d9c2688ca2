"""Everything that a run reads of a build: suppliers of then and now, and audits.

marts.fct_supplier_features + fct_supplier_signals + fct_audit_labels -> History
"""

import hashlib
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.errors import ScoreError
from pipelines.risk.cohort import KEYS, TABLE, Cohort, build_cohort, build_figures
from pipelines.risk.labels import LABELS, load_labels
from pipelines.risk.rule import Rule
from pipelines.risk.time_splits import Window, find_counted, find_windows

SIGNALS = "marts.fct_supplier_signals"
#: A deployment's own signal is a feature with this before its name.
SIGNAL = "signal_"
DATED = (*KEYS, "as_of_on")


@dataclass(frozen=True)
class History:
    """What a build knows, and knew.

    `labels` has one row per audit and `figures` features × audits as of each audit's
    own decision. `earlier` are the suppliers of each window that counts.
    """

    today: Cohort
    labels: pl.DataFrame
    figures: NDArray[np.float64]
    windows: tuple[Window, ...]
    earlier: dict[date, Cohort]

    @property
    def counted(self) -> list[Window]:
        """The windows that count, oldest first."""
        return [window for window in self.windows if window.as_of_on in self.earlier]


def load_history(con: duckdb.DuckDBPyConnection, rule: Rule) -> History:
    """Load what a run reads from the finished marts.

    Raises:
        ScoreError: The features or labels are not built, or do not fit the rule.
    """
    try:
        [(today,)] = con.execute("select as_of_on from imported.build__run").fetchall()
        today_rows = _load_features(con, rule, "is_today", [today])
        half_years = con.sql(
            f"select distinct as_of_on from {TABLE} where is_half_year"  # noqa: S608
        ).fetchall()
    except duckdb.Error as error:
        raise ScoreError(
            f"The build has no {TABLE} to rank from ({error}). Run `malbild build`."
        ) from error
    labels = load_labels(con)
    windows = find_windows(labels, [day for (day,) in half_years], today=today)
    days = [window.as_of_on for window in find_counted(windows)]
    earlier = _load_features(con, rule, "is_half_year", days)
    audited = _load_features(con, rule, "is_audit", None)
    return build_history(
        today=build_cohort(today_rows, rule, as_of_on=today),
        labels=labels,
        audited=audited,
        windows=windows,
        earlier={
            day: build_cohort(
                earlier.filter(pl.col("as_of_on") == day), rule, as_of_on=day
            )
            for day in days
        },
        rule=rule,
    )


def build_history(
    *,
    today: Cohort,
    labels: pl.DataFrame,
    audited: pl.DataFrame,
    windows: list[Window],
    earlier: dict[date, Cohort],
    rule: Rule,
) -> History:
    """Put audits beside what was known when each was decided.

    Args:
        today: Suppliers to rank.
        labels: One row per audit, in the order of audit_id.
        audited: Features of each audit's supplier and category on its own day. Audits
            without them (no contract then) teach nothing and are left out.
        windows: All that were tried.
        earlier: Suppliers of the windows that count.
        rule: Says which columns are features.
    """
    known = labels.join(
        audited.unique(DATED, keep="first", maintain_order=True),
        on=DATED,
        how="inner",
        maintain_order="left",
        suffix="_of_features",
    )
    return History(
        today=today,
        labels=known.select(list(LABELS)),
        figures=build_figures(known, rule),
        windows=tuple(windows),
        earlier=earlier,
    )


def find_fingerprint(history: History) -> dict[str, str]:
    """Hash the features and the labels, each apart, whatever order they came in."""
    features = hashlib.sha256()
    for cohort in (history.today, *history.earlier.values()):
        features.update(str(cohort.as_of_on).encode())
        features.update(cohort.rows.write_csv().encode())
        features.update(np.ascontiguousarray(cohort.figures).tobytes())
    features.update(np.ascontiguousarray(history.figures).tobytes())
    labels = history.labels.write_csv().encode()
    return {
        "features_sha256": features.hexdigest(),
        "labels_sha256": hashlib.sha256(labels).hexdigest(),
    }


def _load_features(
    con: duckdb.DuckDBPyConnection, rule: Rule, kind: str, days: list[date] | None
) -> pl.DataFrame:
    wanted = "" if days is None else "and as_of_on in (select unnest($days))"
    frame = con.sql(
        f"select * from {TABLE} where {kind} {wanted} "  # noqa: S608
        "order by supplier_id, category_code, as_of_on",
        params=None if days is None else {"days": days},
    ).pl()
    codes = [code for code in rule.feature_codes if code.startswith(SIGNAL)]
    if not codes:
        return frame
    signals = con.sql(
        f"select supplier_id, as_of_on, signal_name, signal_number from {SIGNALS}"  # noqa: S608
    ).pl()
    return add_signals(frame, signals, codes)


def add_signals(
    frame: pl.DataFrame, signals: pl.DataFrame, codes: list[str]
) -> pl.DataFrame:
    """Give each row its supplier's own signals, as known on the row's day."""
    for code in codes:
        of_code = signals.filter(
            pl.col("signal_name") == code.removeprefix(SIGNAL)
        ).select(
            "supplier_id",
            "as_of_on",
            pl.col("signal_number").cast(pl.Float64).alias(code),
        )
        frame = frame.join(
            of_code,
            on=["supplier_id", "as_of_on"],
            how="left",
            maintain_order="left",
        )
    return frame
