"""Load the open tables: rows from the published build, words from dbt's descriptions.

dbt/models/marts/open/*.yml ─┐
catalogue.yml ───────────────┴→ OpenTable ←─ marts.open_* of the published build
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import yaml

from pipelines.errors import PublishError
from pipelines.settings import Settings

WORDS = Path(__file__).with_name("catalogue.yml")
PREFIX = "open_"
EXAMPLE_COLUMN = "is_example"


@dataclass(frozen=True)
class OpenTable:
    """One table that is published.

    `name` is that of its files, without the models' `open_`. `words` are its titles,
    description in Swedish and keywords; `columns` describe `rows`, one each.
    """

    name: str
    description: str
    columns: dict[str, str]
    words: dict[str, Any]
    rows: pl.DataFrame


def load_words() -> dict[str, Any]:
    """Load the words of the catalogue."""
    words: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf8"))
    return words


def load_tables(
    settings: Settings, build: Path, words: dict[str, Any], *, is_example: bool
) -> list[OpenTable]:
    """Load every open table of a build, in the order of their names.

    Raises:
        PublishError: The build is from before there were open tables, or a table has
            no title in catalogue.yml.
    """
    described = [
        yaml.safe_load(path.read_text(encoding="utf8"))["models"][0]
        for path in sorted(
            (settings.dbt_dir / "models" / "marts" / "open").glob("*.yml")
        )
    ]
    with duckdb.connect(str(build), read_only=True) as con:
        return [
            _load_table(con, model, words, is_example=is_example) for model in described
        ]


def _load_table(
    con: duckdb.DuckDBPyConnection,
    model: dict[str, Any],
    words: dict[str, Any],
    *,
    is_example: bool,
) -> OpenTable:
    if model["name"] not in words["tables"]:
        raise PublishError(
            f"{model['name']} has no title. Add it under `tables` in {WORDS.name}."
        )
    columns = {
        column["name"]: " ".join(column["description"].split())
        for column in model["columns"]
    }
    try:
        rows = con.table(f"marts.{model['name']}").pl()
    except duckdb.Error as error:
        raise PublishError(
            "The published build has no open tables: it was made by an older version. "
            "Run `malbild refresh`, then publish openly again."
        ) from error
    # Columns and their order are as described; a build promises them (a dbt contract).
    rows = rows.select([*columns]).sort([*columns][:3])
    return OpenTable(
        name=model["name"].removeprefix(PREFIX),
        description=" ".join(model["description"].split()),
        columns=columns | {EXAMPLE_COLUMN: words["example_column"]},
        words=words["tables"][model["name"]],
        rows=rows.with_columns(pl.lit(is_example).alias(EXAMPLE_COLUMN)),
    )
