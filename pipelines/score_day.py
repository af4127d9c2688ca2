"""Rank any day as it would have been ranked then, without touching what is published.

imports known on the day -> throw-away warehouse -> features -> model run -> CSV
"""

import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from pipelines.errors import ScoreError
from pipelines.progress import run_step
from pipelines.risk.run_score import run_score
from pipelines.risk.write_list import write_list
from pipelines.settings import Settings
from pipelines.warehouse.candidate import find_candidate_file
from pipelines.warehouse.publications import load_current
from pipelines.warehouse.run_dbt import run_dbt
from pipelines.warehouse.start_build import start_build

#: What a ranking reads, and nothing that only pages do.
READ_BY_A_RUN = (
    *("+fct_supplier_features", "+fct_supplier_signals", "+fct_audit_labels"),
    *("+fct_contracts", "+dim_suppliers"),
    *("risk_features", "risk_model_in_use", "risk_group_reasons"),
)


def run_score_of_day(
    settings: Settings, out: Path, *, as_of: date | None = None, language: str = "sv"
) -> int:
    """Write the list of a day.

    Args:
        settings: The home whose imports are known.
        out: The CSV to write.
        as_of: The day; that of the published build when left out.
        language: Of the reasons.

    Returns:
        The number of rows.
    """
    published = _find_published(settings)
    if published is not None and as_of in {None, _read_day(published)}:
        with run_step("Rank the suppliers"):
            run_folder = run_score(published, settings)
        return write_list(run_folder, _load_words(published, language), out)
    with _open_copy(settings) as apart:
        with run_step(f"Build what was known on {as_of or 'the data date'}"):
            start_build(apart, as_of=as_of)
            checks = ("--exclude-resource-type", "unit_test", "test")
            run_dbt(["build", *checks, "--select", *READ_BY_A_RUN], apart)
        warehouse = find_candidate_file(apart)
        with run_step("Rank the suppliers"):
            run_folder = run_score(warehouse, apart)
        return write_list(run_folder, _load_words(warehouse, language), out)


def run_backtest_of_build(settings: Settings) -> Path:
    """Run the backtest of the published build, unless it has been kept.

    Returns:
        The folder of the model run.

    Raises:
        ScoreError: Nothing is published.
    """
    published = _find_published(settings)
    if published is None:
        raise ScoreError(
            f"Nothing is published in {settings.home} yet. Run `malbild refresh`."
        )
    return run_score(published, settings)


@contextmanager
def _open_copy(settings: Settings) -> Generator[Settings]:
    """Work in a home of its own that sees the same imports, and remove it after."""
    folder = Path(tempfile.mkdtemp(prefix=".as-of-", dir=settings.home))
    try:
        for seen in (settings.imported_dir, settings.rejected_dir, settings.key_file):
            (folder / seen.name).symlink_to(seen)
        yield replace(settings, home=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _find_published(settings: Settings) -> Path | None:
    current = load_current(settings)
    if current is None:
        return None
    path = settings.warehouse_dir / current["file"]
    return path if path.is_file() else None


def _read_day(warehouse: Path) -> date:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        [(day,)] = con.execute("select as_of_on from imported.build__run").fetchall()
    return day


def _load_words(warehouse: Path, language: str) -> pl.DataFrame:
    chosen = {
        "sv": "reason_up_sv, reason_down_sv",
        "en": "reason_up_en, reason_down_en",
    }
    with duckdb.connect(str(warehouse), read_only=True) as con:
        rows = con.execute(
            f"select feature_code, {chosen[language]} from seeds.risk_features"  # noqa: S608
        ).fetchall()
    names = ["feature_code", "reason_up", "reason_down"]
    return pl.DataFrame(rows, schema=names, orient="row")
