"""What people write in Målbild: the only data the app itself changes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.store.column_types import UtcDateTime

LONGEST_COMMENT = 2000
LONGEST_ANNOTATION = 80


class Base(DeclarativeBase):
    """The tables of the store."""


class GoalComment(Base):
    """One comment on one goal, in one year and place. Never changed, never removed.

    A change of mind is a new comment; readers see the newest first. `annotation` is a
    few words that the trend shows at the year.
    """

    __tablename__ = "goal_comments"
    __table_args__ = (
        CheckConstraint(
            f"length(text) between 1 and {LONGEST_COMMENT}",
            name="ck_goal_comments_text",
        ),
        CheckConstraint(
            "annotation is null or "
            f"length(annotation) between 1 and {LONGEST_ANNOTATION}",
            name="ck_goal_comments_annotation",
        ),
    )

    comment_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kpi_id: Mapped[str] = mapped_column(String(20), index=True)
    place_code: Mapped[str] = mapped_column(String(2))
    period_year: Mapped[int]
    text: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by_role_code: Mapped[str] = mapped_column(String(40))
    build_id: Mapped[str] = mapped_column(String(40))
    annotation: Mapped[str | None] = mapped_column(String(LONGEST_ANNOTATION))
