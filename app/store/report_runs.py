"""Runs of saved reports: the figures that each of them told, to compare with."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from app.access import EVERY_ROLE, Principal
from app.store.connection import start_reading, start_writing
from app.store.plan_rights import check_role
from app.store.report_definitions import SavedReport
from app.store.report_models import ReportDefinitionRow, ReportRunRow

Figure = Mapping[str, Any]


@dataclass(frozen=True)
class ReportRun:
    """One run of one version: each figure's key, label, number and text, in order."""

    run_id: str
    version_id: str
    figures: tuple[Figure, ...]
    build_id: str
    data_on: date
    written_at: datetime


def fetch_report_runs(
    definition_id: str, principal: Principal
) -> tuple[ReportRun, ...]:
    """Fetch the runs of a report, of all its versions, the newest first.

    Only those made by the same role for the same regions: others are shown other
    figures (small groups in numbers, other regions' rows), and what they were told
    must not come out as a difference.

    Raises:
        AccessDenied: The reader is not signed in.
    """
    check_role(principal, *EVERY_ROLE)
    newest = (
        select(ReportRunRow)
        .join(
            ReportDefinitionRow,
            ReportDefinitionRow.version_id == ReportRunRow.version_id,
        )
        .where(ReportDefinitionRow.definition_id == definition_id)
        .where(ReportRunRow.written_by_role_code == principal.role_code)
        .where(ReportRunRow.written_by_region_codes == principal.region_codes)
        .order_by(ReportRunRow.written_at.desc(), ReportRunRow.run_id)
    )
    with start_reading() as session:
        return tuple(
            ReportRun(
                run_id=row.run_id,
                version_id=row.version_id,
                figures=tuple(row.figures["told"]),
                build_id=row.build_id,
                data_on=row.data_on,
                written_at=row.written_at,
            )
            for row in session.scalars(newest)
        )


def write_report_run(
    *,
    run_id: str,
    saved: SavedReport,
    figures: Sequence[Figure],
    data_on: date,
    principal: Principal,
) -> None:
    """Keep the figures that a saved report has told.

    The same version made again of the same build tells the same and is kept once.

    Args:
        run_id: A UUID made when the work was started: sent twice, it is one.
        saved: The version, as `report_definitions` let the reader see it.
        figures: Key, label, number and text of each.
        data_on: The last day of the data.
        principal: Who had it made, and of which build.

    Raises:
        AccessDenied: The reader is not signed in.
        ValueError: The id is no UUID.
        StoreBusy: Somebody else was writing for too long.
        StoreFull: The store cannot be written.
    """
    check_role(principal, *EVERY_ROLE)
    row = {
        "run_id": str(uuid.UUID(run_id)),
        "version_id": saved.version_id,
        "figures": {"told": [dict(figure) for figure in figures]},
        "build_id": principal.build_id,
        "data_on": data_on,
        "written_at": datetime.now(UTC),
        "written_by_role_code": principal.role_code,
        "written_by_region_codes": principal.region_codes,
    }
    same = (
        select(ReportRunRow.run_id)
        .where(ReportRunRow.version_id == saved.version_id)
        .where(ReportRunRow.build_id == principal.build_id)
        .where(ReportRunRow.written_by_role_code == principal.role_code)
        .where(ReportRunRow.written_by_region_codes == principal.region_codes)
        .limit(1)
    )
    try:
        with start_writing() as session:
            if session.scalar(same) is None:
                session.execute(insert(ReportRunRow).values(row))
    except IntegrityError:
        # Two readers of the page kept the same work at once. Anything else is a fault.
        with start_reading() as session:
            if session.get(ReportRunRow, row["run_id"]) is None:
                raise
