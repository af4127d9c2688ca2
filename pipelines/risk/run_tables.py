"""The tables of a model run's evidence: their names, columns and types.

Each is a parquet file in the run's folder, and `imported.risk_model__<name>` in a
warehouse. Scores and contributions are described where they are made.
"""

import polars as pl

from pipelines.risk.evaluate import EVALUATION
from pipelines.risk.reliability import RELIABILITY

#: One row per check: whether it held, what was measured, and between which limits.
GATE: dict[str, pl.DataType] = {
    "gate_code": pl.String(),
    "check_code": pl.String(),
    "is_passed": pl.Boolean(),
    "measured": pl.Float64(),
    "measured_low": pl.Float64(),
    "measured_high": pl.Float64(),
    "limit_low": pl.Float64(),
    "limit_high": pl.Float64(),
    "reason_code": pl.String(),
}
#: One row per group of suppliers.
GROUPS: dict[str, pl.DataType] = {
    "group_kind_code": pl.String(),
    "group_code": pl.String(),
    "n_suppliers": pl.Int64(),
    "n_chosen": pl.Int64(),
    "n_chosen_expected": pl.Float64(),
    "selection_ratio": pl.Float64(),
    "n_judged": pl.Int64(),
    "n_hits": pl.Int64(),
    "n_false_alarms": pl.Int64(),
    "verdict_code": pl.String(),
    "reason_sv": pl.String(),
    "reason_en": pl.String(),
}
#: One row per column that the model weighs.
WEIGHTS: dict[str, pl.DataType] = {
    "column_code": pl.String(),
    "feature_code": pl.String(),
    "kind_code": pl.String(),
    "category_code": pl.String(),
    "expected_sign": pl.Int32(),
    "prior_mean": pl.Float64(),
    "prior_sd": pl.Float64(),
    "weight": pl.Float64(),
    "weight_sd": pl.Float64(),
    "moved_sd": pl.Float64(),
    "n_known": pl.Int64(),
}
#: One row per check of a load and what it is of.
MONITORING: dict[str, pl.DataType] = {
    "check_code": pl.String(),
    "subject_code": pl.String(),
    "measured": pl.Float64(),
    "limit_high": pl.Float64(),
    "is_ok": pl.Boolean(),
}
#: One row per language and section, the headings in the text.
CARDS: dict[str, pl.DataType] = {
    "language_code": pl.String(),
    "section_number": pl.Int32(),
    "section_code": pl.String(),
    "section_title": pl.String(),
    "section_text": pl.String(),
}
#: One row per window and list: the names that each rule would have chosen.
SHADOW_LISTS: dict[str, pl.DataType] = {
    "as_of_on": pl.Date(),
    "model_code": pl.String(),
    "list_rank": pl.Int32(),
    "supplier_id": pl.String(),
}
#: One row per half-year that was tried.
WINDOWS: dict[str, pl.DataType] = {
    "as_of_on": pl.Date(),
    "ends_on": pl.Date(),
    "n_visited": pl.Int64(),
    "n_approved": pl.Int64(),
    "n_labels": pl.Int64(),
    "stage_code": pl.String(),
    "is_counted": pl.Boolean(),
}

EVIDENCE = {
    "gate": GATE,
    "evaluation": EVALUATION,
    "reliability": RELIABILITY,
    "groups": GROUPS,
    "weights": WEIGHTS,
    "monitoring": MONITORING,
    "cards": CARDS,
    "shadow_lists": SHADOW_LISTS,
    "windows": WINDOWS,
}


#: One row per kept run; made from each run's config.json.
RUNS: dict[str, pl.DataType] = {
    "model_run_id": pl.String(),
    "is_shown": pl.Boolean(),
    "as_of_on": pl.Date(),
    "model_in_use_code": pl.String(),
    "model_published_code": pl.String(),
    "published_reason_code": pl.String(),
    "stage_code": pl.String(),
    "is_gate_passed": pl.Boolean(),
    "is_kill_switch_on": pl.Boolean(),
    "n_labels": pl.Int64(),
    "n_positives": pl.Int64(),
    "n_windows": pl.Int64(),
    "n_suppliers": pl.Int64(),
    "plan_size": pl.Int64(),
    "prior_width": pl.Float64(),
    "seed": pl.Int64(),
    "decided_on": pl.Date(),
    "decided_by": pl.String(),
    "note_sv": pl.String(),
    "note_en": pl.String(),
    "fingerprint_sha256": pl.String(),
    "coefficients_sha256": pl.String(),
}
