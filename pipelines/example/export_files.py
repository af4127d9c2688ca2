"""Write the tables as export files, one per table, and say what they are.

frames with our column names -> [export_files] -> CSV and XLSX, exempeldata.json
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path

import polars as pl
import xlsxwriter

from pipelines.example.awkward import build_untidy_text
from pipelines.example.export_words import build_headings, build_text
from pipelines.example.periods import DATA_DATE
from pipelines.settings import load_settings
from pipelines.sources.source import Table, find_sources

#: The system support exports these lists as workbooks, all others as text.
WORKBOOKS = frozenset({"findings"})
#: Marks the folder as example data, so that no page shows it as anything else.
MANIFEST = "exempeldata.json"
PIECE = 2**20


def write_exports(
    out: Path, tables: Mapping[tuple[str, str], pl.DataFrame]
) -> dict[str, str]:
    """Write one file per table, in a folder per source.

    Args:
        out: Folder for the source folders.
        tables: Per source and table, a frame with our column names and codes.

    Returns:
        SHA-256 per file name.
    """
    settings = load_settings()
    sources = {source.name: source for source in find_sources()}
    written = {}
    for (name, table_name), frame in tables.items():
        source = sources[name]
        table = source.tables[table_name]
        cells = build_text(frame, source, table, settings)
        cells = build_untidy_text(name, table_name, cells)
        path = out / name / find_file_name(table)
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_file(path, cells, table)
        written[path.name] = _build_sha256(path)
    return written


def write_manifest(
    out: Path,
    *,
    seed: int,
    files: dict[str, str],
    real: list[str],
    not_for_import: list[str],
) -> None:
    """Write beside the exports that they are example data, and how they were made.

    Files under `real` are not: they hold published figures and are imported as such.
    """
    manifest = {
        "seed": seed,
        "data_on": DATA_DATE.isoformat(),
        "files": files,
        "real": real,
        "not_for_import": not_for_import,
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False)
    (out / MANIFEST).write_text(text + "\n", encoding="utf8")


def find_file_name(table: Table) -> str:
    """Name the file as the source's own pattern wants it, with the data date first."""
    suffix = ".xlsx" if table.name in WORKBOOKS else ".csv"
    pattern = next(name for name in table.file_patterns if name.endswith(suffix))
    return f"{DATA_DATE}_{pattern.replace('*', '').removeprefix('_')}"


def _write_file(path: Path, cells: pl.DataFrame, table: Table) -> None:
    headings = build_headings(table)
    if path.suffix == ".csv":
        cells.rename({name: headings[name] for name in cells.columns}).write_csv(
            path, separator=";", include_bom=True
        )
    else:
        _write_workbook(path, cells, table, headings)


def _write_workbook(
    path: Path, cells: pl.DataFrame, table: Table, headings: dict[str, str]
) -> None:
    """Write real dates and numbers, as a workbook from a system has them."""
    with xlsxwriter.Workbook(path) as workbook:
        # Without a fixed day the same seed would give another file every time.
        made_at = datetime.combine(DATA_DATE, time(), tzinfo=UTC).replace(tzinfo=None)
        workbook.set_properties({"created": made_at})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, [headings[name] for name in cells.columns])
        for place, name in enumerate(cells.columns):
            if name in table.dates:
                days = cells[name].str.to_datetime("%Y-%m-%d", strict=False)
                for row, moment in enumerate(days, start=1):
                    if moment is not None:
                        sheet.write_datetime(row, place, moment, day)
            elif name in table.numbers:
                sheet.write_column(1, place, cells[name].cast(pl.Int64, strict=False))
            else:
                sheet.write_column(1, place, cells[name])


def _build_sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
