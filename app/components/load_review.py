"""Look through a load: file by file, with answers to what is asked."""

import re
from typing import Any

import streamlit as st

from app.access import SECRETARIAT, Principal, require
from app.charts.source_words import show_code
from app.components.download import offer_private_file
from app.components.escaping import show_in_markdown
from app.components.load_approval import offer_approval, offer_rereading
from app.components.load_files import (
    show_details,
    show_file_head,
    show_rejected,
    show_table,
)
from app.components.load_questions import Answer, offer_answers
from app.formatting import show_number
from app.inbox.loads import Load
from app.inbox.preview import Confirmation, FilePreview
from app.inbox.runs import load_answers, remove_file, write_rejected
from app.messages import _, ngettext


def show_review(
    load: Load,
    files: tuple[FilePreview, ...],
    principal: Principal,
    *,
    is_example: bool,
) -> None:
    """Show every file of a load and offer what can be done with it.

    Args:
        load: The load, read but not published.
        files: What the preview found.
        principal: Who looks.
        is_example: Whether the pages show the fictional example now.
    """
    saved = load_answers(load, principal)
    answers: dict[str, Any] = {"by": principal.role_code, "files": {}}
    are_confirmed = []
    for file in files:
        with st.container(border=True):
            answered = saved["files"].get(file.file_sha256, {})
            answer = _show_file(load, file, answered)
            confirmed = _ask_confirmations(load, file)
        are_confirmed.append(len(confirmed) == _count_confirmations(file))
        answers["files"][file.file_sha256] = answer | {"confirmed": confirmed}
    if _find_questions(answers) != _find_questions(saved):
        offer_rereading(load, answers)
    else:
        offer_approval(
            load, files, answers, is_held=not all(are_confirmed), is_example=is_example
        )


def offer_rejected(
    load: Load, *, file_name: str, file_sha256: str, n_rejected: int
) -> None:
    """Offer a file's rejected rows in the sender's own form."""
    offer_private_file(
        ngettext(
            "Download %(n)s rejected row", "Download %(n)s rejected rows", n_rejected
        ),
        # Rows of a Parquet file come as a workbook: somebody is to mend them by hand.
        file_name=re.sub(r"(?i)\.parquet$", ".xlsx", file_name),
        build=lambda principal: write_rejected(load, file_name, file_sha256, principal),
        roles=(SECRETARIAT,),
        key=f"load.rejected.{file_sha256}",
    )


def _show_file(load: Load, file: FilePreview, answered: Answer) -> Answer:
    show_file_head(file)
    for table in file.tables:
        show_table(table)
    answer = offer_answers(file, answered, key=f"load.{file.file_sha256}")
    n_rejected = sum(table.n_rejected or 0 for table in file.tables)
    if n_rejected:
        with st.expander(_("Rejected rows: %(n)s", n=show_number(n_rejected))):
            for table in file.tables:
                show_rejected(table)
            st.markdown(
                _(
                    "The file below holds these rows as they were sent, with what is "
                    "wrong in a column of its own. Mend them and hand the file in."
                )
            )
            offer_rejected(
                load,
                file_name=file.file_name,
                file_sha256=file.file_sha256,
                n_rejected=n_rejected,
            )
    for table in file.tables:
        show_details(table)
    st.button(
        _("Take the file out"),
        key=f"load.out.{file.file_sha256}.{file.file_name}",
        type="tertiary",
        icon=":material/close:",
        on_click=_take_out,
        args=(load, file),
    )
    return answer


def _take_out(load: Load, file: FilePreview) -> None:
    remove_file(load, file, require(SECRETARIAT))


def _ask_confirmations(load: Load, file: FilePreview) -> list[str]:
    """Ask whether what looks wrong is right; return the codes that are."""
    asked: dict[str, list[bool]] = {}
    for table in file.tables:
        for n, each in enumerate(table.confirmations):
            is_right = st.checkbox(
                _show_confirmation(each),
                key=f"{load.load_id}.{file.file_sha256}.{table.name}.{each.code}.{n}",
            )
            asked.setdefault(each.code, []).append(is_right)
    return sorted(code for code, rights in asked.items() if all(rights))


def _count_confirmations(file: FilePreview) -> int:
    return len({each.code for table in file.tables for each in table.confirmations})


def _show_confirmation(each: Confirmation) -> str:
    before, now = show_number(each.n_before), show_number(each.n_now)
    if each.code == "sum_deviates":
        return _(
            "The sum of %(column)s is %(now)s, against %(before)s the last time. "
            "That is right.",
            column=show_in_markdown(show_code(each.column or "")),
            now=now,
            before=before,
        )
    return _(
        "The file has %(now)s rows, against %(before)s the last time. That is right.",
        now=now,
        before=before,
    )


def _find_questions(answers: dict[str, Any]) -> dict[str, Any]:
    """Find the answers that change how files are read, leaving out the empty ones."""
    parts = ("tables", "headings", "codes", "given")
    found = {
        sha256: {part: answer[part] for part in parts if answer.get(part)}
        for sha256, answer in answers["files"].items()
    }
    return {sha256: answer for sha256, answer in found.items() if answer}
