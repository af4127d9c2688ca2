"""Comments on goals, append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

REFUSE_SQLITE = """
create trigger goal_comments_are_kept_{verb}
before {verb} on goal_comments
begin
    select raise(abort, 'comments are never changed or removed');
end
"""
REFUSE_POSTGRESQL = """
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'comments are never changed or removed';
end $$;
create trigger goal_comments_are_kept
before update or delete on goal_comments
for each row execute function refuse_change();
"""


def upgrade() -> None:
    """Create the table, and the triggers that keep it append-only."""
    op.create_table(
        "goal_comments",
        sa.Column("comment_id", sa.String(36), primary_key=True),
        sa.Column("kpi_id", sa.String(20), nullable=False, index=True),
        sa.Column("place_code", sa.String(2), nullable=False),
        sa.Column("period_year", sa.Integer, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_role_code", sa.String(40), nullable=False),
        sa.Column("build_id", sa.String(40), nullable=False),
        sa.CheckConstraint(
            "length(text) between 1 and 2000", name="ck_goal_comments_text"
        ),
    )
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(REFUSE_SQLITE.format(verb=verb))
    else:
        op.execute(REFUSE_POSTGRESQL)
