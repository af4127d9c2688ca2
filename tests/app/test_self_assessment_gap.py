from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from app.access import REGION, STEERING_GROUP, Principal, load_principal
from app.errors import AccessDenied
from app.queries.self_assessment_gap import (
    GapChoice,
    fetch_category_gaps,
    fetch_clause_versions,
    fetch_requirement_gaps,
    fetch_supplier_gaps,
)

pytestmark = pytest.mark.usefixtures("example_home")
MAIN = str(Path("app/main.py").resolve())
EVERYTHING = GapChoice()


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page("views/self_assessment_gap.py").run()


def build_reader(role_code: str, *region_codes: str) -> Principal:
    return Principal(role_code, region_codes, load_principal().build_id)


def test_the_page_says_among_whom_and_counts_what_it_says() -> None:
    page = open_page()
    assert not page.exception
    assert "Bara bland reviderade leverantörer" in page.info[0].value
    whole = fetch_category_gaps(load_principal(), EVERYTHING).row(0, named=True)
    said = (
        f"Av {whole['n_approved']} revisioner där självskattningen var godkänd hade "
        f"{whole['n_approved_major']} en större avvikelse"
    )
    assert any(said in each.value.replace("\\", "") for each in page.subheader)


def test_the_whole_is_counted_again_from_audits_and_answers(
    built_warehouse: Path,
) -> None:
    with duckdb.connect(str(built_warehouse), read_only=True) as con:
        [counted] = con.execute(
            """
            with newest as (
                select
                    audits.audit_id,
                    any_value(audits.has_major_finding) as has_major_finding,
                    arg_max(
                        forms.fulfilled_score,
                        (forms.assessed_on, forms.self_assessment_id)
                    ) as score
                from marts.fct_audits as audits
                inner join marts.fct_self_assessments as forms
                    on
                        audits.supplier_id = forms.supplier_id
                        and audits.category_code = forms.category_code
                        and audits.visited_on > forms.assessed_on
                where
                    not audits.is_re_audit
                    and audits.has_major_finding is not null
                    and forms.fulfilled_score is not null
                group by audits.audit_id
            )

            select
                count(*) filter (score >= 75),
                count(*) filter (score >= 75 and has_major_finding),
                count(*) filter (score < 75),
                count(*) filter (score < 75 and has_major_finding)
            from newest
            """
        ).fetchall()
    whole = fetch_category_gaps(load_principal(), EVERYTHING).row(0, named=True)
    columns = ("n_approved", "n_approved_major", "n_other", "n_other_major")
    assert tuple(whole[column] for column in columns) == counted
    assert counted[0] > 0


def test_categories_add_up_to_the_whole() -> None:
    rows = fetch_category_gaps(load_principal(), EVERYTHING)
    counts = ["n_audits", "n_approved", "n_approved_major", "n_other", "n_other_major"]
    assert rows["category_code"][0] == "all"
    assert rows[1:].select(counts).sum().row(0) == rows.select(counts).row(0)


def test_each_clause_has_its_own_requirements() -> None:
    versions = fetch_clause_versions(load_principal())
    assert list(versions) == ["seven_requirements_2021", "six_routines_2016"]
    for code, last in (("seven_requirements_2021", 7), ("six_routines_2016", 6)):
        rows = fetch_requirement_gaps(
            load_principal(), GapChoice(clause_version_code=code)
        )
        assert set(rows["clause_version_code"]) == {code}
        assert rows["requirement_code"].to_list() == [
            str(number) for number in range(1, last + 1)
        ]


def test_the_routines_of_2016_have_names_of_their_own() -> None:
    page = open_page(clause="six_routines_2016")
    assert not page.exception
    table = page.dataframe[0].value
    assert "3 Riskanalys" in set(table["Krav"])


def test_too_few_answers_show_no_share() -> None:
    page = open_page(audit_type="factory")
    assert not page.exception
    table = page.dataframe[1].value
    few = table[table["Bedömning"] == "För få för att bedöma"]
    assert len(few) > 0
    assert few["95 % intervall"].isna().all()


def test_the_list_of_suppliers_is_the_secretariats() -> None:
    rows = fetch_supplier_gaps(load_principal(), EVERYTHING)
    assert rows["n_major_findings"].is_sorted(descending=True)
    assert rows["fulfilled_score"].min() >= 75
    assert (rows["assessed_on"] < rows["visited_on"]).all()
    for reader in (build_reader(STEERING_GROUP), build_reader(REGION, "01")):
        with pytest.raises(AccessDenied):
            fetch_supplier_gaps(reader, EVERYTHING)
        assert not fetch_category_gaps(reader, EVERYTHING).is_empty()


def test_a_filter_keeps_what_it_says() -> None:
    every = fetch_supplier_gaps(load_principal(), EVERYTHING)
    office = fetch_supplier_gaps(load_principal(), GapChoice(audit_type_code="office"))
    factory = fetch_supplier_gaps(
        load_principal(), GapChoice(audit_type_code="factory")
    )
    assert set(office["audit_type_code"]) == {"office"}
    assert every.height <= office.height + factory.height
    assert every.height >= max(office.height, factory.height)


def test_nothing_to_compare_is_a_sentence(
    statistics_home: Path, example_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert example_home != statistics_home
    monkeypatch.setenv("MALBILD_HOME", str(statistics_home))
    page = open_page()
    assert not page.exception
    assert any("Ingen revision kan jämföras" in each.value for each in page.info)
