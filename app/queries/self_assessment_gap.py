"""How self-assessments held when the supplier was audited.

Counts of the whole programme are for every role. The list of suppliers is for the
secretariat alone, and narrowed to the reader's regions as the ranking is.
"""

from dataclasses import dataclass

import polars as pl

from app.access import Principal, check_secretariat
from app.messages import language
from app.warehouse import fetch

LONGEST_LIST = 100
NAMED_GAPS = """
    select
        gaps.*,
        if(
            $language = 'sv',
            categories.category_name_sv,
            categories.category_name_en
        ) as category_name,
        if($language = 'sv', words.split_value_name_sv, words.split_value_name_en)
            as requirement_name
    from marts.rpt_self_assessment_gap as gaps
    left join marts.dim_categories as categories using (category_code)
    left join marts.dim_split_values as words
        on
            words.split_code = 'process_requirement'
            and gaps.clause_version_code = 'seven_requirements_2021'
            and gaps.requirement_code = words.split_value_code
    where gaps.audit_type_code = $audit_type_code
"""
CONTRADICTED_SUPPLIERS = """
    select
        gaps.supplier_name,
        gaps.organisation_number,
        if(
            $language = 'sv',
            categories.category_name_sv,
            categories.category_name_en
        ) as category_name,
        gaps.audit_type_code,
        gaps.visited_on,
        gaps.assessed_on,
        gaps.fulfilled_score,
        gaps.n_major_findings,
        gaps.clause_version_code,
        gaps.contradicted_requirement_codes
    from marts.rpt_supplier_gap as gaps
    left join marts.dim_categories as categories using (category_code)
    where
        $category_code in ('all', gaps.category_code)
        and $audit_type_code in ('all', gaps.audit_type_code)
        and (
            len($visible_regions) = 0
            or list_has_any(gaps.region_codes, $visible_regions)
        )
    order by
        gaps.n_major_findings desc,
        gaps.fulfilled_score desc,
        gaps.visited_on desc,
        gaps.supplier_id,
        gaps.category_code
    limit $longest_list
"""


@dataclass(frozen=True)
class GapChoice:
    """What the reader chose to compare; "all" leaves nothing out."""

    category_code: str = "all"
    audit_type_code: str = "all"
    clause_version_code: str = "seven_requirements_2021"


def fetch_clause_versions(principal: Principal) -> dict[str, str]:
    """Fetch the clauses that have answers to compare: code to name, newest first."""
    rows = fetch(
        """
        select distinct
            gaps.clause_version_code,
            if($language = 'sv', words.split_value_name_sv, words.split_value_name_en)
                as clause_version_name
        from marts.rpt_self_assessment_gap as gaps
        inner join marts.dim_split_values as words
            on
                words.split_code = 'clause_version'
                and gaps.clause_version_code = words.split_value_code
        order by right(gaps.clause_version_code, 4) desc
        """,
        {"language": language()},
        principal=principal,
    )
    return dict(rows.iter_rows())


def fetch_category_gaps(principal: Principal, choice: GapChoice) -> pl.DataFrame:
    """Fetch how forms as a whole held, in all and in each category.

    Returns:
        One row per category with an audit, "all" first, then the most approved:
        the columns of rpt_self_assessment_gap, category_name, requirement_name
        (empty).
    """
    return fetch(
        f"""
        {NAMED_GAPS}
            and gaps.requirement_code = 'whole'
        order by
            gaps.category_code <> 'all',
            gaps.n_approved desc,
            gaps.category_code
        """,
        {"language": language(), "audit_type_code": choice.audit_type_code},
        principal=principal,
    )


def fetch_requirement_gaps(principal: Principal, choice: GapChoice) -> pl.DataFrame:
    """Fetch how the answers to each process requirement of one clause held.

    Returns:
        One row per requirement in order: the columns of rpt_self_assessment_gap,
        category_name, requirement_name (empty for the routines of 2016).
    """
    return fetch(
        f"""
        {NAMED_GAPS}
            and gaps.clause_version_code = $clause_version_code
            and gaps.category_code = $category_code
            and gaps.requirement_code <> 'whole'
        order by gaps.requirement_code
        """,
        {
            "language": language(),
            "audit_type_code": choice.audit_type_code,
            "clause_version_code": choice.clause_version_code,
            "category_code": choice.category_code,
        },
        principal=principal,
    )


def fetch_supplier_gaps(principal: Principal, choice: GapChoice) -> pl.DataFrame:
    """Fetch suppliers whose approved answers an audit contradicted, the most first.

    Returns:
        One row per supplier and category, at most a hundred: supplier_name,
        organisation_number, category_name, audit_type_code, visited_on, assessed_on,
        fulfilled_score, n_major_findings, clause_version_code,
        contradicted_requirement_codes.

    Raises:
        AccessDenied: The reader is not the secretariat.
    """
    check_secretariat(principal)
    return fetch(
        CONTRADICTED_SUPPLIERS,
        {
            "language": language(),
            "category_code": choice.category_code,
            "audit_type_code": choice.audit_type_code,
            "longest_list": LONGEST_LIST,
        },
        principal=principal,
    )
