"""Definitions of reports, the figures of each run, and templates of one's own."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
MOST_TEMPLATE_BYTES = 20 * 2**20
#: Tables that only grow, and when a new row would take the place of an old one.
KEPT = {
    "report_definitions": (
        "version_id = new.version_id "
        "or definition_id = new.definition_id and version = new.version"
    ),
    "report_runs": "run_id = new.run_id",
}

# "insert or replace" removes a row in SQLite without asking the delete trigger.
REFUSE_SQLITE = """
create trigger {table}_are_kept_{verb}
before {verb} on {table} {when}
begin
    select raise(abort, '{table} are never changed or removed');
end
"""
WHEN_REPLACED = "when exists (select 1 from {table} where {same})"
# The function is that of revision 0003.
KEEP_POSTGRESQL = """
create trigger {table}_are_kept
before update or delete on {table}
for each row execute function refuse_change_of_history()
"""
KEEP_ALL_POSTGRESQL = """
create trigger {table}_are_kept_whole
before truncate on {table}
for each statement execute function refuse_change_of_history()
"""


def upgrade() -> None:
    """Create the tables, and the triggers that keep the history append-only."""
    _write_templates()
    _write_definitions()
    _write_runs()
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, same in KEPT.items():
        if is_sqlite:
            replaced = WHEN_REPLACED.format(table=table, same=same)
            for verb, when in (("update", ""), ("delete", ""), ("insert", replaced)):
                op.execute(REFUSE_SQLITE.format(table=table, verb=verb, when=when))
        else:
            op.execute(KEEP_POSTGRESQL.format(table=table))
            op.execute(KEEP_ALL_POSTGRESQL.format(table=table))


def _build_signature() -> list[sa.Column]:
    return [
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("written_by_role_code", sa.String(40), nullable=False),
        sa.Column("written_by_region_codes", sa.Text, nullable=False),
        sa.Column("build_id", sa.String(40), nullable=False),
    ]


def _write_templates() -> None:
    op.create_table(
        "report_templates",
        sa.Column("template_id", sa.String(36), primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("kind_code", sa.String(4), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("checked", sa.Text, nullable=False),
        *_build_signature(),
        sa.CheckConstraint(
            "length(name) between 1 and 120", name="ck_report_templates_name"
        ),
        sa.CheckConstraint(
            "kind_code in ('pptx', 'docx')", name="ck_report_templates_kind_code"
        ),
        sa.CheckConstraint(
            f"length(content) between 1 and {MOST_TEMPLATE_BYTES}",
            name="ck_report_templates_content",
        ),
    )


def _write_definitions() -> None:
    op.create_table(
        "report_definitions",
        sa.Column("version_id", sa.String(36), primary_key=True),
        sa.Column("definition_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("place_code", sa.String(2), nullable=False),
        sa.Column("definition", sa.Text, nullable=False),
        sa.Column(
            "template_id",
            sa.String(36),
            sa.ForeignKey("report_templates.template_id"),
        ),
        *_build_signature(),
        sa.UniqueConstraint("definition_id", "version"),
        sa.CheckConstraint(
            "length(name) between 1 and 120", name="ck_report_definitions_name"
        ),
        sa.CheckConstraint("version >= 1", name="ck_report_definitions_version"),
        sa.CheckConstraint(
            "length(definition) between 2 and 200000",
            name="ck_report_definitions_definition",
        ),
    )


def _write_runs() -> None:
    op.create_table(
        "report_runs",
        sa.Column("run_id", sa.String(36), primary_key=True),
        sa.Column(
            "version_id",
            sa.String(36),
            sa.ForeignKey("report_definitions.version_id"),
            nullable=False,
            index=True,
        ),
        sa.Column("figures", sa.Text, nullable=False),
        sa.Column("data_on", sa.Date, nullable=False),
        *_build_signature(),
    )
