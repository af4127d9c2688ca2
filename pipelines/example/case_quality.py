"""Judge the nine quality criteria of each case, by its own facts where there are any.

cases + audits + findings + publications -> [case_quality] -> the quality criteria
"""

import numpy as np
import polars as pl

#: Criteria that no other register answers: share fulfilled at first, more every year.
#: 2 documents beforehand, 3 all assessed with evidence, 4 calibrated auditor,
#: 5 second-person review, 7 plan with owner and date.
JUDGED = {2: 0.55, 3: 0.4, 4: 0.35, 5: 0.25, 7: 0.6}
FIRST_YEAR, YEARLY_STEP, MOST = 2018, 0.055, 0.96
#: Criteria that a case without an audit, or without deviations, cannot have.
OF_AUDIT, OF_DEVIATION = (2, 4, 6), (7, 8)
REPORT_DAYS = 30
EVIDENCE_SHARE = 0.9
BLANK_SHARE = 0.02
#: Cases that nobody has judged at all.
UNJUDGED_SHARE = 0.04


def draw_quality(
    rng: np.random.Generator,
    cases: pl.DataFrame,
    audits: pl.DataFrame,
    findings: pl.DataFrame,
    publications: pl.DataFrame,
) -> pl.DataFrame:
    """Draw one row per case and criterion.

    Returns:
        `case_id`, `criterion_number`, `fulfilment_code` (null while not judged).
    """
    facts = _build_facts(cases, audits, findings, publications)
    criteria = facts.select(
        "case_id",
        *(
            _build_answer(number, _build_fulfilled(rng, facts, number)).alias(
                str(number)
            )
            for number in range(1, 10)
        ),
    )
    is_judged = pl.Series(rng.random(cases.height) >= UNJUDGED_SHARE)
    rows = (
        criteria.filter(is_judged)
        .with_row_index("row")
        .unpivot(
            index=["row", "case_id"],
            variable_name="criterion_number",
            value_name="fulfilment_code",
        )
        .with_columns(pl.col("criterion_number").cast(pl.Int64))
        .sort("row", "criterion_number")
    )
    is_filled = pl.Series(rng.random(rows.height) >= BLANK_SHARE)
    return rows.with_columns(fulfilment_code=pl.when(is_filled).then("fulfilment_code"))


def _build_facts(
    cases: pl.DataFrame,
    audits: pl.DataFrame,
    findings: pl.DataFrame,
    publications: pl.DataFrame,
) -> pl.DataFrame:
    report_days = (pl.col("report_approved_on") - pl.col("visited_on")).dt.total_days()
    per_audit = audits.group_by(pl.col("case_ix").cast(pl.Int64)).agg(
        report_days=report_days.max(), has_audit=pl.lit(value=True)
    )
    deviations = findings.filter(pl.col("grade_code") != "observation")
    per_deviation = deviations.group_by(pl.col("case_ix").cast(pl.Int64)).agg(
        has_deviation=pl.lit(value=True), n_open=pl.col("verified_on").null_count()
    )
    published = publications.select(
        "case_id", "published_on", "publication_obstacle_code"
    )
    return (
        cases.with_row_index("case_ix")
        .with_columns(pl.col("case_ix").cast(pl.Int64))
        .join(per_audit, on="case_ix", how="left", maintain_order="left")
        .join(per_deviation, on="case_ix", how="left", maintain_order="left")
        .join(published, on="case_id", how="left", maintain_order="left")
        .with_columns(pl.col("has_audit", "has_deviation").fill_null(value=False))
    )


def _build_fulfilled(
    rng: np.random.Generator, facts: pl.DataFrame, number: int
) -> pl.Expr | pl.Series:
    """Read the criterion from the facts, or draw it; null is not yet judged."""
    is_closed = pl.col("closed_on").is_not_null()
    if number in JUDGED:
        last_day = pl.coalesce("closed_on", "started_on")
        years = facts.select(last_day.dt.year() - FIRST_YEAR).to_series().to_numpy()
        share = np.clip(JUDGED[number] + YEARLY_STEP * years, 0, MOST)
        return pl.Series(rng.random(facts.height) < share)
    if number == 1:
        has_method = pl.col("selection_method_code").is_not_null()
        return has_method & pl.col("has_selection_motive").fill_null(value=False)
    if number == 6:
        return pl.col("report_days") <= REPORT_DAYS
    if number == 8:
        has_evidence = pl.Series(rng.random(facts.height) < EVIDENCE_SHARE)
        return pl.when(is_closed).then((pl.col("n_open") == 0) & has_evidence)
    return pl.when(is_closed).then(pl.col("published_on").is_not_null())


def _build_answer(number: int, is_fulfilled: pl.Expr | pl.Series) -> pl.Expr:
    outside = pl.lit(value=False)
    if number in OF_AUDIT:
        outside = ~pl.col("has_audit")
    if number in OF_DEVIATION:
        outside = ~pl.col("has_deviation")
    if number == 9:
        outside = pl.col("publication_obstacle_code").is_not_null()
    return (
        pl.when(outside)
        .then(pl.lit("not_applicable"))
        .when(is_fulfilled)
        .then(pl.lit("yes"))
        .when(~is_fulfilled)
        .then(pl.lit("no"))
    )
