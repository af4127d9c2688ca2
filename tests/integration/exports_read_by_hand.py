"""The example's export files as a careful person would read them: no code of ours.

Only what the sender was promised is used: the headings and words of source.yml, the
names in the seeds, and that a row with an impossible cell is left out.
"""

import csv
import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import openpyxl
import polars as pl
import yaml

SOURCES = Path("pipelines/sources")
SEEDS = Path("dbt/seeds")

#: What a row must say to be possible at all, beside known words and real dates.
POSSIBLE: dict[str, pl.Expr] = {
    "contract_register": pl.col("ends_on").is_null()
    | (pl.col("ends_on") >= pl.col("starts_on")),
    "self_assessments": pl.col("process_requirement").cast(pl.Int64) <= 7,
    "follow_up_quality": pl.col("criterion_number").cast(pl.Int64) <= 9,
    "follow_up_publications": pl.col("publication_url").is_null()
    | pl.col("publication_url").str.starts_with("http"),
    "network_people": pl.col("region_code").is_not_null()
    | pl.col("role_code").is_in(["secretariat", "steering_group", "auditor"]),
    "training_attendance": (
        pl.col("person_id").is_not_null()
        | (pl.col("participant_kind_code") != "person")
    )
    & (pl.col("test_score").cast(pl.Float64).fill_null(0) <= 100),
    "introductions": pl.col("completed_on").is_null()
    | (pl.col("completed_on") >= pl.col("offered_on")),
    "communication_items": pl.col("published_on").is_not_null()
    | pl.col("planned_on").is_not_null(),
    "newsletters": pl.col("n_unique_opens").cast(pl.Int64)
    <= pl.coalesce("n_delivered", "n_recipients").cast(pl.Int64),
    "other_buyers_follow_ups": pl.col("accepted_on").is_null()
    | (pl.col("accepted_on") >= pl.col("followed_up_on")),
}


@dataclass(frozen=True)
class Exports:
    """A folder of export files, and the last day they tell of."""

    folder: Path

    @property
    def data_on(self) -> date:
        told = json.loads((self.folder / "exempeldata.json").read_text("utf8"))
        return date.fromisoformat(told["data_on"])

    def read(self, source: str) -> pl.DataFrame:
        """Read a source's one file: our column names and codes, dates as dates."""
        return _read(self.folder, source)


def read_seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def _read(folder: Path, source: str) -> pl.DataFrame:
    agreed = yaml.safe_load((SOURCES / source / "source.yml").read_text("utf8"))
    (table,) = agreed["tables"].values()
    (path,) = (folder / source).iterdir()
    cells = _read_workbook(path) if path.suffix == ".xlsx" else _read_text(path)
    kept = [heading for heading in table["columns"] if heading in cells.columns]
    rows = cells.select(kept).rename({h: table["columns"][h] for h in kept})
    for column, fixed in table.get("value_fixes", {}).items():
        if column in rows.columns:
            rows = rows.with_columns(pl.col(column).replace(fixed))
    for column, name in table.get("codelists", {}).items():
        words = _read_words(name, agreed.get("codelists", {}))
        if words and column in rows.columns:
            rows = _drop_unread(
                rows,
                column,
                pl.col(column)
                .fill_null("")
                .str.to_lowercase()
                .replace_strict(words, default=None, return_dtype=pl.String),
            )
    for column in table.get("dates", []):
        rows = _drop_unread(
            rows, column, pl.col(column).str.to_date("%Y-%m-%d", strict=False)
        )
    for column in table.get("booleans", []):
        said = pl.col(column).str.to_lowercase()
        rows = rows.with_columns(said.replace_strict({"ja": True, "nej": False}))
    return rows.filter(POSSIBLE[source]) if source in POSSIBLE else rows


def _drop_unread(rows: pl.DataFrame, column: str, read: pl.Expr) -> pl.DataFrame:
    """Leave out rows where something is written that cannot be read."""
    is_read = pl.col(column).is_null() | read.is_not_null()
    return rows.filter(is_read).with_columns(read.alias(column))


def _read_words(name: str, inline: dict[str, dict[str, list[str]]]) -> dict[str, str]:
    if name in inline:
        return {
            str(word).lower(): code
            for code, words in inline[name].items()
            for word in [code, *words]
        }
    if not (SEEDS / f"{name}.csv").exists():
        return {}
    rows = read_seed(name)
    code = next(iter(rows[0]))
    names = [column for column in rows[0] if column.endswith(("name_sv", "name_en"))]
    return {row[column].lower(): row[code] for row in rows for column in names}


def _read_text(path: Path) -> pl.DataFrame:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    filled = [{name: cell or None for name, cell in row.items()} for row in rows]
    return pl.DataFrame(filled, schema=dict.fromkeys(rows[0], pl.String))


def _read_workbook(path: Path) -> pl.DataFrame:
    headings, *rows = openpyxl.load_workbook(path).worksheets[0].values
    return pl.DataFrame(
        [[_write_cell(cell) for cell in row] for row in rows],
        schema=dict.fromkeys(map(str, headings), pl.String),
        orient="row",
    )


def _write_cell(cell: object) -> str | None:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return None if cell in {None, ""} else str(cell)
