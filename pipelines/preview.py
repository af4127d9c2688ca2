"""Show what an import would do, without doing it: by the same code, and as JSON.

folder -> [check_file] -> questions, counts, first rejected rows, changes -> stdout
"""

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipelines.importing.answers import Answers
from pipelines.importing.check_file import FileCheck, check_file
from pipelines.importing.check_rows import CheckedRows
from pipelines.importing.check_table import TableCheck
from pipelines.importing.codelists import load_code_words
from pipelines.importing.desk import Desk, build_desk
from pipelines.importing.find_changes import find_changes, find_samples
from pipelines.importing.find_likeness import find_candidates
from pipelines.importing.find_new_files import find_new_files
from pipelines.importing.find_questions import (
    find_last_given,
    find_missing_columns,
    find_read_headings,
    find_unknown_words,
)
from pipelines.importing.mappings import build_newest
from pipelines.settings import Settings
from pipelines.sources.source import Source, find_sources
from pipelines.warehouse.rows_in_use import load_rows_in_use

SHOWN_ROWS = 20
#: Of several tables in a file, the one that needs most attention speaks for the file.
URGENT_FIRST = ("needs_answers", "needs_confirmation", "ready", "refused")


def run_preview(
    folder: Path | None,
    settings: Settings,
    *,
    sender: str | None = None,
    answers: Answers | None = None,
    sources: tuple[Source, ...] | None = None,
) -> dict[str, Any]:
    """Check every file in a folder as an import would, and write nothing.

    Args:
        folder: Where the received files lie; the home's exports when left out.
        settings: The home to compare with.
        sender: As in `run_import`.
        answers: As in `run_import`.
        sources: As in `run_import`.

    Returns:
        `files`, one entry per file: see README.md, "Preview".
    """
    if folder is None and not settings.exports_dir.is_dir():
        return {"files": []}
    place = folder or settings.exports_dir
    desk = build_desk(
        settings,
        find_sources() if sources is None else sources,
        sender=sender,
        answers=answers,
    )
    files = []
    for path in find_new_files(place):
        check = check_file(path, place, desk)
        files.append(_describe_file(check, desk))
        # As the import does, so that the next file is read by the same mappings.
        for table in check.tables:
            if table.event.outcome == "imported":
                answered = table.found.answered
                desk.mappings[:] = build_newest([*desk.mappings, *answered])
    return {"files": files}


def _describe_file(check: FileCheck, desk: Desk) -> dict[str, Any]:
    tables = [_describe_table(table, desk) for table in check.tables]
    told = next((t.event for t in check.tables if t.event.message), check.event)
    candidates = (
        find_candidates(check.sheets, desk.tables)
        if check.sheets and not check.tables
        else []
    )
    outcomes = {table["outcome"] for table in tables}
    return {
        "file_name": check.event.file_name,
        "file_sha256": check.event.file_sha256,
        "sender": check.event.sender,
        "outcome": next(
            (outcome for outcome in URGENT_FIRST if outcome in outcomes),
            check.event.outcome,
        ),
        "reason_code": told.reason_code,
        "message": told.message,
        "found_format": told.found_format,
        "candidates": [
            {"source": table.source, "table": table.name, "likeness": likeness}
            for table, likeness in candidates
        ],
        "tables": tables,
    }


def _describe_table(check: TableCheck, desk: Desk) -> dict[str, Any]:
    event, checked = check.event, check.checked
    missing = find_missing_columns(check.found, desk)
    last = find_last_given(event, desk)
    return {
        "source": event.source,
        "table": event.table,
        "outcome": _find_outcome(check, has_missing=bool(missing)),
        "reason_code": event.reason_code,
        "message": event.message,
        "found_format": event.found_format,
        "notes": list(check.notes),
        "headings": find_read_headings(check.found),
        "missing": [{**part, "given": last.get(part["column"])} for part in missing],
        "codes": find_unknown_words(check, desk),
        "n_received": checked and checked.accepted.height + checked.rejected.height,
        "n_accepted": checked and checked.accepted.height,
        "n_rejected": checked and checked.rejected.height,
        "rules": _count_rules(checked) if checked else [],
        "rejected": _describe_rejected(checked) if checked else [],
        "changes": _describe_changes(check, desk),
        "confirmations": [asdict(odd) for odd in check.confirmations],
    }


def _find_outcome(check: TableCheck, *, has_missing: bool) -> str:
    if has_missing:
        return "needs_answers"
    if check.confirmations:
        return "needs_confirmation"
    return "ready" if check.event.outcome == "imported" else "refused"


def _count_rules(checked: CheckedRows) -> list[dict[str, Any]]:
    rules = checked.rejected["broken_rules"].str.split(",").explode(empty_as_null=False)
    return [
        {"column": column, "rule": rule, "n_rows": n_rows}
        for written, n_rows in Counter(rules.to_list()).most_common()
        for column, _, rule in [written.partition("|")]
    ]


def _describe_rejected(checked: CheckedRows) -> list[dict[str, Any]]:
    return [
        {
            "source_row": row["source_row"],
            "broken_rules": row["broken_rules"].split(","),
            "as_received": json.loads(row["as_received"]),
        }
        for row in checked.rejected.head(SHOWN_ROWS).iter_rows(named=True)
    ]


def _describe_changes(check: TableCheck, desk: Desk) -> dict[str, Any] | None:
    if check.checked is None:
        return None
    table = check.found.table
    source = desk.sources[table.source]
    in_use = load_rows_in_use(source, table, desk.known, desk.settings)
    changes = find_changes(check.checked.accepted, in_use, check.event, table)
    return {
        "n_new": changes.new.height,
        "n_changed": changes.changed.height,
        "n_same": changes.n_same,
        "n_vanished": changes.vanished.height,
        "samples": find_samples(changes, load_code_words(source, table, desk.settings)),
    }
