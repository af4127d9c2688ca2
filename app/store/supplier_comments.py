"""Comments on suppliers: what those who know one have to say of it."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from app.access import EVERY_ROLE, Principal
from app.errors import AccessDenied
from app.store.connection import start_reading, start_writing
from app.store.plan_models import SupplierCommentRow
from app.store.plan_rights import check_role, check_sees_supplier
from app.store.texts import read_text


@dataclass(frozen=True)
class SupplierComment:
    """One comment on one supplier."""

    comment_id: str
    supplier_id: str
    text: str
    written_at: datetime
    written_by_role_code: str
    build_id: str


def fetch_supplier_comments(
    supplier_id: str, *, region_codes: Collection[str], principal: Principal
) -> tuple[SupplierComment, ...]:
    """Fetch every comment on one supplier, the newest first.

    Args:
        supplier_id: The supplier.
        region_codes: The regions that buy from it; a region reads on its own only.
        principal: Who reads.

    Raises:
        AccessDenied: The reader may not see this supplier.
    """
    _check_supplier(region_codes, principal)
    newest = (
        select(SupplierCommentRow)
        .where(SupplierCommentRow.supplier_id == supplier_id)
        .order_by(SupplierCommentRow.written_at.desc(), SupplierCommentRow.comment_id)
    )
    with start_reading() as session:
        return tuple(
            SupplierComment(
                comment_id=row.comment_id,
                supplier_id=row.supplier_id,
                text=row.text,
                written_at=row.written_at,
                written_by_role_code=row.written_by_role_code,
                build_id=row.build_id,
            )
            for row in session.scalars(newest)
        )


def write_supplier_comment(
    text: str,
    *,
    comment_id: str,
    supplier_id: str,
    region_codes: Collection[str],
    principal: Principal,
) -> None:
    """Write one comment on one supplier, as one who is signed in.

    Args:
        text: Plain text, at most 2,000 characters; shown as text, never as markdown.
        comment_id: A UUID made when the form was drawn: sent twice, it is one.
        supplier_id: The supplier.
        region_codes: The regions that buy from it; a region writes on its own only.
        principal: Who writes, checked here whatever the page has checked.

    Raises:
        AccessDenied: The reader may not write on this supplier.
        ValueError: The text is empty or too long, or the id is no UUID.
        StoreBusy: Somebody else was writing for too long.
        StoreFull: The store cannot be written.
    """
    _check_supplier(region_codes, principal)
    row = {
        "comment_id": str(uuid.UUID(comment_id)),
        "supplier_id": supplier_id,
        "text": read_text(text),
        "written_at": datetime.now(UTC),
        "written_by_role_code": principal.role_code,
        "build_id": principal.build_id,
    }
    try:
        with start_writing() as session:
            session.execute(insert(SupplierCommentRow).values(row))
    except IntegrityError:
        # The same form sent twice has the same id. Anything else is a real fault.
        with start_reading() as session:
            if session.get(SupplierCommentRow, row["comment_id"]) is None:
                raise


def _check_supplier(region_codes: Collection[str], principal: Principal) -> None:
    check_role(principal, *EVERY_ROLE)
    if not check_sees_supplier(principal, region_codes):
        raise AccessDenied(principal.role_code)
