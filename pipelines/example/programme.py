"""Run the fictional programme over its market: select, ask, audit, close.

market -> [programme] -> cases, self-assessments, audits, findings -> case files
"""

import polars as pl

from pipelines.example.answers import build_answers, draw_reminders
from pipelines.example.audit_details import draw_audit_details
from pipelines.example.audits import build_audits
from pipelines.example.awkward import build_awkward_audits
from pipelines.example.capacity import YearPlan
from pipelines.example.case_files import build_case_files
from pipelines.example.case_stages import draw_stages
from pipelines.example.closures import draw_closures
from pipelines.example.contracts import find_active_pairs
from pipelines.example.correction_effects import draw_effects
from pipelines.example.finding_details import draw_finding_details
from pipelines.example.findings import build_findings, draw_counts
from pipelines.example.follow_ups import build_cases, draw_answers, draw_next_steps
from pipelines.example.market import Market, build_supplier_columns
from pipelines.example.selection import build_requests
from pipelines.example.selection_details import draw_selection_details
from pipelines.example.streams import Topic, build_stream
from pipelines.example.world import World


def build_programme_tables(
    world: World, market: Market, plans: tuple[YearPlan, ...], *, seed: int
) -> dict[tuple[str, str], pl.DataFrame]:
    """Build the tables of the programme's own work, per source and table."""
    requests = _build_requests(world, market, plans, seed)
    cases = build_cases(build_stream(seed, Topic.CASES), requests, plans)
    audits = _build_audits(world, market, cases, plans, seed)
    closed = draw_closures(build_stream(seed, Topic.CLOSURES), cases, audits, plans)
    answers = build_answers(
        build_stream(seed, Topic.ANSWERS), requests, cases, plans[0].year
    )
    findings = build_findings(build_stream(seed, Topic.FINDINGS), audits, closed)
    with_case = audits.with_columns(case_id=closed["case_id"].gather(audits["case_ix"]))
    selected = draw_selection_details(
        build_stream(seed, Topic.SELECTION_DETAILS),
        _build_heaviest_method(closed, audits),
        requests,
    )
    stages = draw_stages(build_stream(seed, Topic.STAGES), closed, requests, audits)
    detailed = selected.with_columns(case_stage_code=stages)
    visited = draw_audit_details(
        build_stream(seed, Topic.AUDIT_DETAILS), build_awkward_audits(with_case)
    )
    reminded = draw_reminders(build_stream(seed, Topic.REMINDERS), answers, requests)
    registers = {
        ("follow_up_cases", "cases"): _build_named(world, market, detailed),
        ("self_assessments", "answers"): _build_named(world, market, reminded),
        ("audits", "audits"): _build_named(world, market, visited),
        ("findings", "findings"): draw_effects(
            build_stream(seed, Topic.EFFECTS),
            draw_finding_details(build_stream(seed, Topic.FINDING_DETAILS), findings),
        ),
    }
    return registers | build_case_files(world, market, registers, seed=seed)


def _build_requests(
    world: World, market: Market, plans: tuple[YearPlan, ...], seed: int
) -> pl.DataFrame:
    active = find_active_pairs(
        market.contracts, market.pairs.height, plans[0].year, len(plans)
    )
    requests = build_requests(
        build_stream(seed, Topic.SELECTION),
        world,
        market.pairs,
        market.lines,
        active,
        plans,
    )
    logits = market.yearly_logits[
        requests["pair_ix"].to_numpy(), requests["year_ix"].to_numpy()
    ]
    rng = build_stream(seed, Topic.FOLLOW_UPS)
    return draw_next_steps(
        rng, world, draw_answers(rng, requests, logits, plans), plans
    )


def _build_audits(
    world: World,
    market: Market,
    cases: pl.DataFrame,
    plans: tuple[YearPlan, ...],
    seed: int,
) -> pl.DataFrame:
    audits = build_audits(
        build_stream(seed, Topic.AUDITS),
        world,
        market.pairs,
        cases,
        market.yearly_logits,
        plans,
    )
    return draw_counts(build_stream(seed, Topic.FINDING_COUNTS), audits)


def _build_heaviest_method(cases: pl.DataFrame, audits: pl.DataFrame) -> pl.DataFrame:
    """Call a case a factory audit when it came to one, however it began."""
    in_factory = audits.filter(audit_type_code="factory")["case_ix"].unique().to_list()
    came_to_one = pl.int_range(pl.len()).is_in(in_factory)
    return cases.with_columns(
        method_code=pl.when(came_to_one)
        .then(pl.lit("factory_audit"))
        .otherwise("method_code")
    )


def _build_named(world: World, market: Market, frame: pl.DataFrame) -> pl.DataFrame:
    """Replace the indexes by the supplier, category and region they stand for."""
    named = build_supplier_columns(world, market)[frame["pair_ix"]]
    return frame.hstack(named).with_columns(
        region_code=world.regions["region_code"].gather(frame["region_ix"])
    )
