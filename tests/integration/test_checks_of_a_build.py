"""Rules in YAML are counted together; each still stops a build and says where."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.errors import BuildError
from pipelines.settings import Settings, load_settings
from pipelines.warehouse.candidate import find_candidate_file
from pipelines.warehouse.check_counts import read_check_counts
from pipelines.warehouse.run_dbt import DATA_CHECKS_ONLY, Made, run_dbt, run_dbt_on
from tests.integration.dbt_builds import write_warehouse

MODELS = ("+fct_contracts", "+dim_suppliers", "+dim_categories", "+dim_countries")
#: One row of every kind of broken rule, and how it is named.
BROKEN = {
    "fct_contracts: accepted_values common_environmental_requirements_code": (
        "common_environmental_requirements_code = 'perhaps'"
    ),
    "fct_contracts: relationships final_manufacture_country_code "
    "ref('dim_countries')": "final_manufacture_country_code = 'XXX'",
    "fct_contracts: is_key contract_number region_code product_code": (
        "product_code = null"
    ),
}


@pytest.fixture(scope="module")
def settings(
    example_exports: Path, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """A home whose candidate holds the example, not yet built."""
    settings = load_settings(tmp_path_factory.mktemp("checks"))
    path = write_warehouse(
        settings.home, exports=example_exports, as_of=date(2025, 10, 31)
    )
    candidate = find_candidate_file(settings)
    candidate.parent.mkdir(parents=True)
    path.rename(candidate)
    return settings


@pytest.fixture(scope="module")
def made(settings: Settings) -> Made:
    return run_dbt(["build", *DATA_CHECKS_ONLY, "--select", *MODELS], settings)


def find_rules(made: Made) -> dict[str, Any]:
    """The rules in YAML whose models and seeds have all been made."""
    built = {each.node.unique_id for each in made.results}
    return {
        key: node
        for key, node in made.manifest["nodes"].items()
        if node.get("test_metadata") and built.issuperset(node["depends_on"]["nodes"])
    }


def test_every_rule_is_counted(made: Made) -> None:
    rules = find_rules(made)
    assert len(rules) > 20
    assert {count.check_id for count in made.counts} == {*rules}
    assert not [count for count in made.counts if count.n_failures]


def test_a_broken_row_stops_the_build_and_names_model_column_and_rule(
    settings: Settings, made: Made
) -> None:
    assert made.counts
    with duckdb.connect(str(find_candidate_file(settings))) as con:
        for at, broken in enumerate(BROKEN.values()):
            con.execute(
                f"""
                update imported.contract_register__contract_lines set {broken}
                where source_row = (
                    select distinct source_row
                    from imported.contract_register__contract_lines
                    order by source_row limit 1 offset {at}
                )
                """
            )
    with pytest.raises(BuildError) as stopped:
        run_dbt(["build", *DATA_CHECKS_ONLY, "--select", *MODELS], settings)
    for rule in BROKEN:
        assert f"{rule}: 1 rows" in str(stopped.value)


def test_dbts_own_way_counts_the_same(settings: Settings, made: Made) -> None:
    """Every rule as a node of its own, on the broken contracts above."""
    assert made.counts
    path = find_candidate_file(settings)
    _, outcome = run_dbt_on(
        path, ["test", "--select", "test_type:generic,fct_contracts"], settings
    )
    theirs = {
        each.node.unique_id: each.failures
        for each in outcome.result.results
        if each.node.resource_type == "test"
    }
    ours = {each.check_id: each.n_failures for each in read_check_counts(path)}
    assert sum(theirs.values()) == len(BROKEN)
    assert theirs == {key: ours[key] for key in theirs}
