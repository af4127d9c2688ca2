"""Keep a model run as plain files: what went in, the weights, the scores.

    models/<run id>/config.json, scores.parquet, contributions.parquet

Nothing is pickled. The run id comes from the content, so the same data and rule give
the same folder and the same bytes.
"""

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.errors import ScoreError
from pipelines.risk.cohort import KEYS, Cohort
from pipelines.risk.design import Scale
from pipelines.risk.rule import Rule

CONFIG = "config.json"
TABLES = ("scores", "contributions")


@dataclass(frozen=True)
class ModelRun:
    """Everything that one ranking leaves behind; `scores` without its run id yet."""

    cohort: Cohort
    rule: Rule
    scales: tuple[Scale, ...]
    scores: pl.DataFrame
    contributions: pl.DataFrame


def write_run(run: ModelRun, models_dir: Path) -> Path:
    """Write a model run into a folder of its own, whole or not at all.

    Returns:
        The folder, which is left alone when it already holds this run unharmed.
    """
    described = _describe(run)
    digest = hashlib.sha256(_write_json(described).encode()).hexdigest()
    run_id = f"{run.cohort.as_of_on}-{run.rule.stage_code}-{digest[:12]}"
    folder = models_dir / run_id
    if folder.exists() and not _find_harm(folder):
        return folder
    unfinished = models_dir / f".{run_id}.unfinished"
    for left in (folder, unfinished):
        shutil.rmtree(left, ignore_errors=True)
    unfinished.mkdir(parents=True)
    scores = run.scores.with_columns(model_run_id=pl.lit(run_id, pl.String))
    scores.write_parquet(unfinished / "scores.parquet")
    run.contributions.write_parquet(unfinished / "contributions.parquet")
    config = {
        "model_run_id": run_id,
        **described,
        "sha256": {name: _hash_file(unfinished / f"{name}.parquet") for name in TABLES},
    }
    (unfinished / CONFIG).write_text(_write_json(config), encoding="utf8")
    unfinished.rename(folder)
    return folder


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


def _describe(run: ModelRun) -> dict[str, Any]:
    inputs = pl.concat(
        [
            run.cohort.rows,
            pl.DataFrame(
                dict(zip(run.rule.feature_codes, run.cohort.figures, strict=True))
            ),
        ],
        how="horizontal",
    )
    weights = [
        {**asdict(weight), **asdict(scale)}
        for weight, scale in zip(run.rule.weights, run.scales, strict=True)
    ]
    return {
        "model_code": run.rule.model_code,
        "stage_code": run.rule.stage_code,
        "as_of_on": run.cohort.as_of_on.isoformat(),
        "plan_size": run.rule.plan_size,
        "seed": run.rule.seed,
        "n_draws": run.rule.n_draws,
        "n_rows": run.cohort.rows.height,
        "n_eligible_rows": int(run.cohort.is_eligible.sum()),
        "intercept": asdict(run.rule.intercept),
        "weights": weights,
        "content_sha256": {
            "inputs": _hash_frame(inputs),
            "scores": _hash_frame(run.scores.sort(KEYS)),
        },
    }


def _find_harm(folder: Path) -> str:
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf8"))
        changed = [
            name
            for name in TABLES
            if _hash_file(folder / f"{name}.parquet") != config["sha256"][name]
        ]
    except (OSError, ValueError, KeyError) as error:
        return f"it is not whole ({error})"
    return f"{changed} are not as they were written" if changed else ""


def _write_json(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=2, sort_keys=True) + "\n"


def _hash_file(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _hash_frame(frame: pl.DataFrame) -> str:
    # As text: the hash then does not change with the version of a file format.
    return hashlib.sha256(frame.write_csv().encode()).hexdigest()
