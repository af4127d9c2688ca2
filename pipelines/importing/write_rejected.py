"""Write rejected rows as the sender's own file, with one column more that says why.

It holds what the sender wrote, personal data too, and goes back to the sender; so it is
made from the received file, not from rejected/, and only our own user may read it.
"""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from pipelines.importing.cells import FAULT, SOURCE_ROW
from pipelines.importing.check_table import TableCheck
from pipelines.importing.read_text import read_text
from pipelines.importing.read_workbook import TIMESTAMP
from pipelines.importing.rule_words import build_fault
from pipelines.importing.write_rows import write_bytes

CODECS = {
    "UTF-8": ("", "utf-8"),
    "UTF-8 with BOM": ("\ufeff", "utf-8"),
    "Windows-1252": ("", "cp1252"),
    "UTF-16 LE": ("\ufeff", "utf-16-le"),
    "UTF-16 BE": ("\ufeff", "utf-16-be"),
}
#: What a spreadsheet takes for a formula, unless it is a figure.
FORMULA = re.compile(r"^[\s\u00a0\ufeff]*[=+\-@\t\r]")
FIGURE = re.compile(r"^\s*[-+\u2212]?\s?[\d\s\u00a0\u202f.,]+%?$")
MIDNIGHT = re.compile(TIMESTAMP.replace(r"\d{2}:\d{2}:\d{2}", "00:00:00"))


@dataclass(frozen=True)
class RejectedRows:
    """The rejected rows of one table: headings, and cells as the sender wrote them."""

    title: str
    headings: tuple[str, ...]
    rows: list[list[str]]


def build_rejected_rows(
    check: TableCheck, content: bytes, words: dict[str, str]
) -> RejectedRows:
    """Build the rejected rows of one table, each with what is wrong in the first cell.

    Args:
        check: As from `check_table`, with rows.
        content: The received file.
        words: As from `load_rule_words`.
    """
    sheet, table = check.found.sheet, check.found.table
    headings = tuple(name for name in sheet.headings if name and name != FAULT)
    columns = {table.columns[name]: name for name in headings if name in table.columns}
    cells = sheet.read()
    lines = read_text(content).content.decode().split("\n") if sheet.encoding else []
    malformed = set(cells.malformed[SOURCE_ROW])
    broken = check.checked.rejected if check.checked else cells.malformed
    joined = broken.select(SOURCE_ROW, "broken_rules").join(
        cells.rows, on=SOURCE_ROW, how="left", maintain_order="left"
    )
    rows = []
    for row in joined.iter_rows(named=True):
        fault = build_fault(row["broken_rules"], columns, words)
        written = (
            _split_line(lines[row[SOURCE_ROW] - 1], sheet.separator or ";")
            if row[SOURCE_ROW] in malformed
            else [MIDNIGHT.sub(r"\1", row[name] or "") for name in headings]
        )
        rows.append([fault, *written])
    return RejectedRows("/".join(table.identity), (FAULT, *headings), rows)


def write_rejected_csv(
    tables: list[RejectedRows], path: Path, *, encoding: str, separator: str
) -> None:
    """Write rejected rows in a text file; several tables stand under titles.

    Raises:
        DiskError: No room or no right to write.
    """
    mark, codec = CODECS[encoding]
    packed = io.StringIO(newline="")
    writer = csv.writer(packed, delimiter=separator, lineterminator="\r\n")
    for nth, table in enumerate(tables):
        if len(tables) > 1:
            packed.write(("\r\n" if nth else "") + f"{table.title}\r\n")
        writer.writerow(table.headings)
        writer.writerows([_build_harmless(cell) for cell in row] for row in table.rows)
    text = mark + packed.getvalue()
    write_bytes(text.encode(codec, errors="replace"), path, is_private=True)


def write_rejected_xlsx(tables: list[RejectedRows], path: Path) -> None:
    """Write rejected rows in a workbook of text cells, one sheet for each table.

    Raises:
        DiskError: No room or no right to write.
    """
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as workbook:
        for nth, table in enumerate(tables, start=1):
            title = re.sub(r"[^\w ]", "_", table.title.split("/")[-1])[:28]
            sheet = workbook.add_worksheet(f"{title} {nth}")
            for place, row in enumerate([list(table.headings), *table.rows]):
                for column, cell in enumerate(row):
                    # As text: neither formula nor link, and dates stay as written.
                    sheet.write_string(place, column, cell)
    write_bytes(packed.getvalue(), path, is_private=True)


def _split_line(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator, strict=True), [line])
    except csv.Error:
        return [line]


def _build_harmless(cell: str) -> str:
    is_formula = FORMULA.match(cell) and not FIGURE.match(cell)
    return f"'{cell}" if is_formula else cell
