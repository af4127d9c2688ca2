"""The national agency's own workbooks, imported, give the small table's numbers."""

from datetime import date
from pathlib import Path

import pytest

from tests.integration.dbt_builds import (
    find_failures,
    read_rows,
    run_dbt,
    write_warehouse,
)

ANSWERS = """
    select
        period_year, region_code, cpv_division_code, requirement_code, answer_code,
        n_procurements
"""


@pytest.fixture(scope="module")
def warehouse(public_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = write_warehouse(
        tmp_path_factory.mktemp("statistics"),
        exports=public_data / "upphandlingsmyndigheten_2021",
        as_of=date(2025, 10, 31),
    )
    results = run_dbt(
        path,
        "build",
        *("--select", "+rpt_procurement_requirements", "+rpt_procurement_values"),
        *("+qc_contract_values_at_most_one_sek", "+qc_unknown_region_buyers"),
    )
    assert not find_failures(results)
    return path


def test_the_workbooks_give_the_same_numbers_as_the_small_table(
    warehouse: Path,
) -> None:
    imported = read_rows(
        warehouse,
        f"{ANSWERS} from intermediate.int_procurement_answers_counted order by all",
    )
    committed = read_rows(
        warehouse,
        f"{ANSWERS} from reference.procurement_requirements "
        "where period_year = 2021 order by all",
    )
    assert imported
    assert imported == committed


def test_the_page_shows_the_workbooks_and_not_the_small_table(warehouse: Path) -> None:
    shown = read_rows(
        warehouse,
        """
        select requirement_code, origin_code, n_yes, n_no, n_unknown, n_procurements
        from marts.rpt_procurement_requirements
        where period_year = 2021 and place_code = 'SE' and cpv_division_code = 'all'
        order by all
        """,
    )
    assert shown == [
        ("environmental", "imported", 15, 0, 1918, 1933),
        ("social", "imported", 13, 0, 1920, 1933),
    ]


def test_both_numbers_of_dalarna_and_the_municipality_gotland_are_counted(
    warehouse: Path,
) -> None:
    shown = read_rows(
        warehouse,
        """
        select place_code, n_procurements
        from marts.rpt_procurement_requirements
        where
            period_year = 2021
            and place_code in ('20', '09')
            and cpv_division_code = 'all'
            and requirement_code = 'social'
        order by all
        """,
    )
    assert shown == [("09", 91), ("20", 46 + 42)]


def test_values_of_one_krona_are_listed_and_left_out_of_sums(warehouse: Path) -> None:
    assert read_rows(
        warehouse, "select count(*) from marts.qc_contract_values_at_most_one_sek"
    ) == [(488,)]
    # 1,218 of the values are the regions' own, and one of those is a single krona.
    assert read_rows(
        warehouse,
        """
        select n_contract_values, n_left_out, contracted_value_sek
        from marts.rpt_procurement_values
        where place_code = 'SE' and cpv_division_code = 'all'
        """,
    ) == [(1217, 1, 46_948_592_658.0)]


def test_all_contracted_tenders_of_the_regions_are_counted(warehouse: Path) -> None:
    # 3,939 rows filed under regions and Gotland's 115; some rows stand for several.
    assert read_rows(
        warehouse,
        """
        select n_contracted_tenders from marts.rpt_procurement_values
        where place_code = 'SE' and cpv_division_code = 'all'
        """,
    ) == [(4118,)]


def test_a_region_under_a_number_nobody_knows_is_listed(warehouse: Path) -> None:
    listed = read_rows(
        warehouse,
        "select subject_id, detail_figure from marts.qc_unknown_region_buyers",
    )
    assert ("2220002436", 1.0) in listed
