"""What is published, from which files, and what was rejected and why."""

from collections import Counter
from typing import Any

import polars as pl
from rich.console import Console
from rich.table import Table

from pipelines.importing.ledger import FileEvent, load_ledger
from pipelines.settings import Settings
from pipelines.warehouse.publications import load_current


def load_status(settings: Settings) -> dict[str, Any]:
    """Load the state of a home as plain values.

    Returns:
        `home`; `published` (the pointer, or nothing); `files`, one entry per received
        file with outcome, n_received, n_accepted, n_rejected, message and
        `broken_rules` (rule: rows); `totals` over the imported files.
    """
    files = [_describe_file(event, settings) for event in load_ledger(settings)]
    imported = [file for file in files if file["outcome"] == "imported"]
    return {
        "home": str(settings.home),
        "published": load_current(settings),
        "totals": {
            count: sum(file[count] or 0 for file in imported)
            for count in ("n_received", "n_accepted", "n_rejected")
        },
        "files": files,
    }


def show_status(status: dict[str, Any]) -> None:
    """Print the status for a person."""
    console = Console(soft_wrap=True)
    published = status["published"]
    if published is None:
        console.print(
            f"Nothing is published in {status['home']} yet. Run `malbild refresh`."
        )
    else:
        marked = " · Exempeldata" if published["is_example"] else ""
        console.print(
            f"Published build {published['build_id']} at {published['published_at']} · "
            f"data as of {published['data_on'] or 'unknown'}{marked}"
        )
    table = Table("outcome", "received", "accepted", "rejected")
    table.add_column("table")
    table.add_column("file", overflow="fold")
    for file in status["files"]:
        table.add_row(
            file["outcome"],
            *(
                "–" if file[count] is None else f"{file[count]:,}".replace(",", " ")
                for count in ("n_received", "n_accepted", "n_rejected")
            ),
            file["table"] or "–",
            file["file_name"],
        )
    console.print(table)
    for file in status["files"]:
        if file["message"]:
            console.print(f"{file['file_name']}: {file['message']}", markup=False)


def _describe_file(event: FileEvent, settings: Settings) -> dict[str, Any]:
    counts = ("n_received", "n_accepted", "n_rejected")
    words = ("file_name", "file_sha256", "source", "table", "outcome", "found_format")
    return {
        **{name: getattr(event, name) for name in (*words, *counts, "message")},
        "data_on": str(event.data_on) if event.data_on else None,
        "loaded_at": str(event.loaded_at),
        "is_example": event.is_example,
        "broken_rules": _count_broken_rules(event, settings),
    }


def _count_broken_rules(event: FileEvent, settings: Settings) -> dict[str, int]:
    if not event.n_rejected:
        return {}
    rejected = pl.read_parquet(event.find_rows(settings.rejected_dir))
    rules = rejected["broken_rules"].str.split(",").explode()
    return dict(Counter(rules.to_list()).most_common())
