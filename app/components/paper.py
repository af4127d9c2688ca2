"""What a page says on paper only: the rows of grids, which are pictures to a browser.

A grid on screen scrolls and is cut off in print, so its rows follow it as a plain
table that print.css shows and the screen does not. One text for the whole table: cells
of their own would cost the reader's browser more than the grid.
"""

import re

import streamlit as st

from app.charts.cells import find_number_columns, show_cell
from app.charts.spec import Cell, Table
from app.components.escaping import WORD_JOINER, show_in_markdown
from app.formatting import show_number
from app.messages import _

MOST_ROWS = 100
LONGEST_CELL = 2000
# So many columns need the sheet on its side.
WIDE = 10
# Days and numbers of things: nothing that a narrow column should break in two.
CODE = re.compile(r"[\w-]{1,16}")


def show_on_paper(name: str, table: Table) -> None:
    """Show a table's rows where the page is printed, and say how many are left out.

    Args:
        name: Latin letters and underscores, unique on the page.
        table: What the grid before it shows.
    """
    if not table.rows:
        return
    width = "wide_" if len(table.headings) >= WIDE else ""
    with st.container(key=f"on_paper_{width}{name}"):
        st.markdown(build_markdown_table(table))
        n_more = len(table.rows) - MOST_ROWS
        if n_more > 0:
            st.caption(_("%(n)s more rows are in the download.", n=show_number(n_more)))


def build_markdown_table(table: Table) -> str:
    """Build the first rows as a Markdown table of harmless texts.

    Numbers stand to the right, as in the grid.
    """
    sides = ["---:" if is_right else "---" for is_right in find_number_columns(table)]
    rows = (
        [show_in_markdown(each) for each in table.headings],
        sides,
        *(
            [show_cell_in_markdown(cell) for cell in row]
            for row in table.rows[:MOST_ROWS]
        ),
    )
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def show_cell_in_markdown(cell: Cell) -> str:
    """Write a cell as a harmless text that breaks between words only."""
    text = show_cell(cell)
    shown = show_in_markdown(text, longest=LONGEST_CELL)
    is_code = CODE.fullmatch(text) is not None
    return shown.replace("\\-", f"\\-{WORD_JOINER}") if is_code else shown
