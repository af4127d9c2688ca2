"""Write a report as a document: real headings, native charts, tables that repeat.

Report ─→ title ─→ for each section: heading ─ numbers ─ words ─ charts ─ tables ─→ DOCX
"""

import io
from contextvars import copy_context
from typing import Any

from docx.document import Document as Paper
from docx.oxml.ns import qn
from docx.shared import Pt

from app.charts.forms_plan import Grid
from app.charts.office_facts import write_facts
from app.charts.office_forms import find_n_rows
from app.charts.office_native import build_plain
from app.charts.office_page import build_source
from app.charts.office_table import build_grid
from app.charts.spec import ChartSpec, Footer, NumberCard, Table
from app.messages import _, load_language
from app.reports.docx_graphics import LETTER, draw_graphic
from app.reports.docx_look import (
    find_style,
    find_text_width,
    find_upright_width,
    load_paper,
)
from app.reports.docx_marks import find_mark, write_between, write_marks
from app.reports.docx_pages import write_footer, write_turn
from app.reports.docx_tables import build_cells, check_fits, write_table
from app.reports.report import Block, Listing, Numbers, Report, Section, Words

# As high as a part of the width; higher with many rows, never over most of a page.
SHAPE, ROW_HEIGHT, HIGHEST = 0.29, 19.0, 560.0
SOURCE_GAP = 6


def build_docx(report: Report, *, template: bytes | None = None) -> bytes:
    """Write a report as a document.

    Args:
        report: What it says, in its own language.
        template: A region's own document, already checked; none for our own look.

    Returns:
        A DOCX file. Every chart and table ends with its source and terms.
    """
    return copy_context().run(_write, report, template)


def _write(report: Report, template: bytes | None) -> bytes:
    load_language(report.language_code)
    paper = load_paper(template, report.language_code)
    mark = find_mark(paper, "report")
    if mark is None:
        _remove_text(paper)
    written = write_marks(paper, {"title": report.title, "subtitle": report.subtitle})
    first = len(paper.element.body) - 1
    write_footer(paper, report.title)
    for code, text, style in (
        ("title", report.title, "Title"),
        ("subtitle", report.subtitle, "Subtitle"),
    ):
        if code not in written:
            write_line(paper, text, style)
    _write_source(paper, report.footer)
    is_turned = False
    for section in report.sections:
        is_turned = _write_section(paper, section, is_turned=is_turned)
    if mark is not None:
        if is_turned:
            write_turn(paper)
        write_between(paper, mark, first)
    write_facts(paper.core_properties, report.title, report.footer)
    content = io.BytesIO()
    paper.save(content)
    return content.getvalue()


def _remove_text(paper: Paper) -> None:
    """Take out a template's own text; heads, feet and styles stay."""
    body = paper.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)


def write_line(paper: Paper, text: str, style: str, *, is_kept: bool = False) -> Any:
    """Write a paragraph; `is_kept` keeps it on the page of what follows."""
    paragraph = paper.add_paragraph(build_plain(text), style=find_style(paper, style))
    if is_kept:
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.keep_together = True
    return paragraph


def _write_section(paper: Paper, section: Section, *, is_turned: bool) -> bool:
    """Write a section; the page is turned before its heading when a table needs it.

    Returns:
        Whether the page is turned at the end. It stays so until a chart comes, for
        every turn begins a page.
    """
    for at, block in enumerate(section.blocks):
        following = section.blocks[at:] if is_turned else (block,)
        is_wanted = _check_is_turned(paper, following, is_turned)
        if is_wanted != is_turned:
            write_turn(paper)
            is_turned = is_wanted
        if at == 0:
            write_line(paper, section.heading, "Heading 1", is_kept=True)
        _write_block(paper, block, section.heading)
    return is_turned


def _check_is_turned(paper: Paper, blocks: tuple[Block, ...], is_turned: bool) -> bool:
    """Check how the page should lie for the first block that asks for either way."""
    for block in blocks:
        if isinstance(block, ChartSpec):
            return False
        if isinstance(block, Listing) and not check_fits(
            block.table, find_upright_width(paper)
        ):
            return True
    return is_turned


def _write_block(paper: Paper, block: Block, heading: str) -> None:
    if isinstance(block, Words):
        for paragraph in block.paragraphs:
            write_line(paper, paragraph, "Normal")
    elif isinstance(block, Numbers):
        _write_numbers(paper, block.cards, heading)
    elif isinstance(block, ChartSpec):
        _write_chart(paper, block)
    else:
        _write_listing(paper, block)


def _write_numbers(paper: Paper, cards: tuple[NumberCard, ...], heading: str) -> None:
    """Write numbers as a table, so that they are read in order."""
    has_notes = any(card.note for card in cards)
    headings = (
        _("What"),
        _("Number told"),
        *((_("Compared with"),) if has_notes else ()),
    )
    rows = tuple(
        (card.label, card.number, *((card.note,) if has_notes else ()))
        for card in cards
    )
    width = find_text_width(paper)
    cells = build_cells(Table(headings, rows), width)
    write_table(paper, cells, width=width, words=heading)
    write_line(paper, "", "Note")


def _write_chart(paper: Paper, spec: ChartSpec) -> None:
    write_line(paper, spec.title, "Heading 2", is_kept=True)
    subject = write_line(paper, spec.subtitle, "Subject", is_kept=True)
    width = find_text_width(paper)
    words = f"{spec.title}. {spec.alt}"
    if isinstance(spec.marks, Grid):
        cells = build_grid(spec.marks, LETTER)
        write_table(paper, cells, width=width, words=words)
    else:
        rows = find_n_rows(spec.marks)
        height = min(max(width * SHAPE, rows * ROW_HEIGHT), HIGHEST)
        # In one paragraph with what it measures: not every program keeps a longer
        # row of paragraphs on one page.
        run = subject.add_run()
        run.add_break()
        draw_graphic(paper, run, spec.marks, (width, height), words)
    if spec.note:
        write_line(paper, spec.note, "Note", is_kept=True)
    _write_source(paper, spec.footer)


def _write_listing(paper: Paper, listing: Listing) -> None:
    write_line(paper, listing.title, "Heading 2", is_kept=True)
    width = find_text_width(paper)
    cells = build_cells(listing.table, width)
    write_table(paper, cells, width=width, words=listing.title)
    if listing.note:
        write_line(paper, listing.note, "Note")
    _write_source(paper, listing.footer)


def _write_source(paper: Paper, footer: Footer) -> None:
    source, terms = build_source(footer)
    write_line(paper, source, "Source", is_kept=True)
    line = write_line(paper, terms, "Source")
    line.paragraph_format.space_after = Pt(SOURCE_GAP)
