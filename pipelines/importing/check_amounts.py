"""Compare how much a file holds with the sender's previous load of the same table.

Far too little is often an export gone wrong, so it waits until somebody confirms it.
"""

from dataclasses import dataclass

import polars as pl

from pipelines.errors import ExportFormatError
from pipelines.importing.check_rows import CheckedRows
from pipelines.importing.desk import Desk
from pipelines.importing.ledger import FileEvent

TOO_FEW, SUM_DEVIATES = "too_few_rows", "sum_deviates"
#: Every oddity that a person may confirm to be right.
CONFIRMABLE = (TOO_FEW, SUM_DEVIATES)
#: Smaller loads vary by themselves.
MIN_ROWS_BEFORE = 20
FEWEST, MOST, FARTHEST = 0.5, 2, 0.5
MONEY = "_sek"


@dataclass(frozen=True)
class Confirmation:
    """An oddity that stops a table until it is confirmed: rows, or a column's sum."""

    code: str
    n_before: float
    n_now: float
    column: str | None = None


def check_amounts(
    checked: CheckedRows, event: FileEvent, desk: Desk
) -> tuple[tuple[Confirmation, ...], list[str]]:
    """Compare a table's rows with the sender's previous load of it.

    Returns:
        What has to be confirmed and is not, and what only needs to be said.
    """
    previous = _find_previous(event, desk)
    if previous is None or not previous.n_received:
        return (), []
    n_before = previous.n_received
    n_now = checked.accepted.height + checked.rejected.height
    odd = _check_sums(checked.accepted, previous, desk)
    warnings = []
    if n_now < FEWEST * n_before:
        odd.insert(0, Confirmation(TOO_FEW, n_before, n_now))
    if n_now > MOST * n_before:
        warnings.append(
            f"{n_now:,} rows are more than twice the {n_before:,} of the same "
            "sender's previous file; all were read."
        )
    answers = desk.answers
    confirmed = answers.confirmed | answers.find(event.file_sha256).confirmed
    return tuple(each for each in odd if each.code not in confirmed), warnings


def build_unconfirmed(odd: tuple[Confirmation, ...]) -> ExportFormatError:
    """Build the refusal of a table whose amounts nobody has confirmed."""
    told = " and ".join(
        f"{each.n_now:,.0f} rows against {each.n_before:,.0f}"
        if each.column is None
        else f"a sum of {each.n_now:,.0f} in {each.column} against {each.n_before:,.0f}"
        for each in odd
    )
    codes = " ".join(f"--confirm {code}" for code in dict.fromkeys(e.code for e in odd))
    return ExportFormatError(
        f"the file has {told} in the same sender's previous one. Export it again; if "
        f"it is right, confirm it on the page, in the --answers file, or with {codes}.",
        reason_code=odd[0].code,
    )


def _find_previous(event: FileEvent, desk: Desk) -> FileEvent | None:
    """Find the sender's previous load: the smallest of the delivery before this one.

    A delivery may hold a file for each of several regions, which are not each other's
    earlier versions. A content that has been imported before has been judged before.
    """
    loads = [
        known
        for known in desk.known
        if known.outcome == "imported"
        and (known.source, known.table) == (event.source, event.table)
        and known.sender == event.sender
        and known.is_example == event.is_example
    ]
    if any(known.file_sha256 == event.file_sha256 for known in loads):
        return None
    earlier = [known for known in loads if known.delivery_id != event.delivery_id]
    if not earlier:
        return None
    last = earlier[-1].delivery_id
    of_last = [known for known in earlier if known.delivery_id == last]
    smallest = min(of_last, key=lambda known: known.n_received or 0)
    is_large = (smallest.n_received or 0) >= MIN_ROWS_BEFORE
    return smallest if is_large else None


def _check_sums(
    accepted: pl.DataFrame, previous: FileEvent, desk: Desk
) -> list[Confirmation]:
    columns = [name for name in accepted.columns if name.endswith(MONEY)]
    path = previous.find_rows(desk.settings.imported_dir)
    if not columns or not path.exists():
        return []
    before = pl.read_parquet(path, columns=columns).sum().row(0, named=True)
    now = accepted.select(columns).sum().row(0, named=True)
    return [
        Confirmation(SUM_DEVIATES, before[name], now[name], name)
        for name in columns
        if before[name] and abs(now[name] - before[name]) > FARTHEST * abs(before[name])
    ]
