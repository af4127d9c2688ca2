"""Read the public files that the reference tables are derived from, as text."""

from pathlib import Path
from typing import Any

import polars as pl
import yaml

from pipelines.errors import ExportFormatError

AGREED = Path(__file__).with_name("raw_files.yml")


def load_agreed() -> dict[str, Any]:
    """Load where each raw file lies and what is in it, by the name of its entry."""
    return yaml.safe_load(AGREED.read_text(encoding="utf8"))


def read_raw(folder: Path, agreed: dict[str, Any]) -> pl.DataFrame:
    """Read one raw file with every cell as text.

    Region code 01 and the figure NA stay what they are; nothing is guessed.

    Raises:
        ExportFormatError: The file is not in the folder.
    """
    path = find_raw(folder, agreed)
    if path.suffix == ".xlsx":
        return pl.read_excel(path, infer_schema_length=0).rename(agreed["columns"])
    return pl.read_csv(
        path, infer_schema=False, encoding=agreed.get("encoding", "utf8")
    )


def find_raw(folder: Path, agreed: dict[str, Any]) -> Path:
    """Find one raw file in the folder that was given.

    Raises:
        ExportFormatError: The file is not there.
    """
    path = folder / agreed["path"]
    if not path.exists():
        raise ExportFormatError(
            f"{agreed['path']} was not found in {folder}. Put the public file there, "
            "or correct its path in pipelines/reference/raw_files.yml."
        )
    return path
