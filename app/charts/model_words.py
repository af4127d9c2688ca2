"""The words of the risk model: models, stages, checks, measures and groups."""

from app.messages import N_

MODEL_NAMES = {
    "anchored": N_("The experts' weights, adjusted by audits"),
    "experts_prior": N_("The experts' weights alone"),
    "ridge": N_("Plain logistic regression"),
    "boosting": N_("Boosted trees"),
    "random": N_("Chance"),
    "largest_spend": N_("Largest spend first"),
    "country_category_spend": N_("The old rule: country, category and spend"),
    "time_since_audit": N_("Longest since an audit first"),
    "last_plan": N_("Same as the year before"),
}
STAGE_NAMES = {
    "prior": N_("Stage 0, the experts' judgement"),
    "anchored": N_("Stage 1, experts adjusted by audits"),
    "anchored_tuned": N_("Stage 2, experts adjusted by many audits"),
    "challenger_allowed": N_("Stage 3, a challenger is compared"),
}
REASON_NAMES = {
    "gate_passed": N_("every check of the gate held"),
    "gate_failed": N_("some check of the gate did not hold"),
    "kill_switch_on": N_("the kill switch stopped the trained model"),
    "stage_is_prior": N_("the audits are too few to learn from"),
    "decided": N_("it has been decided"),
}
GATE_NAMES = {
    "ship": N_("To be shown"),
    "kill": N_("Kill switch"),
    "challenger": N_("Challenger, told only"),
}
CHECK_NAMES = {
    "n_windows": N_("Half-years tried"),
    "within_auditor_auc_against_experts": N_(
        "Order among the same auditor's audits, less the experts'"
    ),
    "precision_against_rule": N_("Share of hits, less the old rule's"),
    "refit_overlap": N_("Same list from other audits"),
    "calibration_slope": N_("Slope of the calibration"),
    "groups_outside": N_("Groups outside without a written reason"),
    "boosting_against_anchored": N_("Boosted trees against our model"),
}
NOT_HELD_NAMES = {
    "too_low": N_("Too low"),
    "too_high": N_("Too high"),
    "not_measured": N_("Could not be measured"),
    "reason_not_written": N_("No reason written"),
}
METRIC_NAMES = {
    "within_auditor_auc": N_("Order among the same auditor's audits (AUC)"),
    "auc": N_("Order among all audits (AUC)"),
    "recall_at_k": N_("Share of all major findings that the list holds"),
    "lift_at_k": N_("Times as many hits as chance"),
    "average_precision": N_("Mean share of hits down the list"),
    "brier": N_("Squared error of the probabilities"),
    "brier_skill": N_("Better than saying the mean to all"),
    "refit_overlap": N_("Same list from other audits"),
    "plan_overlap": N_("Same list as half a year before"),
    "labelled_share": N_("Share of the list ever audited"),
    "calibration_slope": N_("Slope of the calibration"),
    "calibration_intercept": N_("Level of the calibration"),
}
WATCHED_NAMES = {
    "missing_share_rise": N_("More missing than before"),
    "population_shift": N_("Facts that have shifted"),
    "unseen_category": N_("Categories never seen before"),
    "unseen_country_band": N_("Country bands never seen before"),
    "countries_without_figure": N_("Countries without a figure"),
    "label_delay_days": N_("Days from visit to approved report"),
    "reports_overdue_share": N_("Reports that are overdue"),
    "list_churn": N_("New names on the list"),
    "groups_outside": N_("Groups outside"),
}
GROUP_KIND_NAMES = {
    "size": N_("Size"),
    "buying_region": N_("Procurement region"),
    "country_band": N_("Country risk"),
    "category": N_("Category"),
    "origin": N_("Origin of the owner"),
}
GROUP_NAMES = {
    "unknown": N_("Unknown"),
    "1": N_("1, highest risk"),
    "5": N_("5, lowest risk"),
    "micro": N_("Micro"),
    "small": N_("Small"),
    "medium": N_("Medium-sized"),
    "large": N_("Large"),
    "domestic": N_("Swedish"),
    "foreign": N_("Foreign"),
}
GROUP_VERDICTS = {
    "within": N_("Within 0.8 to 1.25"),
    "outside": N_("Outside"),
    "too_few": N_("Too few to judge"),
}
KIND_NAMES = {
    "figure": N_("Fact"),
    "missing": N_("Missing"),
    "category": N_("Category"),
    "intercept": N_("Starting level"),
}
AUDIT_TYPE_WORDS = {
    "office": N_("Office audits"),
    "factory": N_("Factory audits"),
    "unknown": N_("Audits of unknown kind"),
}
