"""Write what the follow-ups leave behind beside the registers: regions to decisions.

cases + answers + audits + findings -> [case_files] -> four exports
"""

import polars as pl

from pipelines.example.case_publications import draw_publications
from pipelines.example.case_quality import draw_quality
from pipelines.example.case_regions import draw_case_regions
from pipelines.example.decisions import draw_decisions
from pipelines.example.market import Market
from pipelines.example.streams import Topic, build_stream
from pipelines.example.world import World


def build_case_files(
    world: World,
    market: Market,
    registers: dict[tuple[str, str], pl.DataFrame],
    *,
    seed: int,
) -> dict[tuple[str, str], pl.DataFrame]:
    """Build the tables that lean on the programme's registers.

    Args:
        world: For the regions' codes.
        market: For the regions that buy from a supplier.
        registers: Cases, self-assessments, audits and findings, with their indexes.
        seed: Of the whole example.
    """
    cases = registers["follow_up_cases", "cases"]
    audits = registers["audits", "audits"]
    findings = registers["findings", "findings"]
    publications = draw_publications(
        build_stream(seed, Topic.PUBLICATIONS), cases, findings
    )
    return {
        ("follow_up_case_regions", "case_regions"): draw_case_regions(
            build_stream(seed, Topic.CASE_REGIONS),
            cases,
            world.regions["region_code"],
            market.contracts,
            market.lines,
        ),
        ("follow_up_publications", "case_publications"): publications,
        ("follow_up_quality", "quality_criteria"): draw_quality(
            build_stream(seed, Topic.QUALITY), cases, audits, findings, publications
        ),
        ("decisions", "decisions"): draw_decisions(
            build_stream(seed, Topic.DECISIONS),
            registers["self_assessments", "answers"],
            cases,
            audits,
        ),
    }
