import json
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipelines.errors import ExportFormatError
from pipelines.importing.cells import Cells
from pipelines.importing.check_rows import CheckedRows, check_rows
from pipelines.importing.check_shape import check_shape
from pipelines.importing.codelists import load_codelists
from pipelines.importing.find_table import build_fits
from pipelines.importing.read_csv import read_csv_sheets
from pipelines.importing.read_text import read_text
from pipelines.settings import load_settings
from pipelines.sources.source import SOURCES, Table, find_tables

CHOSEN = {table.source: (source, table) for source, table in find_tables()}
CONTRACTS = CHOSEN["contract_register"]
SUPPLIERS = CHOSEN["supplier_register"]
KEY = b"a key that is only used in tests"


def read_example(source: str) -> Cells:
    content = (SOURCES / source / "example_export.csv").read_bytes()
    (sheet,) = read_csv_sheets(read_text(content))
    return sheet.read()


def check(cells: Cells, pair) -> CheckedRows:
    source, table = pair
    codelists = load_codelists(source, table, load_settings())
    return check_rows(cells, table, codelists, key=KEY)


def change(cells: Cells, row: int, heading: str, text: str | None) -> Cells:
    changed = cells.rows.with_columns(
        pl.when(pl.col("source_row") == row)
        .then(pl.lit(text))
        .otherwise(heading)
        .alias(heading)
    )
    return Cells(rows=changed, malformed=cells.malformed)


def test_good_rows_are_accepted_with_repaired_values() -> None:
    accepted = check(read_example("supplier_register"), SUPPLIERS).accepted
    assert accepted["registration_country_code"].to_list()[:2] == ["SWE", "SWE"]
    assert accepted["number_of_employees"].to_list()[:2] == [48, 1250]
    assert accepted["registered_on"][0] == date(2014, 3, 17)


@pytest.mark.parametrize(
    ("heading", "text", "broken_rules"),
    [
        ("Organisationsnummer", "40221100", "organisation_number|regex"),
        ("Organisationsnummer", None, "organisation_number|nullability"),
        ("Inköpskategori", "IT?", "category_code|unknown_code"),
        ("Region", "99", "region_code|unknown_code"),
        ("Avtalsstart", "31/12 2020", "starts_on|unreadable"),
        ("Avtalsstart", "1899-12-30", "starts_on|min"),
        ("Avtalsslut", "2999-01-01", "ends_on|max"),
        ("Avtalsslut", "2020-01-01", "ends_on|before_starts_on"),
        ("Avtalsvärde per år (SEK)", "-5", "annual_value_sek|min"),
        ("Avtalsvärde per år (SEK)", "mycket", "annual_value_sek|unreadable"),
        ("Sluttillverkningsland", "Långtbortistan", None),
    ],
)
def test_a_bad_cell_rejects_its_row_and_names_the_rule(
    heading: str, text: str | None, broken_rules: str | None
) -> None:
    cells = read_example("contract_register")
    checked = check(change(cells, 2, heading, text), CONTRACTS)
    assert checked.accepted["source_row"].to_list() == [3, 4, 5]
    assert checked.rejected["source_row"].to_list() == [2]
    expected = broken_rules or "final_manufacture_country_code|unknown_code"
    assert checked.rejected["broken_rules"].to_list() == [expected]
    received = json.loads(checked.rejected["as_received"][0])
    assert received[heading] == text


def test_a_wrong_check_digit_is_kept() -> None:
    cells = change(
        read_example("supplier_register"), 2, "Organisationsnummer", "402211-0012"
    )
    checked = check(cells, SUPPLIERS)
    assert checked.rejected.is_empty()
    assert checked.accepted["organisation_number"][0] == "402211-0012"


def test_ignored_and_unknown_columns_reach_neither_half() -> None:
    cells = read_example("supplier_register")
    cells = Cells(
        rows=cells.rows.with_columns(Telefon=pl.lit("070-000 00 00")),
        malformed=cells.malformed,
    )
    checked = check(change(cells, 2, "Land", "Långtbortistan"), SUPPLIERS)
    written = checked.accepted.write_csv() + checked.rejected.write_csv()
    assert "Långtbortistan" in written
    for personal in ("Fiktiv Person", "exempel.invalid", "070-"):
        assert personal not in written


def test_of_rows_that_share_a_key_the_first_that_holds_is_kept() -> None:
    cells = read_example("supplier_register")
    same = cells.rows.filter(pl.col("source_row") == 2)
    rows = pl.concat(
        [
            cells.rows,
            same.with_columns(source_row=pl.lit(6, dtype=pl.UInt32)),
            same.with_columns(source_row=pl.lit(7, dtype=pl.UInt32)),
        ]
    )
    checked = check(Cells(rows, cells.malformed), SUPPLIERS)
    assert checked.accepted["source_row"].to_list() == [2, 3, 4, 5]
    assert checked.rejected["source_row"].to_list() == [6, 7]
    assert set(checked.rejected["broken_rules"]) == {"primary_key|duplicate"}
    first_is_bad = change(Cells(rows, cells.malformed), 2, "Antal anställda", "-1")
    checked = check(first_is_bad, SUPPLIERS)
    assert checked.accepted["source_row"].to_list() == [3, 4, 5, 6]
    assert checked.rejected["source_row"].to_list() == [2, 7]


