"""Offer a table as CSV and XLSX, safe to open and impossible to mix up.

Streamlit's own CSV button is off: it writes `=cmd|...` raw. A file's name carries a
random part, because equally long files over a mebibyte may share an address and the
second reader would get the first one's bytes.
"""

import secrets
from collections.abc import Callable
from functools import partial

import streamlit as st

from app.charts.spec import Footer, Table
from app.messages import _
from app.reports.table_files import build_csv, build_header, build_xlsx

XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_downloads(name: str, *, title: str, table: Table, footer: Footer) -> None:
    """Show two buttons; a file is made only when its button is pressed.

    Args:
        name: Latin letters and underscores, unique on the page.
        title: Written in the first row of the file.
        table: What to write.
        footer: Written in the rows above the headings.
    """
    # Made here and not in the file's own thread, which knows no language.
    header = build_header(title, footer)
    with st.container(horizontal=True):
        _offer(name, "csv", "text/csv", partial(build_csv, header, table), footer)
        _offer(name, "xlsx", XLSX_MIME, partial(build_xlsx, header, table), footer)


def build_file_name(name: str, ending: str, *, build_id: str) -> str:
    """Name a file after its content and build, with a part nobody can guess."""
    return f"malbild-{name}-{build_id}-{secrets.token_hex(4)}.{ending}"


def _offer(
    name: str, ending: str, mime: str, build: Callable[[], bytes], footer: Footer
) -> None:
    key = f"download.{name}.{ending}"
    # Kept for the session: a new name on every run would redraw the button.
    file_name = st.session_state.setdefault(
        f"{key}.{footer.build_id}",
        build_file_name(name, ending, build_id=footer.build_id),
    )
    st.download_button(
        _("Download %(ending)s", ending=ending.upper()),
        data=build,
        file_name=file_name,
        mime=mime,
        key=key,
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
    )
