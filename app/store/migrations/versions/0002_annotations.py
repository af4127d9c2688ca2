"""A comment can carry a few words that are pinned to its year in the trend."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Written out: adding a column with its check is one statement in both engines, and
# the triggers that keep the table append-only stay as they are.
ADD_ANNOTATION = """
alter table goal_comments add column annotation varchar(80)
constraint ck_goal_comments_annotation
check (annotation is null or length(annotation) between 1 and 80)
"""


def upgrade() -> None:
    """Add the column; comments from before have none."""
    op.execute(ADD_ANNOTATION)
