"""Saved reports: what somebody has chosen, in versions that are never changed."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, func, insert, select
from sqlalchemy.exc import IntegrityError

from app.access import EVERY_ROLE, Principal
from app.errors import AccessDenied, ChangedByOther
from app.store.connection import start_reading, start_writing
from app.store.plan_rights import check_role
from app.store.report_models import ReportDefinitionRow
from app.store.report_rights import (
    Author,
    check_is_own,
    check_may_use_place,
    check_sees_report,
)
from app.store.texts import LONGEST_NAME, read_text


@dataclass(frozen=True)
class SavedReport:
    """One version of a saved report; `definition` is a ReportDefinition as JSON."""

    version_id: str
    definition_id: str
    version: int
    name: str
    place_code: str
    definition: Mapping[str, Any]
    template_id: str | None
    written_at: datetime
    author: Author
    build_id: str


def fetch_saved_reports(principal: Principal) -> tuple[SavedReport, ...]:
    """Fetch the newest version of every report that the reader may see, newest first.

    Raises:
        AccessDenied: The reader is not signed in.
    """
    check_role(principal, *EVERY_ROLE)
    newest = (
        select(
            ReportDefinitionRow.definition_id,
            func.max(ReportDefinitionRow.version).label("version"),
        )
        .group_by(ReportDefinitionRow.definition_id)
        .subquery()
    )
    chosen = (
        select(ReportDefinitionRow)
        .join(
            newest,
            (ReportDefinitionRow.definition_id == newest.c.definition_id)
            & (ReportDefinitionRow.version == newest.c.version),
        )
        .order_by(ReportDefinitionRow.written_at.desc(), ReportDefinitionRow.version_id)
    )
    return _fetch(chosen, principal)


def fetch_versions(definition_id: str, principal: Principal) -> tuple[SavedReport, ...]:
    """Fetch one report's versions that the reader may see, the newest first.

    Raises:
        AccessDenied: The reader is not signed in.
    """
    check_role(principal, *EVERY_ROLE)
    chosen = (
        select(ReportDefinitionRow)
        .where(ReportDefinitionRow.definition_id == definition_id)
        .order_by(ReportDefinitionRow.version.desc())
    )
    return _fetch(chosen, principal)


def fetch_version(version_id: str, principal: Principal) -> SavedReport:
    """Fetch one version.

    Raises:
        AccessDenied: The reader is not signed in.
        LookupError: There is none that the reader may see.
    """
    check_role(principal, *EVERY_ROLE)
    chosen = select(ReportDefinitionRow).where(
        ReportDefinitionRow.version_id == version_id
    )
    found = _fetch(chosen, principal)
    if not found:
        raise LookupError(f"no saved report {version_id!r}")
    return found[0]


def write_report_version(
    *,
    version_id: str,
    name: str,
    definition: Mapping[str, Any],
    principal: Principal,
    earlier: SavedReport | None = None,
    template_id: str | None = None,
) -> SavedReport:
    """Save choices as a new report, or as the next version of one.

    Args:
        version_id: A UUID made when the form was drawn: sent twice, it is one.
        name: What the reader calls it, at most 120 characters.
        definition: A ReportDefinition as JSON.
        principal: Who writes, checked here whatever the page has checked.
        earlier: The version that the reader began with and that this one follows;
            None for a new report.
        template_id: A template of one's own that goes with it.

    Returns:
        The version as it was kept the first time.

    Raises:
        AccessDenied: The place is another region, or the report somebody else's.
        ChangedByOther: Somebody saved a version first; `current` is that one.
        ValueError: The name is empty or too long, or the id is no UUID.
        StoreBusy: Somebody else was writing for too long.
        StoreFull: The store cannot be written.
    """
    check_may_use_place(definition["place_code"], principal)
    if earlier is not None and not check_is_own(earlier.author, principal):
        raise AccessDenied(principal.role_code)
    version_id = str(uuid.UUID(version_id))
    row = {
        "version_id": version_id,
        "definition_id": earlier.definition_id if earlier else version_id,
        "version": earlier.version + 1 if earlier else 1,
        "name": read_text(name, longest=LONGEST_NAME),
        "place_code": definition["place_code"],
        "definition": dict(definition),
        "template_id": template_id,
        "written_at": datetime.now(UTC),
        "written_by_role_code": principal.role_code,
        "written_by_region_codes": principal.region_codes,
        "build_id": principal.build_id,
    }
    try:
        with start_writing() as session:
            session.execute(insert(ReportDefinitionRow).values(row))
    except IntegrityError:
        # The same form sent twice has the same id; the same number is another's.
        versions = fetch_versions(row["definition_id"], principal)
        kept = [each for each in versions if each.version_id == version_id]
        if not kept and versions and versions[0].version >= row["version"]:
            raise ChangedByOther(versions[0], None) from None
        if not kept:
            raise
    return fetch_version(version_id, principal)


def _fetch(
    chosen: Select[ReportDefinitionRow], principal: Principal
) -> tuple[SavedReport, ...]:
    with start_reading() as session:
        rows = (_build(row) for row in session.scalars(chosen))
        return tuple(
            saved
            for saved in rows
            if check_sees_report(saved.author, saved.place_code, principal)
        )


def _build(row: ReportDefinitionRow) -> SavedReport:
    return SavedReport(
        version_id=row.version_id,
        definition_id=row.definition_id,
        version=row.version,
        name=row.name,
        place_code=row.place_code,
        definition=row.definition,
        template_id=row.template_id,
        written_at=row.written_at,
        author=Author(row.written_by_role_code, row.written_by_region_codes),
        build_id=row.build_id,
    )
