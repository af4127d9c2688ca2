import numpy as np
import polars as pl
import pytest

from pipelines.example.suppliers import draw_organisation_numbers
from pipelines.example.write_example import build_example

ASKED = {"seed": 3, "n_suppliers": 400, "n_years": 8}


@pytest.fixture(scope="module")
def suppliers() -> pl.DataFrame:
    return build_example(**ASKED).tables["supplier_register", "suppliers"]


def find_luhn_sum(number: str) -> int:
    digits = [int(digit) for digit in number if digit.isdigit()]
    doubled = [digit * 2 for digit in digits[::2]]
    return sum(digit // 10 + digit % 10 for digit in doubled) + sum(digits[1::2])


def test_organisation_numbers_pass_the_check_and_hit_no_real_company(suppliers) -> None:
    numbers = suppliers["organisation_number"]
    parents = suppliers["parent_organisation_number"].drop_nulls()
    assert numbers.is_unique().all()
    assert len(parents) > 10
    for number in [*numbers, *parents]:
        assert number[0] == "4"
        assert number[6] == "-"
        assert int(number[2]) >= 2
        assert find_luhn_sum(number) % 10 == 0


def test_many_organisation_numbers_are_distinct() -> None:
    numbers = draw_organisation_numbers(np.random.default_rng(1), 100_000)
    assert numbers.n_unique() == 100_000
    assert numbers.str.contains(r"^4\d[2-9]\d{3}-\d{4}$").all()


def test_names_say_that_they_are_invented(suppliers) -> None:
    fiction = "^(?i)(Exempel|Låtsas|Påhitts|Fantasi|Attrapp|Övnings|Sago|Demo)"
    assert suppliers["supplier_name"].str.contains(fiction).all()


def test_names_stay_distinct_in_a_large_register() -> None:
    large = build_example(seed=1, n_suppliers=20_000, n_years=8)
    names = large.tables["supplier_register", "suppliers"]["supplier_name"]
    # Only the pairs that share a name on purpose do.
    assert names.n_unique() >= 20_000 - 5


def test_persons_are_clearly_fictional(suppliers) -> None:
    assert suppliers["contact_person"].str.starts_with("Fiktiv Person ").all()
    assert suppliers["contact_email"].str.ends_with("@exempel.invalid").all()


def test_some_suppliers_share_a_name_and_some_write_theirs_in_two_ways(
    suppliers,
) -> None:
    twins = suppliers.filter(pl.col("supplier_name").is_duplicated())
    assert twins.height >= 2
    assert twins["organisation_number"].is_unique().all()
    folded = suppliers.with_columns(
        plain=pl.col("supplier_name").str.to_uppercase().str.replace("AKTIEBOLAG", "AB")
    )
    spelled = folded.filter(
        pl.col("plain").is_duplicated() & ~pl.col("supplier_name").is_duplicated()
    )
    assert spelled.height >= 2
    parents = spelled["parent_organisation_number"].drop_nulls()
    assert parents.is_in(spelled["organisation_number"].to_list()).all()


def test_the_register_has_gaps(suppliers) -> None:
    assert 0 < suppliers["number_of_employees"].null_count() < 80
    assert 0 < suppliers["registered_on"].null_count() < 40
