"""What a report says, apart from the kind of file it becomes.

definition + build ─build_report→ Report ─write_…→ PPTX, DOCX, PDF, XLSX
"""

from dataclasses import dataclass

from app.charts.spec import ChartSpec, Footer, NumberCard, Table


@dataclass(frozen=True)
class Words:
    """Paragraphs of plain text; `is_own` when somebody wrote them for this report."""

    paragraphs: tuple[str, ...]
    is_own: bool = False


@dataclass(frozen=True)
class Numbers:
    """A row of numbers, each with its label and what it is compared with."""

    cards: tuple[NumberCard, ...]


@dataclass(frozen=True)
class Listing:
    """A table that is the point itself. `name` is unique in the report."""

    name: str
    title: str
    table: Table
    footer: Footer
    note: str = ""


Block = Words | Numbers | ChartSpec | Listing


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it, in order."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """A whole report in the reader's language, every text ready to show.

    `language_code` is what the file says of itself: sv or en.
    """

    template_code: str
    title: str
    subtitle: str
    language_code: str
    footer: Footer
    sections: tuple[Section, ...]
