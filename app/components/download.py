"""Offer charts, tables and other files, safe to open and impossible to mix up.

Streamlit's own CSV button is off: it writes `=cmd|...` raw. A chart or a table has one
choice of file and one button, so that it costs a page little; the file is made when the
button is pressed.
"""

import secrets
from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from app.access import Principal, require
from app.charts.spec import ChartSpec, Footer, Table
from app.components.made_files import (
    build_as_reader,
    build_for_same_reader,
    load_file_name,
)
from app.messages import _
from app.reports.chart_files import build_chart_file, build_table_file
from app.reports.file_kinds import CHART_KINDS, SIZE_LABELS, TABLE_KINDS, FileKind

KIND_PIXELS, SIZE_PIXELS = 300, 200


def offer_chart_files(spec: ChartSpec) -> None:
    """Show the choice of a chart's file and, for pictures, its size; and the button.

    Args:
        spec: The chart; its name is unique on the page.
    """
    with _start_row():
        kind_code = _offer_kind(spec.name, CHART_KINDS)
        kind = CHART_KINDS[kind_code]
        size = _offer_size(spec.name) if kind.has_size else next(iter(SIZE_LABELS))
        build = partial(build_chart_file, spec, kind_code=kind_code, size=size)
        _offer(spec.name, f"{kind_code}.{size}", kind, build, spec.footer.build_id)


def offer_downloads(name: str, *, title: str, table: Table, footer: Footer) -> None:
    """Show the choice of a table's file, and the button.

    Args:
        name: Latin letters and underscores, unique on the page.
        title: Written in the file.
        table: What to write.
        footer: Written in the file too.
    """
    with _start_row():
        kind_code = _offer_kind(name, TABLE_KINDS)
        build = partial(
            build_table_file, table, kind_code=kind_code, title=title, footer=footer
        )
        _offer(name, kind_code, TABLE_KINDS[kind_code], build, footer.build_id)


def offer_markdown(name: str, *, label: str, text: str, build_id: str) -> None:
    """Show a button for a text as a Markdown file.

    Args:
        name: Latin letters and underscores, unique on the page.
        label: On the button.
        text: The whole file.
        build_id: The build that the text is of.
    """
    key = f"download.{name}.md"
    st.download_button(
        label,
        data=text.encode(),
        file_name=load_file_name(name, "md", key=key, build_id=build_id),
        mime="text/markdown",
        key=key,
        on_click="ignore",
        icon=":material/download:",
        type="secondary",
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
        data=build_as_reader(lambda: build(require(*roles))),
        file_name=file_name,
        mime=mime,
        key=key,
        on_click="ignore",
        icon=":material/download:",
        type="secondary",
    )


def _start_row() -> st.delta_generator.DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="bottom", gap="small")


def _offer_kind(name: str, kinds: Mapping[str, FileKind]) -> str:
    # Looked up here: what asks for the label later may have another language.
    labels = {code: _(kind.label) for code, kind in kinds.items()}
    return st.selectbox(
        _("File"),
        list(labels),
        format_func=labels.__getitem__,
        key=f"download.{name}.kind",
        width=KIND_PIXELS,
    )


def _offer_size(name: str) -> str:
    labels = {code: _(label) for code, label in SIZE_LABELS.items()}
    return st.selectbox(
        _("Size"),
        list(labels),
        format_func=labels.__getitem__,
        key=f"download.{name}.size",
        width=SIZE_PIXELS,
    )


def _offer(
    name: str, choice: str, kind: FileKind, build: Callable[[], bytes], build_id: str
) -> None:
    key = f"download.{name}.{choice}"
    st.download_button(
        _("Download %(ending)s", ending=kind.ending.upper()),
        data=build_for_same_reader(build),
        file_name=load_file_name(name, kind.ending, key=key, build_id=build_id),
        mime=kind.mime,
        key=key,
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
    )
