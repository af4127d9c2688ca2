"""Comments on goals: why a figure is as it is, in the words of those who know."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Select, insert, select
from sqlalchemy.exc import IntegrityError

from app.access import EVERY_ROLE, REGION, SECRETARIAT, Principal
from app.errors import AccessDenied
from app.store.connection import start_reading, start_writing
from app.store.models import LONGEST_ANNOTATION, LONGEST_COMMENT, GoalComment
from app.store.texts import read_text


@dataclass(frozen=True)
class WrittenComment:
    """One comment on one goal in one year and place."""

    kpi_id: str
    text: str
    written_at: datetime
    written_by_role_code: str
    period_year: int
    place_code: str
    annotation: str | None


def fetch_goal_comments(
    *, period_year: int, place_code: str, principal: Principal
) -> dict[str, WrittenComment]:
    """Fetch the secretariat's newest comment of each goal for one year and place."""
    _check_place(place_code, principal)
    newest_last = (
        select(GoalComment)
        .where(GoalComment.period_year == period_year)
        .where(GoalComment.place_code == place_code)
        .where(GoalComment.written_by_role_code == SECRETARIAT)
        .order_by(GoalComment.written_at, GoalComment.comment_id)
    )
    return {comment.kpi_id: comment for comment in _fetch(newest_last)}


def fetch_kpi_comments(
    kpi_id: str, *, place_code: str, principal: Principal
) -> tuple[WrittenComment, ...]:
    """Fetch everyone's comments on one goal in one place, the newest first."""
    _check_place(place_code, principal)
    newest_first = (
        select(GoalComment)
        .where(GoalComment.kpi_id == kpi_id)
        .where(GoalComment.place_code == place_code)
        .order_by(GoalComment.written_at.desc(), GoalComment.comment_id)
    )
    return _fetch(newest_first)


def fetch_visible_comments(principal: Principal) -> tuple[WrittenComment, ...]:
    """Fetch every comment on places that the reader may see, for the search."""
    every = select(GoalComment).order_by(GoalComment.written_at.desc())
    if principal.place_codes:
        every = every.where(GoalComment.place_code.in_(principal.place_codes))
    return _fetch(every)


def check_may_comment(place_code: str, principal: Principal) -> bool:
    """Tell whether a reader may write on a place: a region on its own places only."""
    if principal.role_code == REGION:
        return place_code in principal.region_codes
    return principal.role_code in EVERY_ROLE


def write_goal_comment(
    text: str,
    *,
    comment_id: str,
    kpi_id: str,
    period_year: int,
    place_code: str,
    principal: Principal,
    annotation: str = "",
) -> None:
    """Write one comment, as one who is signed in.

    Args:
        text: Plain text, at most 2,000 characters; shown as text, never as markdown.
        comment_id: A UUID made when the form was drawn, so that a double click or a
            reload writes once.
        kpi_id: The goal it is about.
        period_year: The year it is about.
        place_code: The place it is about.
        principal: Who writes, checked here whatever the page has checked.
        annotation: At most 80 characters to show at the year in the trend; may be
            empty.

    Raises:
        AccessDenied: The reader may not write on this place.
        ValueError: The text is empty or too long, or the annotation too long.
        StoreBusy: Somebody else was writing for too long.
        StoreFull: The store cannot be written.
    """
    if not check_may_comment(place_code, principal):
        raise AccessDenied(principal.role_code)
    row = {
        "comment_id": comment_id,
        "kpi_id": kpi_id,
        "place_code": place_code,
        "period_year": period_year,
        "text": read_text(text, longest=LONGEST_COMMENT),
        "written_at": datetime.now(UTC),
        "written_by_role_code": principal.role_code,
        "build_id": principal.build_id,
        "annotation": _read_annotation(annotation),
    }
    try:
        with start_writing() as session:
            session.execute(insert(GoalComment).values(row))
    except IntegrityError:
        # The same form sent twice has the same id. Anything else is a real fault.
        with start_reading() as session:
            if session.get(GoalComment, comment_id) is None:
                raise


def _read_annotation(annotation: str) -> str | None:
    written = " ".join(annotation.replace("\x00", "").split())
    if len(written) > LONGEST_ANNOTATION:
        raise ValueError(f"an annotation has at most {LONGEST_ANNOTATION} characters")
    return written or None


def _check_place(place_code: str, principal: Principal) -> None:
    if principal.role_code not in EVERY_ROLE or (
        principal.place_codes and place_code not in principal.place_codes
    ):
        raise AccessDenied(principal.role_code)


def _fetch(chosen: Select[GoalComment]) -> tuple[WrittenComment, ...]:
    with start_reading() as session:
        return tuple(
            WrittenComment(
                kpi_id=row.kpi_id,
                text=row.text,
                written_at=row.written_at,
                written_by_role_code=row.written_by_role_code,
                period_year=row.period_year,
                place_code=row.place_code,
                annotation=row.annotation,
            )
            for row in session.scalars(chosen)
        )
