"""Every figure that a report tells, so that a later run can say which have changed.

report ─find→ told figures ─┐
those of an earlier run ────┴build→ a section: changed, new, gone

A key is made of the chart's or list's name, the row's first words and the column, none
of which changes from one build to the next unless the facts do.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from app.charts.cells import show_cell
from app.charts.spec import Cell, ChartSpec, Footer, Table
from app.messages import _, ngettext
from app.reports.report import Listing, Numbers, Report, Section, Words

# More rows than this are counted and not listed.
MOST_ROWS = 200
MOST_CELLS = 4
SEPARATOR = " \u00b7 "
# What it is, and how it was and is written.
Change = tuple[str, ...]


@dataclass(frozen=True)
class ToldFigure:
    """One figure of a report: a stable key, what it is, and how it was written.

    `number` is None where the cell holds words, as a status does.
    """

    key: str
    label: str
    number: float | None
    text: str


def find_told_figures(report: Report) -> tuple[ToldFigure, ...]:
    """Find every figure of a report's charts, lists and rows of numbers, in order."""
    return tuple(
        figure
        for section in report.sections
        for block in section.blocks
        for figure in _find_figures(section, block)
    )


def build_change_section(
    before: tuple[ToldFigure, ...],
    now: tuple[ToldFigure, ...],
    *,
    footer: Footer,
) -> Section:
    """Build what has changed since an earlier run of the same report.

    Args:
        before: The figures of the earlier run.
        now: Those of this one.
        footer: Of this one.
    """
    earlier = {figure.key: figure for figure in before}
    later = {figure.key: figure for figure in now}
    rows: list[Change] = [
        (figure.label, earlier[key].text, figure.text)
        for key, figure in later.items()
        if key in earlier and not _check_same(earlier[key], figure)
    ]
    new = _build_rows([each for each in now if each.key not in earlier])
    gone = _build_rows([each for each in before if each.key not in later])
    return Section(
        _("What has changed since the last time"),
        (
            Words((_build_sentence(len(rows), len(new), len(gone), len(now)),)),
            *_build_listings(rows, new, gone, footer),
        ),
    )


def _build_rows(figures: list[ToldFigure]) -> list[Change]:
    """Build one line per row of a table, however many cells it has."""
    rows: dict[str, list[ToldFigure]] = {}
    for figure in figures:
        rows.setdefault(figure.key.rpartition("|")[0], []).append(figure)
    return [
        (
            cells[0].label.rpartition(SEPARATOR)[0],
            SEPARATOR.join(cell.text for cell in cells[:MOST_CELLS]),
        )
        for cells in rows.values()
    ]


def _build_sentence(n_changed: int, n_new: int, n_gone: int, n_now: int) -> str:
    if not n_changed and not n_new and not n_gone:
        return ngettext(
            "%(n)s figure, the same as last time.",
            "All %(n)s figures are the same as last time.",
            n_now,
        )
    changed = ngettext(
        "%(n)s figure has changed", "%(n)s figures have changed", n_changed
    )
    new = ngettext("%(n)s row is new", "%(n)s rows are new", n_new)
    gone = ngettext("%(n)s row is gone", "%(n)s rows are gone", n_gone)
    return f"{changed}, {new}, {gone}."


def _build_listings(
    rows: list[Change], new: list[Change], gone: list[Change], footer: Footer
) -> Iterator[Listing]:
    what = _("What the figure is of")
    for name, title, headings, told in (
        (
            "changed_figures",
            _("Figures that have changed"),
            (what, _("Last time"), _("This time")),
            rows,
        ),
        ("new_figures", _("What is new"), (what, _("This time")), new),
        ("gone_figures", _("What is gone"), (what, _("Last time")), gone),
    ):
        if told:
            table = Table(headings, tuple(told[:MOST_ROWS]))
            note = _build_note(len(told) - MOST_ROWS)
            yield Listing(name, title, table, footer, note)


def _build_note(n_more: int) -> str:
    if n_more <= 0:
        return ""
    return ngettext("%(n)s more is not listed.", "%(n)s more are not listed.", n_more)


def _check_same(before: ToldFigure, now: ToldFigure) -> bool:
    if before.number is not None and now.number is not None:
        return before.number == now.number
    return before.text == now.text


def _find_figures(section: Section, block: object) -> Iterator[ToldFigure]:
    if isinstance(block, Numbers):
        for card in block.cards:
            label = f"{section.heading}{SEPARATOR}{card.label}"
            yield ToldFigure(f"cards|{label}", label, None, card.number)
    elif isinstance(block, ChartSpec):
        what = block.subtitle.partition(SEPARATOR)[0]
        yield from _find_cells(block.name, what, block.table)
    elif isinstance(block, Listing):
        yield from _find_cells(block.name, section.heading, block.table)


def _find_cells(name: str, what: str, table: Table) -> Iterator[ToldFigure]:
    seen: Counter[str] = Counter()
    for row in table.rows:
        first = show_cell(row[0])
        seen[first] += 1
        # Two rows may begin alike: a goal has one a year.
        which = first if seen[first] == 1 else f"{first}#{seen[first]}"
        for column, cell in enumerate(row[1:], start=1):
            yield ToldFigure(
                key=f"{name}|{which}|{column}",
                label=SEPARATOR.join((what, first, table.headings[column])),
                number=_find_number(cell),
                text=show_cell(cell),
            )


def _find_number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None
