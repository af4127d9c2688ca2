"""Suppliers proposed for follow-up, most worth a visit first.

A reader from a region sees suppliers that their region has contracts with.
"""

from dataclasses import dataclass

import polars as pl

from app.access import Principal
from app.messages import language
from app.queries.ranking_sql import (
    ASKED_FOR,
    COUNTRIES,
    OF_SUPPLIER,
    ONE_PAGE,
    TOTALS,
)
from app.warehouse import fetch

ROWS_PER_PAGE = 100


@dataclass(frozen=True)
class RankingChoice:
    """What the reader chose to see; "SE" and "all" leave nothing out.

    `queue_code` is prioritised or own: categories of the programme, or the regions'
    own business. `contract_end_code` is within_year, next_year, later or runs_on.
    """

    queue_code: str = "all"
    place_code: str = "SE"
    category_code: str = "all"
    country_code: str = "all"
    band_code: str = "all"
    contract_end_code: str = "all"
    only_never_audited: bool = False


def fetch_ranking(
    principal: Principal, choice: RankingChoice, *, page: int
) -> pl.DataFrame:
    """Fetch one page of a hundred supplier × category, in the list's order.

    Args:
        principal: Whose rights.
        choice: What to leave out.
        page: 1 is the first.

    Returns:
        One row per supplier and category: supplier_id, supplier_name,
        organisation_number, category_code, category_name, n_regions,
        annual_value_sek, n_steps (1-5, the probability in fifths),
        severity_level (1-4), exposure_score, band_code (empty outside),
        reason_up_1..3 and reason_down_1 (words, may be empty), points_up_1..3,
        points_down_1, last_audit_on, contract_ends_on, is_eligible,
        ineligible_reason_code.
    """
    return fetch(
        ONE_PAGE,
        {
            **_find_parameters(principal, choice),
            "language": language(),
            "n_rows": ROWS_PER_PAGE,
            "n_before": (page - 1) * ROWS_PER_PAGE,
        },
        principal=principal,
    )


def fetch_ranked(principal: Principal, *keys: str) -> pl.DataFrame:
    """Fetch the rows with these keys, wherever in the list they stand.

    Args:
        principal: Whose rights.
        keys: As in the address: supplier id, hyphen, category code.

    Returns:
        As `fetch_ranking`; a key that is unknown or not the reader's has no row.
    """
    return fetch(
        ASKED_FOR,
        {"keys": sorted(set(keys)), "language": language()},
        principal=principal,
    )


def fetch_ranked_categories(principal: Principal, supplier_id: str) -> pl.DataFrame:
    """Fetch one supplier's rows, that most worth a visit first.

    Returns:
        As `fetch_ranking`; no rows when the supplier is not on the list or not seen.
    """
    return fetch(
        OF_SUPPLIER,
        {"supplier_id": supplier_id, "language": language()},
        principal=principal,
    )


def fetch_ranking_totals(principal: Principal, choice: RankingChoice) -> dict[str, int]:
    """Count what the choice leaves.

    Returns:
        n_rows, n_suppliers, n_very_likely, n_never_audited, n_eligible,
        n_rows_per_page.
    """
    rows = fetch(
        TOTALS,
        {**_find_parameters(principal, choice), "rows_per_page": ROWS_PER_PAGE},
        principal=principal,
    )
    return rows.row(0, named=True)


def fetch_ranking_countries(principal: Principal) -> dict[str, str]:
    """Fetch the countries of final manufacture in the list: code to name."""
    rows = fetch(COUNTRIES, {"language": language()}, principal=principal)
    return dict(rows.iter_rows())


def _find_parameters(principal: Principal, choice: RankingChoice) -> dict[str, object]:
    places = fetch(
        """
        select place_code
        from marts.dim_places
        where
            place_level_code = 'region'
            and $place_code in (parent_place_code, place_code)
        """,
        {"place_code": choice.place_code},
        principal=principal,
    )
    return {
        "queue_code": choice.queue_code,
        "place_code": choice.place_code,
        "place_regions": places["place_code"].to_list(),
        "category_code": choice.category_code,
        "country_code": choice.country_code,
        "band_code": choice.band_code,
        "contract_end_code": choice.contract_end_code,
        "only_never_audited": choice.only_never_audited,
    }
