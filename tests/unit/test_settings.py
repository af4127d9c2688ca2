import json
from pathlib import Path

import pytest

from app import settings as app_settings
from pipelines.errors import UsageError
from pipelines.progress import run_step
from pipelines.settings import ROOT, load_settings


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "STORE_URL", "THREADS", "PROGRESS"):
        monkeypatch.delenv(f"MALBILD_{name}", raising=False)


def test_run_time_data_lies_in_the_project_unless_somebody_says_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load_settings().home == ROOT / "data"
    monkeypatch.setenv("MALBILD_HOME", str(tmp_path / "from_environment"))
    assert load_settings().home == tmp_path / "from_environment"
    assert load_settings(tmp_path / "asked_for").home == tmp_path / "asked_for"


def test_reference_tables_stay_with_the_code_wherever_the_home_is(
    tmp_path: Path,
) -> None:
    settings = load_settings(tmp_path)
    assert settings.reference_dir == ROOT / "data" / "reference"
    assert settings.dbt_dir == ROOT / "dbt"
    assert settings.exports_dir == tmp_path / "exports"


@pytest.mark.parametrize("home", [None, "~/home", "some/where"])
@pytest.mark.parametrize("url", [None, "postgresql+psycopg://me:secret@host/store"])
def test_the_app_and_the_pipelines_mean_the_same_store(
    monkeypatch: pytest.MonkeyPatch, home: str | None, url: str | None
) -> None:
    for name, told in (("HOME", home), ("STORE_URL", url)):
        if told is not None:
            monkeypatch.setenv(f"MALBILD_{name}", told)
    assert load_settings().store_url == app_settings.load_settings().store_url
    assert load_settings().home == app_settings.load_settings().home
    assert "secret" not in repr(load_settings())


@pytest.mark.parametrize("written", ["many", "0", "-1", "1.5"])
def test_a_thread_count_that_is_no_number_is_refused(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("MALBILD_THREADS", written)
    with pytest.raises(UsageError, match="MALBILD_THREADS"):
        load_settings()


def test_progress_is_one_line_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    with run_step("Import the exports"):
        pass
    shown = capsys.readouterr().err
    assert shown.startswith("▸ Import the exports … ")
    assert shown.endswith(" s\n")


def test_progress_is_json_for_programs_and_tells_of_failure(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALBILD_PROGRESS", "json")
    with pytest.raises(ValueError, match="stop"), run_step("Build"):
        raise ValueError("stop")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["state"] for line in lines] == ["started", "failed"]
    assert lines[1]["seconds"] >= 0
