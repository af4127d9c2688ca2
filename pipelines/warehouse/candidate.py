"""The build that is under way: one new file, published only when it is whole.

    start_build -> candidate-<build id>.duckdb -> run_dbt -> scores -> publish

A killed build leaves its candidate behind. It is never served, and the next build
removes it.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.errors import BuildError
from pipelines.settings import Settings

POINTER = "candidate.json"


@dataclass(frozen=True)
class Candidate:
    """A finished but unpublished build."""

    build_id: str
    file: str
    inputs_sha256: str
    model_run_id: str | None = None

    def path(self, settings: Settings) -> Path:
        """Return where the candidate's warehouse file lies."""
        return settings.warehouse_dir / self.file


def write_candidate(candidate: Candidate, settings: Settings) -> None:
    """Remember the finished candidate, replacing the one before."""
    write_json(settings.warehouse_dir / POINTER, asdict(candidate))


def load_candidate(settings: Settings) -> Candidate:
    """Load the finished candidate.

    Raises:
        BuildError: There is none, or its file is gone.
    """
    pointer = settings.warehouse_dir / POINTER
    if pointer.exists():
        candidate = Candidate(**json.loads(pointer.read_text(encoding="utf8")))
        if candidate.path(settings).exists():
            return candidate
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
