"""Offer a table as CSV and XLSX, safe to open and impossible to mix up.

Streamlit's own CSV button is off: it writes `=cmd|...` raw. A file's name carries a
random part, because equally long files over a mebibyte may share an address and the
second reader would get the first one's bytes.
"""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from app.access import Principal, require
from app.charts.spec import Footer, Table
from app.messages import _, language, load_language
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


def offer_markdown(name: str, *, label: str, text: str, build_id: str) -> None:
    """Show a button for a text as a Markdown file.

    Args:
        name: Latin letters and underscores, unique on the page.
        label: On the button.
        text: The whole file.
        build_id: The build that the text is of.
    """
    key = f"download.{name}.md"
    file_name = st.session_state.setdefault(
        f"{key}.{build_id}", build_file_name(name, "md", build_id=build_id)
    )
    st.download_button(
        label,
        data=text.encode(),
        file_name=file_name,
        mime="text/markdown",
        key=key,
        on_click="ignore",
        icon=":material/download:",
        type="secondary",
    )


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


def offer_private_file(
    label: str,
    *,
    file_name: str,
    build: Callable[[Principal], bytes],
    roles: tuple[str, ...],
    key: str,
) -> None:
    """Show a button for a file that is made when it is pressed, if the role is right.

    Args:
        label: On the button.
        file_name: As the sender calls it; a word and a random part are added.
        build: Makes the file for a reader whose role has just been checked.
        roles: Who may have it.
        key: Unique on the page.
    """
    stem, _dot, ending = file_name.rpartition(".")
    token = st.session_state.setdefault(f"{key}.token", secrets.token_hex(4))
    offer_checked_file(
        label,
        file_name=f"{stem}-{_('errors')}-{token}.{ending.lower()}",
        mime="application/octet-stream",
        build=build,
        roles=roles,
        key=key,
    )


def offer_checked_file(
    label: str,
    *,
    file_name: str,
    mime: str,
    build: Callable[[Principal], bytes],
    roles: tuple[str, ...],
    key: str,
) -> None:
    """Show a button for a file whose reader is looked up again when it is pressed.

    Args:
        label: On the button.
        file_name: The whole name, with its random part.
        mime: What kind of file it is.
        build: Makes the file for a reader whose role has just been checked.
        roles: Who may have it.
        key: Unique on the page.
    """
    st.download_button(
        label,
        data=partial(_build_for_reader, get_script_run_ctx(), language(), build, roles),
        file_name=file_name,
        mime=mime,
        key=key,
        on_click="ignore",
        icon=":material/download:",
        type="secondary",
    )


def _build_for_reader(
    context: ScriptRunContext | None,
    language_code: str,
    build: Callable[[Principal], bytes],
    roles: tuple[str, ...],
) -> bytes:
    """Make a file long after the page was drawn, in a thread that knows no reader.

    The role is looked up as on any run of the page, in a thread of its own: one of the
    server's would go on being this reader.
    """
    remember = partial(add_script_run_ctx, None, context)

    def build_as_read() -> bytes:
        load_language(language_code)
        return build(require(*roles))

    with ThreadPoolExecutor(1, initializer=remember) as thread:
        return thread.submit(build_as_read).result()
