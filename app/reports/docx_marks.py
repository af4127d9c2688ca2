"""Marks in a document of one's own: {{Report}}, {{Title}}, {{Subtitle}}.

A mark is in English or in the report's language, so that {{Rapport}} is one too.
"""

from collections.abc import Iterator
from typing import Any

from docx.document import Document as Paper
from docx.oxml.ns import qn

from app.charts.office_native import build_plain
from app.messages import N_, _

MARKS = {"report": N_("Report"), "title": N_("Title"), "subtitle": N_("Subtitle")}


def show_mark(code: str) -> str:
    """Write a mark as it is to stand in the document."""
    words = MARKS[code]
    return f"{{{{{_(words)}}}}}"


def find_mark(paper: Paper, code: str) -> Any | None:
    """Find the paragraph of the text that holds a mark and nothing else."""
    for paragraph in paper.paragraphs:
        if _check_is(paragraph.text, code):
            return paragraph
    return None


def write_marks(paper: Paper, texts: dict[str, str]) -> set[str]:
    """Write texts where their marks stand, also in heads and feet.

    Returns:
        The codes of those that stand in the text itself.
    """
    written = set()
    for paragraph in _find_paragraphs(paper):
        for code, text in texts.items():
            if not _check_is(paragraph.text, code):
                continue
            runs = paragraph.runs
            for run in runs[1:]:
                run._r.getparent().remove(run._r)
            runs[0].text = build_plain(text)
            if paragraph.part is paper.part:
                written.add(code)
    return written


def write_between(paper: Paper, mark: Any, first: int) -> None:
    """Move what was written from a position on to where a mark stands."""
    body = paper.element.body
    added = [each for each in list(body)[first:] if each.tag != qn("w:sectPr")]
    for element in added:
        mark._p.addprevious(element)
    mark._p.getparent().remove(mark._p)


def _check_is(text: str, code: str) -> bool:
    words = MARKS[code]
    wanted = {f"{{{{{name.casefold()}}}}}" for name in (words, _(words))}
    return text.strip().casefold().replace(" ", "") in wanted


def _find_paragraphs(paper: Paper) -> Iterator[Any]:
    yield from paper.paragraphs
    for section in paper.sections:
        for part in (section.header, section.footer, section.first_page_header):
            if not part.is_linked_to_previous:
                yield from part.paragraphs
