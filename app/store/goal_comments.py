"""Comments on goals: why a figure is as it is, in the secretariat's own words."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.access import SECRETARIAT, Principal
from app.errors import AccessDenied
from app.store.connection import load_engine
from app.store.models import LONGEST_COMMENT, GoalComment


@dataclass(frozen=True)
class WrittenComment:
    """The newest comment on one goal in one year and place."""

    kpi_id: str
    text: str
    written_at: datetime
    written_by_role_code: str


def fetch_goal_comments(
    *, period_year: int, place_code: str, principal: Principal
) -> dict[str, WrittenComment]:
    """Fetch the newest comment of each goal for one year and place, by KPI id."""
    if principal.place_codes and place_code not in principal.place_codes:
        raise AccessDenied(principal.role_code)
    newest_last = (
        select(GoalComment)
        .where(GoalComment.period_year == period_year)
        .where(GoalComment.place_code == place_code)
        .order_by(GoalComment.written_at, GoalComment.comment_id)
    )
    with Session(load_engine()) as session:
        return {
            row.kpi_id: WrittenComment(
                kpi_id=row.kpi_id,
                text=row.text,
                written_at=row.written_at,
                written_by_role_code=row.written_by_role_code,
            )
            for row in session.scalars(newest_last)
        }


def write_goal_comment(
    text: str,
    *,
    comment_id: str,
    kpi_id: str,
    period_year: int,
    place_code: str,
    principal: Principal,
) -> None:
    """Write one comment; the secretariat's right only.

    Args:
        text: Plain text, at most 2,000 characters; shown as text, never as markdown.
        comment_id: A UUID made when the form was drawn, so that a double click or a
            reload writes once.
        kpi_id: The goal it is about.
        period_year: The year it is about.
        place_code: The place it is about.
        principal: Who writes, checked here whatever the page has checked.

    Raises:
        AccessDenied: The reader is not the secretariat.
        ValueError: The text is empty or too long.
    """
    if principal.role_code != SECRETARIAT:
        raise AccessDenied(principal.role_code)
    written = text.replace("\x00", "").strip()
    if not 1 <= len(written) <= LONGEST_COMMENT:
        raise ValueError(f"a comment has 1 to {LONGEST_COMMENT} characters")
    row = {
        "comment_id": comment_id,
        "kpi_id": kpi_id,
        "place_code": place_code,
        "period_year": period_year,
        "text": written,
        "written_at": datetime.now(UTC),
        "written_by_role_code": principal.role_code,
        "build_id": principal.build_id,
    }
    try:
        with load_engine().begin() as connection:
            connection.execute(insert(GoalComment).values(row))
    except IntegrityError:
        # The same form sent twice has the same id. Anything else is a real fault.
        with Session(load_engine()) as session:
            if session.get(GoalComment, comment_id) is None:
                raise
