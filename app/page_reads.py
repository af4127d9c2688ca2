"""The marts that some pages read, where the list is long; see `page_registry`."""

# What every page of one area's goals reads.
GOAL_READS = (
    "dim_categories",
    "dim_kpis",
    "dim_places",
    "dim_plans",
    "dim_split_values",
    "dim_splits",
    "fct_builds",
    "fct_goal_attainment",
    "fct_kpi_forecasts",
    "fct_kpi_values",
    "fct_small_groups",
    "rpt_forecast_accuracy",
    "rpt_kpi_breaks",
    "rpt_region_outlines",
)

CONTRACT_FOLLOW_UP_READS = (
    *GOAL_READS,
    *("rpt_counted_rows", "rpt_follow_up_counts", "rpt_open_cases"),
)

GOAL_CARD_READS = (
    "dim_kpis",
    "dim_places",
    "dim_plans",
    "fct_builds",
    "fct_goal_attainment",
    "fct_kpi_forecasts",
    "fct_kpi_values",
    "fct_small_groups",
    "rpt_changed_figures",
    "rpt_forecast_accuracy",
    "rpt_kpi_breaks",
    "rpt_kpi_checks",
    "rpt_kpi_sources",
    "rpt_kpi_sql",
    "rpt_kpi_targets",
    "rpt_region_comparison",
)

ABOUT_MODEL_READS = (
    "dim_categories",
    "dim_risk_features",
    "fct_builds",
    "rpt_model_card",
    "rpt_model_evaluation",
    "rpt_model_gate",
    "rpt_model_groups",
    "rpt_model_monitoring",
    "rpt_model_reliability",
    "rpt_model_runs",
    "rpt_model_weights",
)

AUDIT_PLAN_READS = (
    "dim_categories",
    "dim_places",
    "dim_suppliers",
    "fct_audits",
    "fct_builds",
    "rpt_supplier_ranking",
)

SELF_ASSESSMENT_GAP_READS = (
    "dim_categories",
    "dim_split_values",
    "fct_builds",
    "rpt_self_assessment_gap",
    "rpt_supplier_gap",
)

DATA_COVERAGE_READS = (
    "dim_kpis",
    "dim_places",
    "fct_builds",
    "fct_kpi_values",
    "rpt_data_coverage",
    "rpt_imported_files",
    "rpt_kpi_coverage",
)

LOAD_HISTORY_READS = (
    "dim_places",
    "fct_builds",
    "rpt_changed_figures",
    "rpt_closed_rows",
    "rpt_imported_files",
)

DATA_STATUS_READS = (
    "fct_builds",
    "rpt_imported_files",
    "rpt_rejected_rows",
    "rpt_suspicions",
)

OPEN_CASES_READS = (
    "dim_case_steps",
    "dim_categories",
    "dim_countries",
    "dim_places",
    "dim_split_values",
    "dim_suppliers",
    "fct_builds",
    "fct_contracts",
    "fct_follow_up_cases",
    "rpt_case_deadlines",
    "rpt_case_findings",
    "rpt_case_list",
    "rpt_case_steps",
)

SUPPLIER_PROFILE_READS = (
    "dim_categories",
    "dim_countries",
    "dim_places",
    "dim_risk_features",
    "dim_split_values",
    "fct_audits",
    "fct_builds",
    "rpt_supplier_cases",
    "rpt_supplier_certificates",
    "rpt_supplier_contracts",
    "rpt_supplier_countries",
    "rpt_supplier_decisions",
    "rpt_supplier_findings",
    "rpt_supplier_follow_ups",
    "rpt_supplier_profile",
    "rpt_supplier_ranking",
    "rpt_supplier_reasons",
    "rpt_supplier_self_assessments",
    "rpt_supplier_signals",
)

SELECTION_REVIEW_READS = (
    "dim_categories",
    "dim_kpis",
    "dim_places",
    "dim_plans",
    "dim_split_values",
    "fct_builds",
    "fct_goal_attainment",
    "fct_kpi_forecasts",
    "fct_kpi_values",
    "fct_small_groups",
    "rpt_forecast_accuracy",
    "rpt_kpi_breaks",
    "rpt_recommendations_decided",
    "rpt_selection_hits",
    "rpt_selection_lift",
    "rpt_selection_overrides",
    "rpt_selection_random_arm",
)

OVERVIEW_READS = (
    "dim_kpis",
    "dim_places",
    "dim_plans",
    "fct_audits",
    "fct_builds",
    "fct_goal_attainment",
    "fct_kpi_forecasts",
    "fct_kpi_values",
    "fct_small_groups",
    "rpt_changed_figures",
    "rpt_open_cases",
)

SUPPLIER_RANKING_READS = (
    "dim_categories",
    "dim_countries",
    "dim_places",
    "dim_risk_features",
    "fct_builds",
    "fct_supplier_scores",
    "rpt_supplier_ranking",
    "rpt_supplier_reasons",
)

# What the pages behind a report's parts read.
REPORT_BUILDER_READS = (
    *("dim_case_steps", "dim_categories", "dim_countries", "dim_kpis", "dim_places"),
    *("dim_plans", "dim_split_values"),
    *("fct_audits", "fct_builds", "fct_contracts", "fct_follow_up_cases"),
    *("fct_goal_attainment", "fct_kpi_forecasts", "fct_kpi_values", "fct_small_groups"),
    *("rpt_case_deadlines", "rpt_case_findings", "rpt_case_list", "rpt_case_steps"),
    *("rpt_changed_figures", "rpt_data_coverage", "rpt_diploma_steps"),
    *("rpt_follow_up_counts", "rpt_forecast_accuracy", "rpt_imported_files"),
    *("rpt_kpi_breaks", "rpt_kpi_coverage", "rpt_open_cases", "rpt_region_comparison"),
    *("rpt_result_reach", "rpt_training_calendar"),
    *("rpt_supplier_cases", "rpt_supplier_certificates", "rpt_supplier_contracts"),
    *("rpt_supplier_countries", "rpt_supplier_decisions", "rpt_supplier_findings"),
    *("rpt_supplier_follow_ups", "rpt_supplier_profile"),
    *("rpt_supplier_self_assessments",),
)
