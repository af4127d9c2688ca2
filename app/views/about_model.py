"""What the risk model is and is not for, what it weighs, and what it has shown."""

import streamlit as st

from app.access import require
from app.charts.model_calibration import build_calibration
from app.charts.model_evidence import (
    build_hits,
    build_metric_table,
    build_model_numbers,
)
from app.charts.model_tables import (
    build_check_table,
    build_check_title,
    build_gate_table,
    build_gate_title,
    build_group_table,
    build_group_title,
)
from app.charts.model_weights import build_weights
from app.components.chart import show_chart, show_list, show_table
from app.components.model_sections import show_card, show_changes, show_published
from app.components.number_row import show_numbers
from app.components.page_header import show_empty_state, show_page_header
from app.messages import _
from app.page_registry import find_page
from app.queries.about_model import (
    fetch_model_gate,
    fetch_model_groups,
    fetch_model_hits,
    fetch_model_metrics,
    fetch_model_reliability,
    fetch_model_runs,
)
from app.queries.builds import build_footer
from app.queries.model_weights import (
    fetch_list_churn,
    fetch_model_card,
    fetch_model_checks,
    fetch_model_weights,
)

principal = require(*find_page("about_model").roles)
build = show_page_header(
    "about_model",
    _("What does the selection rest on, and how well has it hit?"),
    principal=principal,
)
runs = list(fetch_model_runs(principal).iter_rows(named=True))
if not runs:
    show_empty_state(
        _("No model run has told of itself yet."),
        _("Run `malbild refresh` when exports have been received."),
    )
    st.stop()

run, before = runs[0], runs[1] if len(runs) > 1 else None
metrics = fetch_model_metrics(principal)
footer = build_footer(
    build,
    source=_("the model run %(run)s", run=run["model_run_id"]),
    filters=_("among audited suppliers"),
    terms_code="aggregates",
)
show_published(run)
show_numbers(build_model_numbers(run, metrics))

left, right = st.columns((3, 2), gap="large")
hits = fetch_model_hits(principal)
reliability = fetch_model_reliability(principal, run["model_published_code"])
with left:
    st.header(_("How well has it hit?"), anchor=False)
    if hits.is_empty():
        show_empty_state(
            _("No half-year has been tried against outcomes yet."),
            _("It takes audits with approved reports in the twelve months after."),
        )
    else:
        show_chart(build_hits(hits, run, footer))
        st.caption(_("Every other measure, of every way of choosing"))
        show_table(
            "model_metrics",
            title=_("Every other measure"),
            table=build_metric_table(metrics),
            footer=footer,
        )
with right:
    st.header(_("Do the probabilities hold?"), anchor=False)
    if reliability.is_empty():
        show_empty_state(
            _("No probability has been tried against outcomes yet."),
            _("It takes audits with approved reports in the twelve months after."),
        )
    else:
        model_code = run["model_published_code"]
        show_chart(build_calibration(reliability, model_code=model_code, footer=footer))

gate = fetch_model_gate(principal, run["model_run_id"])
show_list(
    "model_gate",
    title=build_gate_title(gate),
    table=build_gate_table(gate),
    footer=footer,
)
st.header(_("What does it weigh?"), anchor=False)
weights = fetch_model_weights(
    principal, run["model_run_id"], before["model_run_id"] if before else None
)
show_chart(build_weights(weights, run, footer))
new_pct = fetch_list_churn(principal)
show_changes(run, before, weights=weights, new_pct=new_pct, footer=footer)
st.header(_("Does it treat groups alike, and is the data sound?"), anchor=False)
for name, rows, title, table in (
    ("groups", fetch_model_groups(principal), build_group_title, build_group_table),
    ("checks", fetch_model_checks(principal), build_check_title, build_check_table),
):
    show_list(f"model_{name}", title=title(rows), table=table(rows), footer=footer)
show_card(fetch_model_card(principal), footer)
