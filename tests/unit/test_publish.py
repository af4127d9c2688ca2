"""What stops a publication, and what does not."""

import pytest

from pipelines.errors import PublishError
from pipelines.warehouse.publish import OF_THE_RUNNING_YEAR, check_losses
from tests.conftest import ROOT


def build_pointer(**rows: int) -> dict:
    return {"is_example": False, "rows": rows}


def test_a_mart_that_loses_half_its_rows_stops_the_publication() -> None:
    before = build_pointer(fct_audits=100)
    check_losses(before, build_pointer(fct_audits=50))
    with pytest.raises(PublishError, match="fct_audits: 100 rows before, 49 now"):
        check_losses(before, build_pointer(fct_audits=49))
    with pytest.raises(PublishError, match="fct_audits: 100 rows before, gone now"):
        check_losses(before, build_pointer())


def test_data_of_a_year_without_a_plan_may_empty_the_marts_of_the_running_year() -> (
    None
):
    before = build_pointer(**dict.fromkeys(OF_THE_RUNNING_YEAR, 500), fct_audits=100)
    after = build_pointer(**dict.fromkeys(OF_THE_RUNNING_YEAR, 0), fct_audits=101)
    check_losses(before, after)
    with pytest.raises(PublishError, match="fct_audits: 100 rows before, gone now"):
        check_losses(before, build_pointer(**dict.fromkeys(OF_THE_RUNNING_YEAR, 0)))


@pytest.mark.parametrize("mart", OF_THE_RUNNING_YEAR)
def test_the_marts_of_the_running_year_are_marts(mart: str) -> None:
    assert len([*(ROOT / "dbt/models/marts").glob(f"*/{mart}.sql")]) == 1
