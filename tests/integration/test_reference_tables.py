"""The committed reference tables are what the public files say, and nothing else."""

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.errors import BuildError, ExportFormatError
from pipelines.reference.write_reference import write_reference
from pipelines.settings import load_settings
from pipelines.warehouse.load_reference import TYPES, load_reference

SETTINGS = load_settings()
FOLDER = SETTINGS.reference_dir
PACKAGE = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
REGIONS = 21


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    load_reference(con, SETTINGS)
    return con


@pytest.fixture(scope="module")
def derived(public_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("reference")
    write_reference(public_data, out)
    return out


@pytest.mark.parametrize("name", RESOURCES)
def test_a_table_derived_again_is_the_same_byte_for_byte(
    derived: Path, name: str
) -> None:
    path = RESOURCES[name]["path"]
    assert (derived / path).read_bytes() == (FOLDER / path).read_bytes(), (
        "run `malbild reference --from DIR` and commit the result"
    )


def test_every_table_is_declared_and_nothing_else_lies_there(derived: Path) -> None:
    declared = {resource["path"] for resource in RESOURCES.values()}
    assert declared == {path.name for path in FOLDER.glob("*.csv")}
    assert declared == {path.name for path in derived.iterdir()}


@pytest.mark.parametrize("name", RESOURCES)
def test_a_table_keeps_what_its_declaration_promises(
    con: duckdb.DuckDBPyConnection, name: str
) -> None:
    resource = RESOURCES[name]
    table = con.table(f"reference.{name}").pl()
    fields = resource["schema"]["fields"]
    assert table.columns == [field["name"] for field in fields]
    assert table.height > 0
    assert not table.select(resource["schema"]["primaryKey"]).is_duplicated().any()
    assert {field["type"] for field in fields} <= set(TYPES)
    for field in fields:
        column, limits = table[field["name"]], field.get("constraints", {})
        assert not limits.get("required") or column.null_count() == 0
        if "pattern" in limits:
            assert column.str.contains(limits["pattern"]).all()
        if "enum" in limits:
            assert set(column.unique()) <= set(limits["enum"])
        if "minimum" in limits:
            assert column.min() >= limits["minimum"]


def test_every_table_tells_where_it_comes_from(con: duckdb.DuckDBPyConnection) -> None:
    told = con.table("reference.tables").pl()
    assert set(told["table_name"]) == set(RESOURCES)
    words = told.select("title", "description", "origin", "licence", "retrieved_on")
    assert words.null_count().sum_horizontal().item() == 0


def test_codes_that_look_like_numbers_stay_text(con: duckdb.DuckDBPyConnection) -> None:
    regions = con.table("reference.population").pl()["region_code"].unique()
    assert "01" in regions
    assert len(regions) == REGIONS
    countries = con.table("reference.countries").pl()
    namibia = countries.filter(pl.col("country_code") == "NAM")
    assert namibia["country_name_en"].to_list() == ["Namibia"]


def test_the_regions_procurements_are_counted_once_each(
    public_data: Path, con: duckdb.DuckDBPyConnection
) -> None:
    numbers = pl.read_csv(
        SETTINGS.dbt_dir / "seeds" / "region_organisation_numbers.csv",
        infer_schema=False,
    )
    workbook = pl.read_excel(
        public_data / "upphandlingsmyndigheten_2021" / "number_of_procurements.xlsx",
        infer_schema_length=0,
    )
    of_regions = workbook.filter(
        pl.col("Organisationsnummer för köpare").is_in(
            numbers["organisation_number"].to_list()
        )
    )
    counted = con.table("reference.procurement_requirements").pl()
    by_requirement = dict(
        counted.group_by("requirement_code")
        .agg(pl.col("n_procurements").sum())
        .iter_rows()
    )
    assert by_requirement == {
        "environmental": of_regions.height,
        "social": of_regions.height,
    }
    assert counted["region_code"].n_unique() == REGIONS


@pytest.mark.parametrize(
    ("organisation_number", "region_code"),
    [("2331000180", "20"), ("2120000803", "09")],
    ids=["Dalarna mistyped", "Gotland filed as a municipality"],
)
def test_a_region_under_an_odd_number_is_still_counted(
    public_data: Path,
    con: duckdb.DuckDBPyConnection,
    organisation_number: str,
    region_code: str,
) -> None:
    workbook = pl.read_excel(
        public_data / "upphandlingsmyndigheten_2021" / "number_of_procurements.xlsx",
        infer_schema_length=0,
    )
    number = pl.col("Organisationsnummer för köpare")
    n_odd = workbook.filter(number == organisation_number).height
    n_right = workbook.filter(number == "2321000180").height
    counted = con.sql(
        "select sum(n_procurements)::bigint as n "
        "from reference.procurement_requirements "
        "where region_code = $region and requirement_code = 'social'",
        params={"region": region_code},
    ).pl()
    assert n_odd > 0
    assert counted["n"].item() == n_odd + (n_right if region_code == "20" else 0)


def test_a_blank_answer_is_unknown_and_never_no(
    con: duckdb.DuckDBPyConnection,
) -> None:
    answers = con.table("reference.procurement_requirements").pl()["answer_code"]
    assert set(answers) == {"yes", "unknown"}


def test_figures_are_not_known_in_the_year_they_describe(
    con: duckdb.DuckDBPyConnection,
) -> None:
    figures = con.table("reference.country_figures").pl()
    assert (figures["known_on"].dt.year() > figures["figure_year"]).all()
    assert set(figures["source_code"]) == {
        "wgi",
        "vdem",
        "sdg_8_8_2",
        "dol_advancement",
    }


@pytest.mark.parametrize(
    ("country_code", "year", "indicator_code", "figure"),
    [
        ("SWE", 2019, "control_of_corruption", 2.12),
        ("COD", 2019, "rule_of_law", None),
        ("ROU", 2019, "rule_of_law", None),
        ("CIV", 2017, "labour_rights_noncompliance", None),
        ("MMR", 2021, "child_labour_advancement", 0.0),
    ],
)
def test_publishers_own_codes_and_spellings_reach_the_right_country(
    con: duckdb.DuckDBPyConnection,
    country_code: str,
    year: int,
    indicator_code: str,
    figure: float | None,
) -> None:
    found = (
        con.table("reference.country_figures")
        .pl()
        .filter(
            pl.col("country_code") == country_code,
            pl.col("figure_year") == year,
            pl.col("indicator_code") == indicator_code,
        )["figure"]
    )
    assert len(found) == 1
    if figure is not None:
        assert found.item() == pytest.approx(figure, abs=0.01)


def test_outlines_are_small_closed_and_cover_gotland(
    con: duckdb.DuckDBPyConnection,
) -> None:
    assert (FOLDER / "region_outlines.csv").stat().st_size < 60_000
    outlines = con.table("reference.region_outlines").pl()
    assert outlines["region_code"].n_unique() == REGIONS
    ends = outlines.group_by("region_code", "ring_number").agg(
        closed=(pl.col("longitude").first() == pl.col("longitude").last())
        & (pl.col("latitude").first() == pl.col("latitude").last()),
        corners=pl.len(),
    )
    assert ends["closed"].all()
    assert ends["corners"].min() >= 4
    gotland = outlines.filter(pl.col("region_code") == "09")
    assert gotland["longitude"].max() - gotland["longitude"].min() > 0.5


def test_the_regions_together_are_the_nation(
    public_data: Path, con: duckdb.DuckDBPyConnection
) -> None:
    raw = pl.read_csv(
        public_data / "regions" / "population_n01951_1994_2022.csv", infer_schema=False
    )
    nation = raw.filter(pl.col("geo") == "0", pl.col("year") == "2022")["n01951"].item()
    regions = con.table("reference.population").pl().filter(pl.col("year") == 2022)
    assert regions["population"].sum() == float(nation)


def test_a_missing_public_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportFormatError, match=r"countries_iso3_sv\.csv"):
        write_reference(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_table_of_the_wrong_shape_stops_the_build(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "reference"
    folder.mkdir(parents=True)
    for path in FOLDER.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "population.csv").write_text(
        "region_code,year,population\n01,2018,many\n", encoding="utf8"
    )
    settings = replace(SETTINGS, root=tmp_path, home=tmp_path)
    with duckdb.connect() as con, pytest.raises(BuildError, match=r"population\.csv"):
        load_reference(con, settings)
    (folder / "population.csv").unlink()
    with duckdb.connect() as con, pytest.raises(BuildError, match=r"population\.csv"):
        load_reference(con, settings)
