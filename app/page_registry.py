"""Every page of the app, in menu order. A new page is a file in views/ and an entry.

`stem` names four things at once: views/<stem>.py, locale/sv/LC_MESSAGES/<stem>.po,
tests/app/test_<stem>.py and the page's address. `reads` lists the marts the page
depends on; a test compares it with dbt/models/exposures/<stem>.yml.
"""

from dataclasses import dataclass

from app import page_reads
from app.access import EVERY_ROLE, EVERYBODY, SECRETARIAT, STEERING_GROUP
from app.messages import N_


@dataclass(frozen=True)
class Page:
    """One page: where it belongs in the menu, who may see it, what it reads."""

    stem: str
    title: str
    section: str
    icon: str
    roles: tuple[str, ...]
    reads: tuple[str, ...]


GOALS = N_("Goals")
SELECTION = N_("Selection")
FOLLOW_UP = N_("Follow-up")
FACTS = N_("Facts")
REPORTS = N_("Reports")

PAGES = (
    Page(
        stem="overview",
        title=N_("Overview"),
        section=GOALS,
        icon=":material/flag:",
        roles=EVERY_ROLE,
        reads=page_reads.OVERVIEW_READS,
    ),
    Page(
        stem="contract_follow_up",
        title=N_("Contract follow-up"),
        section=GOALS,
        icon=":material/fact_check:",
        roles=EVERY_ROLE,
        reads=page_reads.CONTRACT_FOLLOW_UP_READS,
    ),
    Page(
        stem="environmental_requirements",
        title=N_("Harmonised requirements"),
        section=GOALS,
        icon=":material/eco:",
        roles=EVERY_ROLE,
        reads=page_reads.GOAL_READS,
    ),
    Page(
        stem="training",
        title=N_("Competence"),
        section=GOALS,
        icon=":material/school:",
        roles=EVERY_ROLE,
        reads=(*page_reads.GOAL_READS, "rpt_diploma_steps", "rpt_training_calendar"),
    ),
    Page(
        stem="communication",
        title=N_("Communication"),
        section=GOALS,
        icon=":material/campaign:",
        roles=EVERY_ROLE,
        reads=(*page_reads.GOAL_READS, "rpt_result_reach"),
    ),
    Page(
        stem="goal_card",
        title=N_("Goal card"),
        section=GOALS,
        icon=":material/badge:",
        roles=EVERY_ROLE,
        reads=page_reads.GOAL_CARD_READS,
    ),
    Page(
        stem="supplier_ranking",
        title=N_("Supplier selection"),
        section=SELECTION,
        icon=":material/format_list_numbered:",
        roles=EVERY_ROLE,
        reads=page_reads.SUPPLIER_RANKING_READS,
    ),
    Page(
        stem="plan_scenarios",
        title=N_("Planning"),
        section=SELECTION,
        icon=":material/tune:",
        roles=(SECRETARIAT, STEERING_GROUP),
        reads=("dim_categories", "fct_builds", "rpt_supplier_ranking"),
    ),
    Page(
        stem="audit_plan",
        title=N_("Audit plan"),
        section=SELECTION,
        icon=":material/assignment:",
        roles=EVERY_ROLE,
        reads=page_reads.AUDIT_PLAN_READS,
    ),
    Page(
        stem="selection_review",
        title=N_("Review of the selection"),
        section=SELECTION,
        icon=":material/rule_settings:",
        roles=EVERY_ROLE,
        reads=page_reads.SELECTION_REVIEW_READS,
    ),
    Page(
        stem="about_model",
        title=N_("About the model"),
        section=SELECTION,
        icon=":material/balance:",
        roles=EVERY_ROLE,
        reads=page_reads.ABOUT_MODEL_READS,
    ),
    Page(
        stem="open_cases",
        title=N_("Cases"),
        section=FOLLOW_UP,
        icon=":material/pending_actions:",
        roles=EVERY_ROLE,
        reads=page_reads.OPEN_CASES_READS,
    ),
    Page(
        stem="supplier_profile",
        title=N_("Supplier"),
        section=FOLLOW_UP,
        icon=":material/storefront:",
        roles=EVERY_ROLE,
        reads=page_reads.SUPPLIER_PROFILE_READS,
    ),
    Page(
        stem="self_assessment_gap",
        title=N_("Self-assessments against audits"),
        section=FOLLOW_UP,
        icon=":material/compare_arrows:",
        roles=EVERY_ROLE,
        reads=page_reads.SELF_ASSESSMENT_GAP_READS,
    ),
    Page(
        stem="report_builder",
        title=N_("Report builder"),
        section=REPORTS,
        icon=":material/draft:",
        roles=EVERY_ROLE,
        reads=page_reads.REPORT_BUILDER_READS,
    ),
    Page(
        stem="open_results",
        title=N_("Open results"),
        section=REPORTS,
        icon=":material/public:",
        roles=EVERYBODY,
        reads=("open_audit_summaries", "open_kpi_figures", "open_kpis"),
    ),
    Page(
        stem="procurement_requirements",
        title=N_("The regions' procurements"),
        section=FACTS,
        icon=":material/gavel:",
        roles=EVERY_ROLE,
        reads=("dim_places", "fct_builds", "rpt_procurement_requirements"),
    ),
    Page(
        stem="receive_data",
        title=N_("Take in data"),
        section=FACTS,
        icon=":material/upload_file:",
        roles=(SECRETARIAT,),
        reads=("dim_places", "fct_builds"),
    ),
    Page(
        stem="data_status",
        title=N_("Data"),
        section=FACTS,
        icon=":material/database:",
        roles=EVERY_ROLE,
        reads=page_reads.DATA_STATUS_READS,
    ),
    Page(
        stem="data_coverage",
        title=N_("Data coverage"),
        section=FACTS,
        icon=":material/rule:",
        roles=EVERY_ROLE,
        reads=page_reads.DATA_COVERAGE_READS,
    ),
    Page(
        stem="load_history",
        title=N_("Load history"),
        section=FACTS,
        icon=":material/history:",
        roles=EVERY_ROLE,
        reads=page_reads.LOAD_HISTORY_READS,
    ),
)


def find_page(stem: str) -> Page:
    """Return the page with this stem."""
    return next(page for page in PAGES if page.stem == stem)
