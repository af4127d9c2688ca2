"""Tables of a document: headings repeated on every page, no row split in two."""

from typing import Any

from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from app.charts.cells import find_number_columns
from app.charts.office_native import build_plain
from app.charts.office_table import Cells
from app.charts.spec import Table
from app.reports.column_fit import build_told_rows, find_least_width, find_widths
from app.theme import HAIRLINE, INK, MUTED, WHITE

LETTERS = (9.0, 8.5, 8.0, 7.5)
PADDING = 3.0
TWENTIETHS = 20


def check_fits(table: Table, width: float) -> bool:
    """Check whether a table fits a width without a word broken."""
    rows = (table.headings, *build_told_rows(table))
    return find_least_width(rows, LETTERS[-1]) <= width


def build_cells(table: Table, width: float) -> Cells:
    """Build a table's cells as told, its columns as wide as their words ask."""
    rows = build_told_rows(table)
    letter, widths = find_widths((table.headings, *rows), width, LETTERS)
    return Cells(
        headings=table.headings,
        rows=rows,
        shares=tuple(each / sum(widths) for each in widths),
        right_aligned=find_number_columns(table),
        letter=letter,
    )


def write_table(paper: Paper, cells: Cells, *, width: float, words: str) -> None:
    """Write a table at the end of a document.

    Args:
        paper: The document.
        cells: What it says.
        width: Of the whole table, in points.
        words: What it is, for those who listen.
    """
    table = paper.add_table(rows=0, cols=len(cells.headings))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    _write_facts(table, words)
    # Cells are made once: python-docx counts all of them each time one is asked for.
    for at, row in enumerate((cells.headings, *cells.rows)):
        _write_row(table, row, cells, at - 1, width)
    # What stands under a table, its source, is not left alone on the next page.
    for paragraph in table._tbl.tr_lst[-1].iter(qn("w:p")):
        paragraph.get_or_add_pPr().get_or_add_keepNext()
    for column, share in zip(
        table._tbl.tblGrid.findall(qn("w:gridCol")), cells.shares, strict=True
    ):
        column.set(qn("w:w"), str(int(width * share * TWENTIETHS)))


def _write_facts(table: Any, words: str) -> None:
    look = table._tbl.tblPr
    for name, value in (("tblCaption", words), ("tblDescription", words)):
        element = OxmlElement(f"w:{name}")
        element.set(qn("w:val"), build_plain(words if value else ""))
        look.append(element)


def _write_row(
    table: Any, texts: tuple[str, ...], cells: Cells, row: int, width: float
) -> None:
    is_heading = row < 0
    written = table.add_row()
    look = written._tr.get_or_add_trPr()
    look.append(OxmlElement("w:cantSplit"))
    if is_heading:
        look.append(OxmlElement("w:tblHeader"))
    for column, (element, text) in enumerate(
        zip(written._tr.tc_lst, texts, strict=True)
    ):
        fill = "" if is_heading or not cells.fills else cells.fills[row][column]
        ink = INK if is_heading or not cells.inks else cells.inks[row][column]
        _write_look(element, width * cells.shares[column], is_heading, fill)
        paragraph = element.p_lst[0]
        paragraph.append(
            _build_run(
                text,
                cells.letter,
                MUTED if is_heading else ink,
                is_heading or (column == 0 and cells.has_first_column),
            )
        )
        _write_place(paragraph, _find_side(cells, column))


def _find_side(cells: Cells, column: int) -> str:
    if cells.right_aligned[column]:
        return "right"
    return "center" if cells.is_centred and column else "left"


def _write_look(element: Any, width: float, is_heading: bool, fill: str) -> None:
    look = element.get_or_add_tcPr()
    for old in list(look):
        look.remove(old)
    size, colour = (12, MUTED) if is_heading else (4, WHITE if fill else HAIRLINE)
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill[1:]}"/>' if fill else ""
    parts = parse_xml(
        f"<w:tcPr {nsdecls('w')}>"
        f'<w:tcW w:w="{int(width * TWENTIETHS)}" w:type="dxa"/>'
        f'<w:tcBorders><w:bottom w:val="single" w:sz="{size}" w:space="0" '
        f'w:color="{colour[1:]}"/></w:tcBorders>{shade}'
        f'<w:vAlign w:val="center"/></w:tcPr>'
    )
    for part in list(parts):
        look.append(part)


def _write_place(paragraph: Any, side: str) -> None:
    look = paragraph.get_or_add_pPr()
    spacing = parse_xml(
        f'<w:spacing {nsdecls("w")} w:before="{int(PADDING * TWENTIETHS)}" '
        f'w:after="{int(PADDING * TWENTIETHS)}" w:line="240" w:lineRule="auto"/>'
    )
    look.append(spacing)
    look.append(parse_xml(f'<w:jc {nsdecls("w")} w:val="{side}"/>'))


def _build_run(text: str, letter: float, ink: str, is_bold: bool) -> Any:
    run = OxmlElement("w:r")
    look = OxmlElement("w:rPr")
    if is_bold:
        look.append(OxmlElement("w:b"))
    for name, value in (("color", ink[1:]), ("sz", str(int(letter * 2)))):
        element = OxmlElement(f"w:{name}")
        element.set(qn("w:val"), value)
        look.append(element)
    run.append(look)
    words = OxmlElement("w:t")
    words.text = build_plain(text)
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    return run
