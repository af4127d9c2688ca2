"""The KPIs on follow-ups, as kpis.csv defines them."""

from datetime import timedelta

import polars as pl

from tests.integration.exports_read_by_hand import Exports
from tests.integration.kpis_recounted import Definition, Period, count, count_different


def find_started(exports: Exports, period: Period) -> pl.DataFrame:
    return exports.read("follow_up_cases").filter(period.has("started_on"))


def find_started_with_reason(exports: Exports, period: Period) -> pl.DataFrame:
    has_any = (
        pl.col("selection_method_code").is_not_null()
        | pl.col("has_selection_motive").is_not_null()
    )
    known = exports.read("follow_up_cases").filter(has_any)["started_on"].min()
    started = find_started(exports, period)
    return started if period.year >= known.year else started.clear()


def find_closed(exports: Exports, period: Period) -> pl.DataFrame:
    return exports.read("follow_up_cases").filter(period.has("closed_on"))


def find_closed_and_judged(exports: Exports, period: Period) -> pl.DataFrame:
    judged = exports.read("follow_up_quality")
    return find_closed(exports, period).join(judged, on="case_id")


def find_assessments(exports: Exports) -> pl.DataFrame:
    """One row per request: it is answered and assessed with its last part."""
    alike = ["region_code", "category_code", "recommendation_code", "sent_on"]
    return (
        exports.read("self_assessments")
        .group_by("self_assessment_id")
        .agg(
            *(pl.col(column).drop_nulls().min() for column in alike),
            pl.col("due_on", "assessed_on").max(),
            answered_on=pl.when(pl.col("answered_on").is_not_null().all()).then(
                pl.col("answered_on").max()
            ),
        )
    )


def find_assessed(exports: Exports, period: Period) -> pl.DataFrame:
    return find_assessments(exports).filter(period.has("assessed_on"))


def find_due(exports: Exports, period: Period) -> pl.DataFrame:
    return find_assessments(exports).filter(period.has("due_on"))


def find_audits(exports: Exports, period: Period) -> pl.DataFrame:
    return exports.read("audits").filter(period.has("visited_on"))


def find_office_audits(exports: Exports, period: Period) -> pl.DataFrame:
    is_known = pl.col("is_environment_included").is_not_null()
    office = exports.read("audits").filter(audit_type_code="office")
    known = office.filter(is_known)["visited_on"].min()
    visited = office.filter(period.has("visited_on"))
    return visited if period.year >= known.year else visited.clear()


def find_deviations(exports: Exports) -> pl.DataFrame:
    deviations = exports.read("findings").filter(pl.col("grade_code") != "observation")
    audits = exports.read("audits").select("audit_id", "region_code", "category_code")
    return deviations.join(audits, on="audit_id").with_columns(
        current_due_on=pl.coalesce("changed_due_on", "due_on")
    )


def find_deviations_due(exports: Exports, period: Period) -> pl.DataFrame:
    return find_deviations(exports).filter(period.has("current_due_on"))


def find_begun(exports: Exports, period: Period) -> pl.DataFrame:
    begun = exports.read("follow_up_cases").filter(pl.col("started_on") <= period.until)
    return begun.with_columns(
        is_old=(pl.col("started_on") < period.until - timedelta(days=365))
        & (pl.col("closed_on").is_null() | (pl.col("closed_on") > period.until))
    )


def find_judged(exports: Exports, period: Period) -> pl.DataFrame:
    """Others' follow-ups, on the day of acceptance; else on their own day."""
    made = exports.read("other_buyers_follow_ups")
    is_accepted = pl.col("is_accepted").fill_null(value=False)
    day = pl.when(is_accepted).then("accepted_on").otherwise("followed_up_on")
    judged = made.with_columns(
        judged_on=pl.coalesce(day, "followed_up_on"),
        is_fresh=pl.col("followed_up_on").dt.offset_by("36mo") >= day,
    )
    return judged.filter(period.has("judged_on"))


def find_severe(exports: Exports, period: Period) -> pl.DataFrame:
    """Severe deviations whose 14 days have passed, on the day the supplier knew."""
    severe = exports.read("findings").filter(grade_code="severe")
    known = severe.join(exports.read("audits"), on="audit_id").with_columns(
        known_on=pl.coalesce("supplier_aware_on", "report_approved_on"),
        due_on=pl.col("supplier_aware_on") + timedelta(days=14),
    )
    is_over = pl.col("due_on").is_null() | (pl.col("due_on") <= exports.data_on)
    return known.filter(period.has("known_on"), is_over)


IS_FIRST = pl.col("round_number") == "1"
IS_COMPLETED = pl.col("closure_reason_code").is_in(["corrected", "no_deviations"])

DEFINITIONS = {
    "KPI-112-01": Definition(
        find_started, count(pl.col("is_in_national_system")), count()
    ),
    "KPI-112-04": Definition(
        find_deviations_due,
        count(pl.col("verified_on") <= pl.col("current_due_on")),
        count(),
        split=("grade", "grade_code"),
    ),
    "KPI-112-05": Definition(
        find_closed_and_judged,
        count(pl.col("fulfilment_code") == "yes"),
        count(pl.col("fulfilment_code").is_in(["yes", "no"])),
        split=("quality_criterion", "criterion_number"),
    ),
    "KPI-112-08": Definition(
        find_started, count_different("case_id"), split=("method", "method_code")
    ),
    "KPI-112-09": Definition(find_closed, count_different("case_id", IS_COMPLETED)),
    "KPI-112-10": Definition(
        find_assessed,
        count_different("self_assessment_id"),
        split=("recommendation", "recommendation_code"),
    ),
    "KPI-112-11": Definition(
        find_due, count(pl.col("answered_on") <= pl.col("due_on")), count()
    ),
    "KPI-112-12": Definition(
        find_started_with_reason,
        count(
            pl.col("selection_method_code").is_not_null(),
            pl.col("has_selection_motive"),
        ),
        count(),
        split=("selection_method", "selection_method_code"),
    ),
    "KPI-112-16": Definition(
        find_audits,
        count_different("audit_id", IS_FIRST, pl.col("audit_type_code") == "office"),
        split=("performer", "performer_code"),
    ),
    "KPI-112-17": Definition(
        find_audits,
        count_different("audit_id", IS_FIRST, pl.col("audit_type_code") == "factory"),
    ),
    "KPI-112-18": Definition(
        find_audits,
        count_different("audit_id", pl.col("performer_code") == "region"),
        split=("audit_type", "audit_type_code"),
    ),
    "KPI-112-19": Definition(
        find_office_audits, count(pl.col("is_environment_included")), count()
    ),
    "BEY-01": Definition(
        find_severe,
        count(pl.col("reported_on") <= pl.col("due_on")),
        count(),
        split=("severe_kind", "severe_kind_code"),
    ),
    "BEY-02": Definition(find_begun, count_different("case_id", pl.col("is_old"))),
    "BEY-05": Definition(
        find_judged,
        count(pl.col("is_accepted"), pl.col("is_fresh")),
        split=("buyer", "buyer_name"),
        has_regions=False,
        has_categories=False,
    ),
}
