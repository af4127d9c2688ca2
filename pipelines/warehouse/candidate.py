"""The build that is under way: one new file, published only when it is whole.

    start_build -> candidate/malbild.duckdb -> run_dbt -> scores -> publish

A killed build leaves its candidate behind. It is never served, and the next build
removes it. The file always has the same name while it is built, because dbt would
otherwise read the whole project anew each time.
"""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.errors import BuildError
from pipelines.settings import Settings

FOLDER = "candidate"
FILE = "malbild.duckdb"
POINTER = "candidate.json"


@dataclass(frozen=True)
class Candidate:
    """A finished but unpublished build.

    `compared_with` is the published build that its changed figures were found against.
    """

    build_id: str
    inputs_sha256: str
    model_run_id: str | None = None
    compared_with: str | None = None


def find_candidate_file(settings: Settings) -> Path:
    """Return where the file that is being built lies."""
    return settings.warehouse_dir / FOLDER / FILE


def remove_candidate(settings: Settings) -> None:
    """Remove what an earlier build left unpublished, whole or half."""
    shutil.rmtree(settings.warehouse_dir / FOLDER, ignore_errors=True)


def write_candidate(candidate: Candidate, settings: Settings) -> None:
    """Remember the finished candidate, replacing the one before."""
    write_json(settings.warehouse_dir / FOLDER / POINTER, asdict(candidate))


def load_candidate(settings: Settings) -> Candidate:
    """Load the finished candidate.

    Raises:
        BuildError: There is none, or its file is gone.
    """
    pointer = settings.warehouse_dir / FOLDER / POINTER
    if pointer.exists() and find_candidate_file(settings).exists():
        return Candidate(**json.loads(pointer.read_text(encoding="utf8")))
    raise BuildError(
        f"There is no finished build to continue with in {settings.warehouse_dir}. "
        "Run `malbild build` first, or `malbild refresh` for all steps."
    )


def write_json(path: Path, content: object) -> None:
    """Write a small JSON file: readers see the old one or the new, never half."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    with unfinished.open("w", encoding="utf8") as stream:
        json.dump(content, stream, indent=2, ensure_ascii=False)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(path)