def test_a_column_that_may_be_left_out_comes_out_blank() -> None:
    cells = read_example("contract_register")
    rows = cells.rows.drop("Annonserad", "Sluttillverkningsland")
    accepted = check(Cells(rows, cells.malformed), CONTRACTS).accepted
    assert accepted.height == 4
    assert accepted["advertised_on"].null_count() == 4
    promised = CONTRACTS[1].schema.columns()
    assert dict(accepted.schema) == {name: promised[name].dtype for name in promised}


def test_a_requirement_outside_its_clause_version_is_rejected() -> None:
    cells = change(read_example("self_assessments"), 10, "Processkrav", "7")
    checked = check(cells, CHOSEN["self_assessments"])
    assert checked.rejected["broken_rules"].to_list() == [
        "process_requirement|not_in_clause_version"
    ]


WORDS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            *("402211-0011", "402211-0012", "12", "Region Skåne", "99", "Ja", "2025"),
            *("2021-01-01", "2020-12-31", "31/12 2020", "1 000,50", "1e6", "P-1"),
            *("Operationsinstrument", "Pakistan", "Sex rutiner", "AVT-1", '"', ";"),
        ]
    ),
    st.text(max_size=8),
)


WIDTH = len(CONTRACTS[1].columns)


@given(rows=st.lists(st.lists(WORDS, min_size=WIDTH, max_size=WIDTH), max_size=25))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_cells_hold_no_row_is_lost_and_none_comes_twice(
    rows: list[list[str | None]],
) -> None:
    headings = list(CONTRACTS[1].columns)
    cells = Cells(
        rows=pl.DataFrame(
            rows, schema=dict.fromkeys(headings, pl.String), orient="row"
        ).with_row_index("source_row", offset=2),
        malformed=read_example("contract_register").malformed,
    )
    checked = check(cells, CONTRACTS)
    places = [*checked.accepted["source_row"], *checked.rejected["source_row"]]
    assert sorted(places) == cells.rows["source_row"].to_list()
    assert checked.rejected["broken_rules"].null_count() == 0
    assert "" not in checked.rejected["broken_rules"].to_list()


@given(
    lines=st.lists(
        st.text(
            st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
            | st.sampled_from(';"\n'),
            max_size=30,
        ),
        max_size=20,
    )
)
@example(lines=["0,1", ","])  # the likeliest separator of the lines below the headings
@settings(max_examples=150, deadline=None)
def test_whatever_the_lines_hold_every_line_that_is_not_blank_is_accounted_for(
    lines: list[str],
) -> None:
    text = "\n".join(["Produkt-ID;Kravpaket;Tema;Antaget", *lines]) + "\n"
    # As the import does: headings that an agreement knows are headings.
    fits = build_fits([CHOSEN["environmental_requirements"][1]])
    try:
        (sheet,) = read_csv_sheets(read_text(text.encode()), fits)
        cells = sheet.read()
    except ExportFormatError:
        return  # refused whole, which is another way to account for every line
    checked = check(cells, CHOSEN["environmental_requirements"])
    assert checked.accepted.height + checked.rejected.height == cells.n_received
    places = [*cells.rows["source_row"], *cells.malformed["source_row"]]
    assert len(set(places)) == len(places)
    if '"' not in text:
        # Then a line is a row, unless every cell in it is blank.
        for number, line in enumerate(text.split("\n")[1:-1], 2):
            has_cells = bool(line.replace(";", "").strip())
            assert (number in places) or not has_cells


def test_headings_are_compared_with_the_agreement() -> None:
    table: Table = SUPPLIERS[1]
    headings = ("Leverantörsnamn", "Organisationsnummer", "E-post")
    assert check_shape(headings, 1, table) == []
    assert check_shape((*headings, "Telefon"), 1, table) == [
        "Columns left out because supplier_register/source.yml does not name them: "
        "Telefon."
    ]
    assert "more than the 200,000 expected" in check_shape(headings, 200_001, table)[0]


@pytest.mark.parametrize(
    ("headings", "n_rows", "message"),
    [
        (("Leverantörsnamn",), 5, "missing headings: Organisationsnummer"),
        (("Leverantörsnamn", "Organisationsnumer"), 5, "found Organisationsnumer"),
        (("Leverantörsnamn", "Organisationsnummer"), 0, "no rows under its headings"),
    ],
)
def test_a_file_that_is_not_as_agreed_is_refused(
    headings: tuple[str, ...], n_rows: int, message: str
) -> None:
    with pytest.raises(ExportFormatError, match=message):
        check_shape(headings, n_rows, SUPPLIERS[1])
