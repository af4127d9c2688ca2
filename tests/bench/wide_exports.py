"""Write two exports of the widest source: a million rows, 16 % of them bad.

The rows are the example export's, repeated with keys, numbers and days of their own.
Both files hold the same cells; in the second every line has one in quotation marks.
Called by time_import.py in a process of its own; prints what it made as one JSON line.
"""

import json
import sys
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.sources.source import Source, Table, find_tables

#: Of this many rows one breaks by each fault: eight faults, 16 %.
EVERY = 50
FAULTS = 8
#: Lines written at a time.
PART = 100_000
FIRST_DAY = date(2015, 1, 1)
PLACE = pl.col("place")


def find_widest() -> tuple[Source, Table]:
    """Find the table with the most columns that are kept."""
    return max(find_tables(), key=lambda found: len(set(found[1].columns.values())))


def read_example(table: Table) -> pl.DataFrame:
    """Read the example export's rows, blank cells as ""."""
    return pl.read_csv(
        table.contract.with_name("example_export.csv"),
        separator=";",
        infer_schema=False,
    ).fill_null("")


def build_cells(table: Table, n_rows: int) -> pl.DataFrame:
    """Build the cells, each row with a `place` from 0 and the `fault` it will have."""
    example = read_example(table)
    rows = pl.DataFrame({"place": range(n_rows)}).with_columns(
        # Spread over the file, and never in the row before a duplicate of it.
        fault=pl.when(PLACE % 5 == 1, PLACE % EVERY // 5 < FAULTS).then(
            PLACE % EVERY // 5
        ),
    )
    return rows.hstack(example[rows["place"] % example.height]).with_columns(
        _build_cell(table, heading, column)
        for heading, column in table.columns.items()
        if heading in example.columns
    )


def _build_cell(table: Table, heading: str, column: str) -> pl.Expr:
    if column in table.organisation_numbers:
        number = 5_560_000_000 + PLACE * 37 % 40_000 * 101
        digits = number.cast(pl.String)
        cell = digits.str.slice(0, 6) + "-" + digits.str.slice(6)
    elif column in table.dates:
        days = PLACE * 13 % 3000 + 40 * table.dates.index(column)
        cell = (pl.lit(FIRST_DAY) + pl.duration(days=days)).dt.to_string("%Y-%m-%d")
    elif column in table.pseudonyms:
        cell = pl.lit("R-") + (PLACE * 11 % 200).cast(pl.String)
    elif column in table.schema.primary_key():
        cell = "R-2024-" + PLACE.cast(pl.String).str.zfill(7)
    elif column.endswith("_id"):
        cell = "N-2023-" + (PLACE // 3).cast(pl.String).str.zfill(7)
    else:
        return pl.col(heading)
    # What the example leaves blank stays blank.
    return (
        pl.when(pl.col(heading) != "").then(cell).otherwise(pl.lit("")).alias(heading)
    )


def build_faults(table: Table, cells: pl.DataFrame) -> pl.DataFrame:
    """Spoil the rows with a fault; a ragged one comes later, in `write_lines`."""
    heading_of = {column: heading for heading, column in table.columns.items()}
    begins, ends = (heading_of[name] for name in table.dates[:2])
    key = heading_of[table.schema.primary_key()[0]]
    code, other_code = [heading_of[name] for name in table.codelists][:2]
    number = heading_of[table.numbers[0]]
    organisation = heading_of[table.organisation_numbers[0]]
    spoiled = [
        (0, begins, pl.lit("17 mars 2014")),
        (1, code, pl.lit("Ingen s\u00e5dan")),
        (2, organisation, pl.col(organisation).str.slice(1)),
        (3, ends, pl.lit("2001-01-01")),
        (4, key, pl.col(key).shift(1)),
        (5, number, pl.lit("1,5")),
        (6, other_code, pl.lit("")),
    ]
    for fault, heading, cell in spoiled:
        broken = pl.when(pl.col("fault") == fault).then(cell)
        cells = cells.with_columns(broken.otherwise(pl.col(heading)).alias(heading))
    return cells


def write_lines(cells: pl.DataFrame, path: Path, quoted: str | None) -> None:
    """Write the cells as an export; the rows with the last fault lack their end."""
    headings = [name for name in cells.columns if name not in ("place", "fault")]
    written = [
        '"' + pl.col(name) + '"' if name == quoted else pl.col(name)
        for name in headings
    ]
    whole = pl.concat_str(written, separator=";")
    ragged = pl.concat_str(written[: len(written) // 2], separator=";")
    lines = cells.select(
        pl.when(pl.col("fault") == FAULTS - 1).then(ragged).otherwise(whole)
    ).to_series()
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf8") as file:
        file.write(";".join(headings) + "\n")
        for part in (lines[n : n + PART] for n in range(0, len(lines), PART)):
            file.write("\n".join(part) + "\n")


def main(folder: Path, n_rows: int) -> None:
    """Write both exports below `folder`."""
    source, table = find_widest()
    cells = build_faults(table, build_cells(table, n_rows))
    name = table.file_patterns[0].replace("*", "")
    code = next(h for h, column in table.columns.items() if column in table.codelists)
    write_lines(cells, folder / "plain" / name, quoted=None)
    write_lines(cells, folder / "quoted" / name, quoted=code)
    print(
        json.dumps(
            {
                "source": source.name,
                "n_columns": cells.width - 2,
                "n_rows": n_rows,
                "n_bad": cells.filter(pl.col("fault") < FAULTS).height,
                "files": {
                    kind: str(folder / kind / name) for kind in ("plain", "quoted")
                },
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
