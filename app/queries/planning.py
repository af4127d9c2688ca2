"""What planning asks the warehouse: suppliers by name, and which audits were made."""

from collections.abc import Sequence

import polars as pl

from app.access import Principal
from app.messages import language
from app.warehouse import fetch

MOST_MATCHES = 100


def fetch_matching_suppliers(principal: Principal, text: str) -> pl.DataFrame:
    """Fetch suppliers whose name or number holds a text, in the list's order.

    Args:
        principal: Whose rights.
        text: Anything; empty for the first of the list.

    Returns:
        At most 100 rows, one per supplier and category: supplier_id, supplier_name,
        category_code, category_name.
    """
    return fetch(
        """
        select
            ranking.supplier_id,
            ranking.supplier_name,
            ranking.category_code,
            if(
                $language = 'sv',
                categories.category_name_sv,
                categories.category_name_en
            ) as category_name
        from marts.rpt_supplier_ranking as ranking
        left join marts.dim_categories as categories using (category_code)
        where
            (
                contains(lower(ranking.supplier_name), lower($text))
                or contains(ranking.supplier_id, $text)
                or contains(ranking.organisation_number, $text)
            )
            and (
                len($visible_regions) = 0
                or list_has_any(ranking.region_codes, $visible_regions)
            )
        order by ranking.list_rank
        limit $most_matches
        """,
        {"text": text.strip(), "language": language(), "most_matches": MOST_MATCHES},
        principal=principal,
    )


def fetch_ranked(principal: Principal, supplier_ids: Sequence[str]) -> pl.DataFrame:
    """Fetch what the ranking says of some suppliers.

    Returns:
        One row per supplier and category: supplier_id, supplier_name, category_code,
        category_name, region_codes, probability, value_score, band_code (empty
        outside), is_eligible, ineligible_reason_code, contract_ends_on,
        last_audit_on.
    """
    return fetch(
        """
        select
            ranking.supplier_id,
            ranking.supplier_name,
            ranking.category_code,
            if(
                $language = 'sv',
                categories.category_name_sv,
                categories.category_name_en
            ) as category_name,
            ranking.region_codes,
            ranking.probability,
            ranking.value_score,
            ranking.band_code,
            ranking.is_eligible,
            ranking.ineligible_reason_code,
            ranking.contract_ends_on,
            ranking.last_audit_on
        from marts.rpt_supplier_ranking as ranking
        left join marts.dim_categories as categories using (category_code)
        where
            list_contains($supplier_ids, ranking.supplier_id)
            and (
                len($visible_regions) = 0
                or list_has_any(ranking.region_codes, $visible_regions)
            )
        order by ranking.list_rank
        """,
        {"supplier_ids": list(supplier_ids), "language": language()},
        principal=principal,
    )


def fetch_known_suppliers(
    principal: Principal, supplier_ids: Sequence[str]
) -> frozenset[str]:
    """Fetch which of some suppliers the build still knows of."""
    rows = fetch(
        """
        select supplier_id
        from marts.dim_suppliers
        where list_contains($supplier_ids, supplier_id)
        """,
        {"supplier_ids": sorted(supplier_ids)},
        principal=principal,
    )
    return frozenset(rows["supplier_id"])


def fetch_audits_made(principal: Principal, year: int) -> frozenset[tuple[str, str]]:
    """Fetch which suppliers were audited in a year, with category."""
    rows = fetch(
        """
        select distinct
            supplier_id,
            category_code
        from marts.fct_audits
        where
            year(visited_on) = $year
            and not is_re_audit
            and (
                len($visible_regions) = 0 or region_code in $visible_regions
            )
        """,
        {"year": year},
        principal=principal,
    )
    return frozenset(rows.iter_rows())
