"""What is written on the command line reaches the import."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipelines import cli, cli_import, refresh
from pipelines.importing.answers import Answers
from pipelines.importing.run_import import ImportReport

OPTIONS = ("--sender", "14", "--confirm", "too_few_rows", "--confirm", "sum_deviates")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the import was called with."""
    told: dict[str, Any] = {}

    def listen(*_: object, **options: Any) -> ImportReport:
        told.update(options)
        return ImportReport(())

    monkeypatch.setattr(cli_import, "run_import", listen)
    monkeypatch.setattr(
        refresh, "run_refresh", lambda *_, **o: (listen(**o), {"build_id": "x"})
    )
    return told


@pytest.mark.parametrize("command", ["import", "refresh"])
def test_sender_answers_and_confirmations_are_passed_on(
    command: str, heard: dict[str, Any], tmp_path: Path
) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"by": "region", "files": {"ab": {"given": {}}}}))
    arguments = [command, *OPTIONS, "--answers", str(answers), "--home", str(tmp_path)]
    done = CliRunner().invoke(cli.app, arguments)
    assert done.exit_code == 0, done.output
    assert heard["sender"] == "14"
    found = heard["answers"]
    assert isinstance(found, Answers)
    assert (found.by, list(found.files)) == ("region", ["ab"])
    assert found.confirmed == {"too_few_rows", "sum_deviates"}


def test_an_import_may_be_told_as_json(heard: dict[str, Any], tmp_path: Path) -> None:
    done = CliRunner().invoke(cli.app, ["import", "--json", "--home", str(tmp_path)])
    assert json.loads(done.stdout) == {"files": []}
    assert heard["sender"] is None
