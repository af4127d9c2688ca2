"""Scenarios, plans and their events, and comments on suppliers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
STATES = "'draft', 'proposed', 'decided', 'carried_out'"
WHYS = "'risk', 'coverage', 'lottery', 'learning', 'follow_up', 'override'"
KINDS = (
    "'created', 'state_changed', 'item_added', 'item_changed', 'item_overridden', "
    "'commented', 'undone'"
)
#: Tables that only grow, and when a new row would take the place of an old one.
KEPT = {
    "scenarios": "scenario_id = new.scenario_id",
    "plan_events": (
        "event_id = new.event_id "
        "or plan_id = new.plan_id and plan_version = new.plan_version"
    ),
    "supplier_comments": "comment_id = new.comment_id",
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
REFUSE_POSTGRESQL = """
create function refuse_change_of_history() returns trigger language plpgsql as $$
begin
    raise exception '% are never changed or removed', tg_table_name
    using errcode = 'integrity_constraint_violation';
end $$
"""
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
    _write_scenarios()
    _write_plans()
    _write_plan_items()
    _write_plan_events()
    _write_supplier_comments()
    if op.get_bind().dialect.name == "sqlite":
        _refuse_on_sqlite()
    else:
        _refuse_on_postgresql()


def _refuse_on_sqlite() -> None:
    for table, same in KEPT.items():
        replaced = WHEN_REPLACED.format(table=table, same=same)
        for verb, when in (("update", ""), ("delete", ""), ("insert", replaced)):
            op.execute(REFUSE_SQLITE.format(table=table, verb=verb, when=when))


def _refuse_on_postgresql() -> None:
    op.execute(REFUSE_POSTGRESQL)
    for table in KEPT:
        op.execute(KEEP_POSTGRESQL.format(table=table))
        op.execute(KEEP_ALL_POSTGRESQL.format(table=table))


def _check(table: str, column: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} {rule}", name=f"ck_{table}_{column}")


def _write_scenarios() -> None:
    op.create_table(
        "scenarios",
        sa.Column("scenario_id", sa.String(36), primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("plan_year", sa.Integer, nullable=False),
        sa.Column("wishes", sa.Text, nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("build_id", sa.String(40), nullable=False),
        sa.Column("model_run_id", sa.String(80)),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("written_by_role_code", sa.String(40), nullable=False),
        _check("scenarios", "plan_year", "between 2000 and 2100"),
        sa.CheckConstraint("length(name) between 1 and 120", name="ck_scenarios_name"),
    )


def _write_plans() -> None:
    op.create_table(
        "plans",
        sa.Column("plan_id", sa.String(36), primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("plan_year", sa.Integer, nullable=False),
        sa.Column("state_code", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column(
            "scenario_id",
            sa.String(36),
            sa.ForeignKey("scenarios.scenario_id"),
            nullable=False,
        ),
        sa.Column("seed", sa.BigInteger),
        sa.Column("build_id", sa.String(40), nullable=False),
        sa.Column("model_run_id", sa.String(80)),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("written_by_role_code", sa.String(40), nullable=False),
        _check("plans", "plan_year", "between 2000 and 2100"),
        sa.CheckConstraint("length(name) between 1 and 120", name="ck_plans_name"),
        _check("plans", "state_code", f"in ({STATES})"),
    )


def _write_plan_items() -> None:
    op.create_table(
        "plan_items",
        sa.Column("item_id", sa.String(36), primary_key=True),
        sa.Column(
            "plan_id", sa.String(36), sa.ForeignKey("plans.plan_id"), nullable=False
        ),
        sa.Column("supplier_id", sa.String(80), nullable=False, index=True),
        sa.Column("supplier_name", sa.String, nullable=False),
        sa.Column("category_code", sa.String(80), nullable=False),
        sa.Column("audit_type_code", sa.String(20), nullable=False),
        sa.Column("half_year", sa.Integer, nullable=False),
        sa.Column("performer_code", sa.String(20)),
        sa.Column("why_code", sa.String(20), nullable=False),
        sa.Column("is_in", sa.Boolean, nullable=False),
        sa.Column("override_reason_code", sa.String(40)),
        sa.Column("note", sa.String),
        sa.Column("probability", sa.Double),
        sa.Column("value_score", sa.Double),
        sa.Column("band_code", sa.String(40)),
        sa.Column("inclusion_probability", sa.Double),
        sa.Column("region_codes", sa.Text, nullable=False),
        sa.Column("is_recommended", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.UniqueConstraint("plan_id", "supplier_id", "category_code"),
        _check("plan_items", "audit_type_code", "in ('office_audit', 'factory_audit')"),
        _check("plan_items", "half_year", "in (1, 2)"),
        _check("plan_items", "why_code", f"in ({WHYS})"),
        sa.CheckConstraint(
            "length(note) between 1 and 2000", name="ck_plan_items_note"
        ),
    )


def _write_plan_events() -> None:
    op.create_table(
        "plan_events",
        sa.Column("event_id", sa.String(36), primary_key=True),
        sa.Column(
            "plan_id", sa.String(36), sa.ForeignKey("plans.plan_id"), nullable=False
        ),
        # No foreign key: a row that was added and taken back keeps its history.
        sa.Column("item_id", sa.String(36), index=True),
        sa.Column("supplier_id", sa.String(80), index=True),
        sa.Column("category_code", sa.String(80)),
        sa.Column("plan_year", sa.Integer, nullable=False),
        sa.Column("happened_at", MOMENT, nullable=False),
        sa.Column("by_role_code", sa.String(40), nullable=False),
        sa.Column("by_region_codes", sa.Text, nullable=False),
        sa.Column("kind_code", sa.String(20), nullable=False),
        sa.Column("reason_code", sa.String(40)),
        sa.Column("note", sa.String),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.Column("plan_version", sa.Integer, nullable=False),
        sa.Column("build_id", sa.String(40), nullable=False),
        sa.Column("model_run_id", sa.String(80)),
        sa.Column("band_code", sa.String(40)),
        sa.Column("undoes_event_id", sa.String(36)),
        sa.UniqueConstraint("plan_id", "plan_version"),
        _check("plan_events", "kind_code", f"in ({KINDS})"),
        sa.CheckConstraint(
            "length(note) between 1 and 2000", name="ck_plan_events_note"
        ),
    )


def _write_supplier_comments() -> None:
    op.create_table(
        "supplier_comments",
        sa.Column("comment_id", sa.String(36), primary_key=True),
        sa.Column("supplier_id", sa.String(80), nullable=False, index=True),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("written_by_role_code", sa.String(40), nullable=False),
        sa.Column("build_id", sa.String(40), nullable=False),
        sa.CheckConstraint(
            "length(text) between 1 and 2000", name="ck_supplier_comments_text"
        ),
    )
