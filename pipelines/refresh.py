"""The steps from received files to published pages, in order.

data/exports -> import -> build -> score and forecast -> publish
"""

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from pipelines.forecast.run_forecast import run_forecast
from pipelines.importing.answers import Answers
from pipelines.importing.run_import import ImportReport, run_import
from pipelines.progress import run_step
from pipelines.risk.run_score import run_score
from pipelines.settings import Settings
from pipelines.warehouse.candidate import (
    Candidate,
    find_candidate_file,
    load_candidate,
    remove_candidate,
    write_candidate,
    write_json,
)
from pipelines.warehouse.changed_figures import write_changed_figures
from pipelines.warehouse.fingerprint import build_fingerprint
from pipelines.warehouse.load_build_records import AFTER_RECORDS, write_build_records
from pipelines.warehouse.load_forecasts import write_forecasts
from pipelines.warehouse.load_scores import write_scores
from pipelines.warehouse.publications import (
    find_published_run,
    load_current,
    write_publication,
)
from pipelines.warehouse.publish import read_build, run_publish
from pipelines.warehouse.run_dbt import DATA_CHECKS_ONLY, run_dbt
from pipelines.warehouse.start_build import start_build, write_as_of

AFTER_CHANGES = ("source:ledger.changed_figures+", *AFTER_RECORDS)
#: What is built again when the ranking, the forecasts and the changes have come back.
AFTER_SCORES = ("source:risk_model+", "source:kpi_forecasts+", *AFTER_CHANGES)


def run_build(settings: Settings, *, as_of: date | None = None) -> Candidate:
    """Build everything from the imports into a new, unpublished candidate.

    Raises:
        BuildError: A model or a check failed; the candidate is removed.
    """
    inputs = build_fingerprint(settings, as_of=as_of)
    with run_step("Load imports and reference tables"):
        build_id = start_build(settings, as_of=as_of)
    try:
        with run_step("Build and check the models (dbt)"):
            made = run_dbt(["build", *DATA_CHECKS_ONLY], settings)
            write_build_records(find_candidate_file(settings), made)
    except BaseException:
        remove_candidate(settings)
        raise
    candidate = Candidate(build_id=build_id, inputs_sha256=inputs)
    write_candidate(candidate, settings)
    return candidate


def run_scoring(settings: Settings, *, as_of: date | None = None) -> Path:
    """Rank the suppliers, forecast the year, and build the marts that show both.

    Args:
        settings: Where the candidate lies.
        as_of: Rank as it would have been done on this day; the build's own day
            when left out.

    Returns:
        The folder of the model run.
    """
    candidate = load_candidate(settings)
    path = find_candidate_file(settings)
    if as_of is not None:
        with run_step(f"Build the features as of {as_of}"):
            write_as_of(as_of, settings)
            run_dbt(["build", *DATA_CHECKS_ONLY], settings)
    with run_step("Rank the suppliers"):
        run_folder = run_score(path, settings, previous=find_published_run(settings))
        write_scores(path, settings, run_folder)
    with run_step("Forecast the year"):
        write_forecasts(path, settings, run_forecast(path, settings))
    with run_step("Find the figures that change"):
        against = _write_changes(candidate, settings)
    with run_step("Build the tables of ranking, forecasts and changes (dbt)"):
        run_dbt(["build", *DATA_CHECKS_ONLY, "--select", *AFTER_SCORES], settings)
    scored = replace(candidate, model_run_id=run_folder.name, compared_with=against)
    write_candidate(scored, settings)
    return run_folder


def _write_changes(candidate: Candidate, settings: Settings) -> str | None:
    """Write in the candidate what it changes, and return which build that is against.

    A published build whose file is gone has nothing to compare with.
    """
    current = load_current(settings)
    if current is None:
        return None
    before = settings.warehouse_dir / current["file"]
    if before.is_file():
        path = find_candidate_file(settings)
        write_changed_figures(before, path, to_build_id=candidate.build_id)
    return current["build_id"]


def run_publication(
    settings: Settings, *, force: bool = False, by: str | None = None
) -> dict[str, Any]:
    """Publish the finished candidate with the list of what it changes.

    The list is made while scoring. It is made again for a candidate that was never
    scored, or when another build has been published since.

    Returns:
        The new pointer.

    Raises:
        PublishError: The candidate is damaged or has lost rows; nothing is changed.
    """
    candidate, current = load_candidate(settings), load_current(settings)
    if current is not None and current["build_id"] != candidate.compared_with:
        read_build(find_candidate_file(settings))
        compared_with = _write_changes(candidate, settings)
        run_dbt(["build", *DATA_CHECKS_ONLY, "--select", *AFTER_CHANGES], settings)
        write_candidate(replace(candidate, compared_with=compared_with), settings)
    return run_publish(settings, force=force, by=by)


def run_refresh(
    settings: Settings,
    exports: Path | None,
    *,
    force: bool = False,
    sender: str | None = None,
    answers: Answers | None = None,
) -> tuple[ImportReport, dict[str, Any]]:
    """Import, build, rank and publish; skip the last three when nothing changed.

    Leaves last_refresh.json beside the pointer, so that the data page can say when a
    refresh failed: a failure publishes nothing, and the build itself cannot tell.

    Args:
        settings: The home to work in.
        exports: Folder with received files; the home's own exports when left out.
        force: Publish although a mart has lost most of its rows.
        sender: As in `run_import`.
        answers: As in `run_import`.

    Returns:
        What happened to each file, and the pointer to the published build.
    """
    # dbt takes a second to load, which fits into the time that files are read.
    threading.Thread(target=import_module, args=("dbt.cli.main",), daemon=True).start()
    write_publication(settings)
    try:
        with run_step("Import the exports"):
            report = run_import(exports, settings, sender=sender, answers=answers)
        pointer = _publish_if_changed(settings, force=force)
    except BaseException:
        _write_note(settings, has_failed=True)
        raise
    _write_note(settings, has_failed=False)
    return report, pointer


def _publish_if_changed(settings: Settings, *, force: bool) -> dict[str, Any]:
    current = load_current(settings)
    if current and current["inputs_sha256"] == build_fingerprint(settings, as_of=None):
        return current
    run_build(settings)
    run_scoring(settings)
    with run_step("Publish"):
        return run_publication(settings, force=force)


def _write_note(settings: Settings, *, has_failed: bool) -> None:
    finished_at = datetime.now(UTC).isoformat(timespec="seconds")
    # A full disk is a likely reason; the note is not worth a second error.
    with suppress(OSError):
        write_json(
            settings.warehouse_dir / "last_refresh.json",
            {"finished_at": finished_at, "has_failed": has_failed},
        )
