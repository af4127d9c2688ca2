"""Ask for a report as a file: what to make, and the process that makes it."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from app.access import Principal
from app.commands.job import A_GIBIBYTE, write_private
from app.commands.run_command import start_command
from app.errors import TooMuchAtOnce
from app.reports.definition import ReportDefinition
from app.reports.made_files import (
    CONTENT,
    FIGURES,
    FORMATS,
    MADE,
    RUN_ID,
    RUNNING,
    TEMPLATE,
    WORK,
    MadeFile,
    check_reader,
    find_every_file,
    find_file,
    find_room,
    load_made_file,
)

LONGEST_SECONDS = 10 * 60
# The engine that draws charts reserves a hundred gibibytes of addresses and writes in
# few of them: what it may write in is the limit.
MOST_ADDRESSES = 256 * A_GIBIBYTE
MOST_DATA_BYTES = 6 * A_GIBIBYTE
# Each takes a processor and some hundred megabytes for some seconds.
MOST_AT_ONCE = 4
Figure = Mapping[str, Any]


@dataclass(frozen=True)
class Order:
    """What is asked for: a definition in a format, by name.

    `before` are the figures of an earlier run to tell the changes since; `template` the
    bytes of a template of one's own.
    """

    definition: ReportDefinition
    file_format: str
    name: str
    data_on: date
    version_id: str | None = None
    template: bytes | None = None
    before: Sequence[Figure] = ()


def start_file(order: Order, *, run_id: str, principal: Principal) -> MadeFile:
    """Start making a file; the work goes on when everybody has left.

    Args:
        order: What to make.
        run_id: A UUID made when the form was drawn, so that a double click starts once.
        principal: Who asks, and of which build.

    Raises:
        AccessDenied: The reader is not signed in.
        TooMuchAtOnce: So many reports are being made already.
        ValueError: The id is no UUID or the format unknown.
    """
    check_reader(principal)
    if not RUN_ID.fullmatch(run_id) or order.file_format not in FORMATS:
        raise ValueError("a run's id is a UUID and its format one of FORMATS")
    begun = find_file(run_id, principal)
    if begun is not None:
        return begun
    if sum(each.stage == RUNNING for each in find_every_file()) >= MOST_AT_ONCE:
        raise TooMuchAtOnce(MOST_AT_ONCE)
    folder = find_room() / run_id
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write_made(order, folder, principal)
    _write_work(order, folder, principal)
    start_command(
        folder,
        "report",
        "--job",
        str(folder / WORK),
        longest_seconds=LONGEST_SECONDS,
        most_memory_bytes=MOST_ADDRESSES,
        most_data_bytes=MOST_DATA_BYTES,
    )
    return load_made_file(folder)


def _write_made(order: Order, folder: Path, principal: Principal) -> None:
    definition = order.definition
    about = f"{definition.template_code}-{definition.place_code}-{definition.year}"
    # The random part keeps equally long files of two readers apart.
    token = secrets.token_hex(4)
    file_name = f"malbild-{about}-{principal.build_id}-{token}.{order.file_format}"
    made = {
        "name": order.name,
        "file_name": file_name,
        "file_format": order.file_format,
        "version_id": order.version_id,
        "reader": asdict(principal),
        "data_on": order.data_on.isoformat(),
        "started_at": datetime.now(UTC).isoformat(),
    }
    write_private(folder / MADE, made)


def _write_work(order: Order, folder: Path, principal: Principal) -> None:
    template = folder / TEMPLATE
    if order.template is not None:
        template.write_bytes(order.template)
    report = {
        "definition": order.definition.model_dump(mode="json"),
        "file_format": order.file_format,
        "out": str(folder / CONTENT),
        "template": None if order.template is None else str(template),
        "figures_out": str(folder / FIGURES),
        "before": [dict(each) for each in order.before] or None,
    }
    write_private(folder / WORK, {**asdict(principal), "reports": [report]})
