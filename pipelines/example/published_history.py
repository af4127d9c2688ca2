"""Lay the figures that the programme really has published beside the fictional ones.

published_history's example export -> [published_history] -> the same file, untouched

They are history that pages may show as labelled points. Nothing here invents any: the
file is copied byte for byte, and exempeldata.json does not call it example data.
"""

import shutil
from pathlib import Path

from pipelines.example.export_files import find_file_name
from pipelines.sources.source import SOURCES, find_sources

SOURCE, TABLE = "published_history", "published_figures"


def write_published_history(out: Path) -> str:
    """Copy the real figures into the example's folder and return the file's name."""
    source = next(source for source in find_sources() if source.name == SOURCE)
    path = out / SOURCE / find_file_name(source.tables[TABLE])
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SOURCES / SOURCE / "example_export.csv", path)
    return path.name
