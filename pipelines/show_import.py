"""Tell a person, or a program, what an import has done or would do."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import typer
from rich.console import Console

from pipelines.errors import ExportFormatError
from pipelines.importing.run_import import ImportReport

out = Console(soft_wrap=True)


def show_import(report: ImportReport, *, as_json: bool = False) -> None:
    """Print what became of every file, for a person or as JSON for a program.

    Raises:
        ExportFormatError: There were files and none of them could be used.
    """
    if as_json:
        files = [asdict(event) for event in report.events]
        typer.echo(json.dumps({"files": files}, ensure_ascii=False, default=str))
    for event in () if as_json else report.events:
        counts = (
            f" · {event.n_received} received, {event.n_accepted} accepted, "
            f"{event.n_rejected} rejected"
            if event.n_received is not None
            else ""
        )
        out.print(f"{event.outcome}: {event.file_name}{counts}", markup=False)
        if event.message:
            out.print(f"  {event.message}", markup=False)
    if report.events and not report.is_usable:
        raise ExportFormatError(
            "None of the files could be imported; the lines above say why and what to "
            "do. Nothing that was imported or published before has changed."
        )


def show_preview(preview: dict[str, Any], *, as_json: bool = False) -> None:
    """Print a preview, for a person or as JSON for a program."""
    if as_json:
        typer.echo(json.dumps(preview, indent=2, ensure_ascii=False, default=str))
        return
    for file in preview["files"]:
        out.print(f"{file['file_name']}: {file['outcome']}", markup=False)
        if file["message"]:
            out.print(f"  {file['message']}", markup=False)
        for candidate in file["candidates"]:
            out.print(
                f"  perhaps {candidate['source']}/{candidate['table']} "
                f"({candidate['likeness']} % alike)",
                markup=False,
            )
        for table in file["tables"]:
            for line in _build_lines(table):
                out.print(f"  {line}", markup=False)
    out.print("Nothing was imported.")


def _build_lines(table: dict[str, Any]) -> Iterator[str]:
    yield f"{table['source']}/{table['table']} · {table['found_format']}"
    for heading in table["headings"]:
        if heading["how"] not in {"agreed", "ignored"}:
            yield (
                f"  heading {heading['written']!r}: {heading['how']} "
                f"{heading['column'] or 'left out'}"
            )
    for part in table["missing"]:
        yield f"  needed: {part['column']} (heading {part['heading']!r})"
    for code in table["codes"]:
        yield (
            f"  {code['column']}: unknown word {code['written']!r} in "
            f"{code['n_rows']} rows, suggested {code['code'] or 'nothing'}"
        )
    if table["n_received"] is not None:
        changes = table["changes"]
        yield (
            f"  {table['n_received']} received, {table['n_accepted']} accepted, "
            f"{table['n_rejected']} rejected · {changes['n_new']} new, "
            f"{changes['n_changed']} changed, {changes['n_same']} same, "
            f"{changes['n_vanished']} vanished"
        )
    for row in table["rejected"]:
        yield f"  line {row['source_row']}: {', '.join(row['broken_rules'])}"
