"""Templates of one's own: a region's slides or document whose look reports take over.

Their bytes are checked before they come here; see `app.reports.own_template`.
"""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from app.access import EVERY_ROLE, Principal
from app.errors import AccessDenied
from app.store.connection import start_reading, start_writing
from app.store.plan_rights import check_role
from app.store.report_models import (
    KIND_CODES,
    MOST_TEMPLATE_BYTES,
    ReportTemplateRow,
)
from app.store.report_rights import Author, check_is_own, check_sees_template
from app.store.texts import LONGEST_NAME, read_text

META = (
    ReportTemplateRow.template_id,
    ReportTemplateRow.name,
    ReportTemplateRow.kind_code,
    ReportTemplateRow.checked,
    ReportTemplateRow.written_at,
    ReportTemplateRow.written_by_role_code,
    ReportTemplateRow.written_by_region_codes,
)


@dataclass(frozen=True)
class OwnTemplate:
    """One template, without its bytes; `checked` is what the check found."""

    template_id: str
    name: str
    kind_code: str
    checked: Mapping[str, Any]
    written_at: datetime
    author: Author


def fetch_templates(principal: Principal) -> tuple[OwnTemplate, ...]:
    """Fetch the templates that the reader may use, the newest first.

    Raises:
        AccessDenied: The reader is not signed in.
    """
    check_role(principal, *EVERY_ROLE)
    newest = select(*META).order_by(
        ReportTemplateRow.written_at.desc(), ReportTemplateRow.template_id
    )
    with start_reading() as session:
        found = [
            OwnTemplate(
                template_id=row.template_id,
                name=row.name,
                kind_code=row.kind_code,
                checked=row.checked,
                written_at=row.written_at,
                author=Author(row.written_by_role_code, row.written_by_region_codes),
            )
            for row in session.execute(newest)
        ]
    return tuple(each for each in found if check_sees_template(each.author, principal))


def fetch_template_content(template_id: str, principal: Principal) -> bytes:
    """Fetch a template's bytes.

    Raises:
        AccessDenied: The reader is not signed in.
        LookupError: There is none that the reader may use.
    """
    check_role(principal, *EVERY_ROLE)
    with start_reading() as session:
        row = session.get(ReportTemplateRow, template_id)
        if row is not None and check_sees_template(_find_author(row), principal):
            return row.content
    raise LookupError(f"no template {template_id!r}")


def write_template(
    *,
    template_id: str,
    name: str,
    kind_code: str,
    content: bytes,
    checked: Mapping[str, Any],
    principal: Principal,
) -> None:
    """Keep a template that has been checked.

    Args:
        template_id: A UUID made when the form was drawn: sent twice, it is one.
        name: What the reader calls it, at most 120 characters.
        kind_code: pptx or docx.
        content: The file, at most 20 MiB.
        checked: What the check found.
        principal: Who writes, checked here whatever the page has checked.

    Raises:
        AccessDenied: The reader is not signed in.
        ValueError: The name is empty or too long, the file empty, too large or of
            another kind, or the id is no UUID.
        StoreBusy: Somebody else was writing for too long.
        StoreFull: The store cannot be written.
    """
    check_role(principal, *EVERY_ROLE)
    if kind_code not in KIND_CODES or not 1 <= len(content) <= MOST_TEMPLATE_BYTES:
        raise ValueError(f"a template is {' or '.join(KIND_CODES)}, 1 byte to 20 MiB")
    row = {
        "template_id": str(uuid.UUID(template_id)),
        "name": read_text(name, longest=LONGEST_NAME),
        "kind_code": kind_code,
        "content": content,
        "sha256": hashlib.sha256(content).hexdigest(),
        "checked": dict(checked),
        "written_at": datetime.now(UTC),
        "written_by_role_code": principal.role_code,
        "written_by_region_codes": principal.region_codes,
        "build_id": principal.build_id,
    }
    try:
        with start_writing() as session:
            session.execute(insert(ReportTemplateRow).values(row))
    except IntegrityError:
        # The same form sent twice has the same id. Anything else is a real fault.
        with start_reading() as session:
            if session.get(ReportTemplateRow, row["template_id"]) is None:
                raise


def remove_template(template_id: str, principal: Principal) -> bool:
    """Remove a template of one's own that no saved report names.

    Returns:
        Whether it is gone; False when a saved report needs it.

    Raises:
        AccessDenied: The reader is not signed in, or it is somebody else's.
        StoreBusy: Somebody else was writing for too long.
        StoreFull: The store cannot be written.
    """
    check_role(principal, *EVERY_ROLE)
    try:
        with start_writing() as session:
            row = session.get(ReportTemplateRow, template_id)
            if row is None:
                return True
            if not check_is_own(_find_author(row), principal):
                raise AccessDenied(principal.role_code)
            session.execute(
                delete(ReportTemplateRow).where(
                    ReportTemplateRow.template_id == template_id
                )
            )
    except IntegrityError:
        return False
    return True


def _find_author(row: ReportTemplateRow) -> Author:
    return Author(row.written_by_role_code, row.written_by_region_codes)
