"""What a part of a report is: a heading, and how its blocks are built."""

from collections.abc import Callable
from dataclasses import dataclass

from app.charts.spec import ChartSpec
from app.reports.context import ReportContext
from app.reports.kpi_charts import Missing
from app.reports.report import Block, Words

Blocks = tuple[Block, ...]


@dataclass(frozen=True)
class Part:
    """One part that a report may have.

    Args:
        code: Latin letters, digits and underscores; kept in saved definitions, so it
            is never given to another part.
        title: In the reader's language; the heading of its section.
        group: In the reader's language; what the part is listed under.
        build: Fetches and builds the blocks; none when there is nothing to tell.
        nothing: What is said then, where somebody has chosen the part; one that is
            only suggested is left out.
    """

    code: str
    title: str
    group: str
    build: Callable[[ReportContext], Blocks]
    nothing: str = ""


def build_blocks(found: ChartSpec | Missing) -> Blocks:
    """Build the blocks of a chart, or of why there is none."""
    return (Words((found.why,)),) if isinstance(found, Missing) else (found,)


def build_sentences(*sentences: str) -> Blocks:
    """Build the paragraphs that are not empty, as one block or none."""
    told = tuple(sentence for sentence in sentences if sentence)
    return (Words(told),) if told else ()
