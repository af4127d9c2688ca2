"""Which of the audits that have been decided have become a case."""

from collections.abc import Sequence

from app.access import Principal
from app.warehouse import fetch

Planned = tuple[str, str, int]
BEGUN = """
    with planned as (
        select distinct
            unnest($supplier_ids) as supplier_id,
            unnest($category_codes) as category_code,
            unnest($plan_years) as plan_year
    )

    select
        planned.supplier_id,
        planned.category_code,
        planned.plan_year
    from planned
    where
        exists (
            select 1
            from marts.fct_follow_up_cases as cases
            where
                cases.supplier_id = planned.supplier_id
                and cases.category_code = planned.category_code
                and (
                    cases.closed_on is null
                    or cases.started_on >= make_date(planned.plan_year, 1, 1)
                )
        )
        and (
            len($visible_regions) = 0
            or exists (
                select 1
                from marts.fct_contracts as contracts
                where
                    contracts.supplier_id = planned.supplier_id
                    and contracts.region_code in $visible_regions
            )
        )
"""


def fetch_begun(principal: Principal, planned: Sequence[Planned]) -> set[Planned]:
    """Fetch those that have an open case, or one begun in the plan year or later.

    Args:
        principal: Whose rights: a region's reader is told of suppliers that their own
            region buys from.
        planned: Supplier, category and plan year of each audit that is planned.
    """
    if not planned:
        return set()
    suppliers, categories, years = zip(*planned, strict=True)
    rows = fetch(
        BEGUN,
        {
            "supplier_ids": list(suppliers),
            "category_codes": list(categories),
            "plan_years": list(years),
        },
        principal=principal,
    )
    return set(rows.iter_rows())
