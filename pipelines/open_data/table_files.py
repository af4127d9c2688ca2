"""Write an open table for machines: plain CSV, and JSON that describes itself."""

import csv
import io
import json
import re
from typing import Any

import polars as pl

from pipelines.open_data.load_tables import OpenTable

#: What a spreadsheet would run, after blanks and marks that nobody sees.
RUNNABLE = re.compile(r"^[\s\u00a0\ufeff]*[=+\-@\t\r\0]")
TYPES: dict[type[pl.DataType], str] = {
    pl.String: "string",
    pl.Boolean: "boolean",
    pl.Date: "date",
    pl.Float64: "number",
    pl.Int32: "integer",
    pl.Int64: "integer",
}


def build_csv(table: OpenTable) -> bytes:
    """Build the table with commas, decimal points, UTF-8 and one row of headings.

    Returns:
        What is missing is an empty cell. A text that a spreadsheet could run gets an
        apostrophe.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.rows.columns)
    for row in table.rows.iter_rows():
        writer.writerow([_build_cell(cell) for cell in row])
    return text.getvalue().encode()


def build_json(table: OpenTable, facts: dict[str, Any]) -> bytes:
    """Build the table with its description: what it is, its columns and its rows.

    Args:
        table: What to write.
        facts: What the publication says of itself, beside the table's own words.
    """
    content = {
        "name": table.name,
        "title_sv": table.words["title_sv"],
        "title_en": table.words["title_en"],
        "description_sv": table.words["description_sv"].strip(),
        "description_en": table.description,
        **facts,
        "columns": [
            {
                "name": name,
                "type": TYPES[table.rows.schema[name].base_type()],
                "description": description,
            }
            for name, description in table.columns.items()
        ],
        "rows": table.rows.to_dicts(),
    }
    return json.dumps(content, ensure_ascii=False).encode()


def _build_cell(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, str) and RUNNABLE.match(cell):
        return f"'{cell}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
