"""A backup is whole, is tried when it is made, and comes back; F4 of the list."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from typer.testing import CliRunner

from app.store import connection
from app.store.connection import load_engine
from app.store.plan_events import fetch_plan_events
from app.store.plans import fetch_plan, fetch_plans
from app.store.report_definitions import fetch_saved_reports
from app.store.report_runs import fetch_report_runs
from app.store.report_templates import fetch_template_content
from pipelines.backup import run_backup as backup
from pipelines.backup.run_backup import run_backup, run_restore
from pipelines.cli import app
from pipelines.errors import StoreError
from pipelines.settings import ROOT, load_settings
from tests.integration.store_plans import (
    SECRETARY,
    write_decided_plan,
    write_small_plan,
)
from tests.integration.test_store_faults import check_file, check_history
from tests.integration.test_store_reports import FIGURES, keep_template, run, save


def clear_store(store: str) -> None:
    """Make the place empty, as on a new machine."""
    engine = load_engine()
    if store.startswith("sqlite"):
        engine.dispose()
        shutil.rmtree(Path(str(make_url(store).database)).parent)
    else:
        with engine.begin() as con:
            con.execute(text("drop schema public cascade"))
            con.execute(text("create schema public"))
        engine.dispose()
    connection._open.cache_clear()


def test_f4_a_backup_taken_during_writes_is_whole_and_comes_back(
    store: str, tmp_path: Path
) -> None:
    plan = write_small_plan()
    writers = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.integration.store_processes"),
            *("run_editors", json.dumps([plan.plan_id, 3, 40])),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    files = []
    while writers.poll() is None and len(files) < 6:
        files.append(run_backup(load_settings(), tmp_path))
    told = json.loads(writers.communicate()[0])
    written, _events = check_history(plan.plan_id)
    assert sum(len(each["acknowledged"]) for each in told) == 120

    clear_store(store)
    versions = []
    for file in (files[0], files[len(files) // 2], files[-1]):
        run_restore(load_settings(), file, force=True)
        load_engine().dispose()
        restored, _events = check_history(plan.plan_id)
        check_file(store)
        versions.append(restored.version)
    assert versions == sorted(versions)
    assert plan.version <= versions[0] < written.version
    # A restored store is written to like any other.
    assert write_small_plan().version == 3


def test_the_commands_back_up_and_bring_back_everything(
    store: str, tmp_path: Path
) -> None:
    plan = write_decided_plan()
    events = fetch_plan_events(plan.plan_id, SECRETARY)
    slides = bytes(range(256)) * 4000
    template_id = keep_template(content=slides)
    report = save(template_id=template_id)
    run(report)
    malbild = CliRunner()
    made = malbild.invoke(app, ["backup", "--out", str(tmp_path)])
    assert made.exit_code == 0, made.output
    [file, beside] = sorted(tmp_path.glob("malbild-store-*"))
    summed = ["sha256sum", "--check", beside.name]
    assert subprocess.run(summed, cwd=tmp_path, check=False).returncode == 0
    assert file.stat().st_mode & 0o077 == 0

    clear_store(store)
    assert fetch_plans(SECRETARY) == ()
    load_engine().dispose()
    back = malbild.invoke(app, ["restore", "--from", str(file)])
    assert back.exit_code == 0, back.output
    if store.startswith("sqlite"):
        kept = Path(str(make_url(store).database)).parent
        assert [each for each in kept.iterdir() if each.stat().st_mode & 0o077] == []
    load_engine().dispose()
    assert fetch_plan(plan.plan_id, SECRETARY) == plan
    assert fetch_plan_events(plan.plan_id, SECRETARY) == events
    assert fetch_saved_reports(SECRETARY) == (report,)
    assert fetch_template_content(template_id, SECRETARY) == slides
    [told] = fetch_report_runs(report.definition_id, SECRETARY)
    assert told.figures == FIGURES


def test_a_store_that_holds_something_is_replaced_only_by_force(
    store: str, tmp_path: Path
) -> None:
    kept = write_small_plan()
    file = run_backup(load_settings(), tmp_path)
    newer = write_small_plan()
    with pytest.raises(StoreError, match="already holds"):
        run_restore(load_settings(), file)
    assert {plan.plan_id for plan in fetch_plans(SECRETARY)} == {
        kept.plan_id,
        newer.plan_id,
    }
    run_restore(load_settings(), file, force=True)
    load_engine().dispose()
    assert [plan.plan_id for plan in fetch_plans(SECRETARY)] == [kept.plan_id]
    check_file(store)


def test_a_damaged_backup_is_refused_and_the_store_stays(
    store: str, tmp_path: Path
) -> None:
    plan = write_small_plan()
    file = run_backup(load_settings(), tmp_path)
    beside = file.with_name(f"{file.name}.sha256")
    whole = file.read_bytes()
    file.write_bytes(whole[:-100])
    with pytest.raises(StoreError, match="sha256 differs"):
        run_restore(load_settings(), file, force=True)
    # Damaged before its sum was taken.
    file.write_bytes(whole[: len(whole) // 2])
    written = backup.write_checksum
    written(file, stands_for=file)
    with pytest.raises(StoreError, match=r"damaged|failed|cannot be read"):
        run_restore(load_settings(), file, force=True)
    beside.unlink()
    with pytest.raises(StoreError, match="is missing"):
        run_restore(load_settings(), file, force=True)
    with pytest.raises(StoreError, match="no backup for"):
        run_restore(load_settings(), tmp_path / "backup.csv", force=True)
    assert check_history(plan.plan_id)[0] == plan
    check_file(store)


def test_a_backup_that_does_not_come_back_whole_is_not_kept(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StoreError, match="nothing to back up"):
        run_backup(load_settings(), tmp_path / "backups")
    write_small_plan()
    copied = backup._write_copy
    monkeypatch.setattr(
        backup,
        "_write_copy",
        lambda store, half: {**copied(store, half), "plan_events": 99},
    )
    with pytest.raises(StoreError, match="did not come back whole"):
        run_backup(load_settings(), tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []
    assert store
