"""A home whose results have been published openly, for the tests that need one."""

import json
import shutil
from pathlib import Path
from typing import Any

from pipelines.open_data.publish_open import run_publish_open
from pipelines.settings import load_settings

BY = "Anna Exempel"
ADDRESS = "https://data.example.se/open/"


def write_open_home(home: Path, built_home: Path, folder: Path) -> dict[str, Any]:
    """Publish a built home's results in a home of its own, with a copy of the build.

    DuckDB refuses a second way of opening a file that a page in this process has open.
    """
    write_build(home, built_home)
    return run_publish_open(load_settings(home), folder, by=BY, address=ADDRESS)


def write_build(home: Path, built_home: Path) -> None:
    """Copy the published build and its pointer to a home that is not there yet."""
    source, copied = built_home / "warehouse", home / "warehouse"
    copied.mkdir(parents=True)
    published = json.loads((source / "current.json").read_text(encoding="utf8"))
    for name in ("current.json", published["file"]):
        shutil.copyfile(source / name, copied / name)
