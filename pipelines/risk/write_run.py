"""Keep a model run as plain files: what went in, the weights, the scores, the evidence.

    models/<run id>/config.json, coefficients.json, <table>.parquet, model_card_sv.md

Nothing is pickled. The run id comes from everything that the run is made from, so the
same data, rule and code give the same folder and the same bytes.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.errors import ScoreError

CONFIG = "config.json"
COEFFICIENTS = "coefficients.json"


@dataclass(frozen=True)
class ModelRun:
    """Everything that one ranking leaves behind.

    `config` tells how it was made, `coefficients` the models by name, `tables` what
    becomes parquet and `texts` other files, all by name.
    """

    model_run_id: str
    config: Mapping[str, Any]
    coefficients: Mapping[str, Any]
    tables: Mapping[str, pl.DataFrame]
    texts: Mapping[str, str]


def write_run(run: ModelRun, models_dir: Path) -> Path:
    """Write a model run into a folder of its own, whole or not at all."""
    folder = models_dir / run.model_run_id
    unfinished = models_dir / f".{run.model_run_id}.unfinished"
    for left in (folder, unfinished):
        shutil.rmtree(left, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name, table in run.tables.items():
        table.write_parquet(unfinished / f"{name}.parquet")
    for name, text in run.texts.items():
        (unfinished / name).write_text(text, encoding="utf8")
    coefficients = unfinished / COEFFICIENTS
    coefficients.write_text(_write_json(run.coefficients), encoding="utf8")
    files = [f"{name}.parquet" for name in run.tables] + [*run.texts, COEFFICIENTS]
    config = {
        **run.config,
        "coefficients_sha256": _hash_file(coefficients),
        "sha256": {name: _hash_file(unfinished / name) for name in sorted(files)},
    }
    (unfinished / CONFIG).write_text(_write_json(config), encoding="utf8")
    unfinished.rename(folder)
    return folder


def find_run(models_dir: Path, model_run_id: str) -> Path | None:
    """Find a run that has been kept, whole."""
    folder = models_dir / model_run_id
    return folder if folder.exists() and not _find_harm(folder) else None


def read_run(folder: Path) -> dict[str, Any]:
    """Read what a model run was made from, after checking that it is unharmed.

    Raises:
        ScoreError: A file is missing or not the one that was written.
    """
    harm = _find_harm(folder)
    if harm:
        raise ScoreError(
            f"The model run in {folder} cannot be used: {harm}. Remove the folder and "
            "run `malbild score` again; the same data give the same scores."
        )
    return json.loads((folder / CONFIG).read_text(encoding="utf8"))


def read_models(folder: Path) -> dict[str, Any]:
    """Read the coefficients of an unharmed run, by model."""
    read_run(folder)
    return json.loads((folder / COEFFICIENTS).read_text(encoding="utf8"))


def _find_harm(folder: Path) -> str:
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf8"))
        changed = [
            name
            for name, sha256 in config["sha256"].items()
            # Runs of an earlier version named their tables without the ending.
            if _hash_file(folder / (name if "." in name else f"{name}.parquet"))
            != sha256
        ]
    except (OSError, ValueError, KeyError) as error:
        return f"it is not whole ({error})"
    return f"{changed} are not as they were written" if changed else ""


def _write_json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _hash_file(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
