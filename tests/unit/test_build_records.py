from pipelines.warehouse.find_upstream import build_kpi_id
from pipelines.warehouse.load_build_records import build_records

MODEL, STAGED, STACK = (
    f"model.malbild.{name}" for name in ("kpi_1_2", "stg_a__rows", "fct_kpi_values")
)
SOURCE = "source.malbild.a.rows"
MANIFEST = {
    "parent_map": {MODEL: [STAGED], STAGED: [SOURCE], SOURCE: [], STACK: [MODEL]},
    "sources": {SOURCE: {"source_name": "a", "name": "rows"}},
    "nodes": {
        MODEL: {
            "resource_type": "model",
            "name": "kpi_1_2",
            "raw_code": "{{ x }}",
            "compiled_code": "with\n\na as (\n\n  select 1   \n)",
        },
        **{
            f"test.{at}": {
                "resource_type": "test",
                "name": f"check_{at}",
                "attached_node": node,
                "depends_on": {"nodes": [node]},
                "description": "",
                "test_metadata": {"name": "is_key", "kwargs": {"columns": ["a", "b"]}},
            }
            for at, node in enumerate((MODEL, STAGED, STACK))
        },
    },
    "unit_tests": {
        "unit_test.x": {
            "name": "a_year",
            "description": "Both days count.",
            "depends_on": {"nodes": [MODEL]},
        }
    },
}
OUTCOMES = {
    "test.0": ("passed", 0),
    "test.1": ("warned", 3),
}


def test_lineage_sql_and_checks_are_read_from_what_dbt_has_made() -> None:
    records = build_records(MANIFEST, OUTCOMES)
    known = {"kpi_id": "KPI-1-2"}
    assert records["kpi_lineage"] == [
        {**known, "source_name": "a", "table_name": "rows"}
    ]
    assert records["kpi_sql"][0]["model_sql"] == "with\na as (\n  select 1\n)"
    found = {
        check["check_name"]: (check["scope_code"], check["status_code"])
        for check in records["checks"]
    }
    assert found == {
        "check_0": ("figure", "passed"),
        "check_1": ("upstream", "warned"),
        "check_2": ("all_figures", "not_run"),
        "a_year": ("figure", "not_run"),
    }
    assert records["checks"][0]["description"] == "is_key a, b"


def test_a_figure_beyond_the_strategy_has_its_own_number() -> None:
    assert build_kpi_id("model.malbild.kpi_bey_14") == "BEY-14"
    assert build_kpi_id(MODEL) == "KPI-1-2"
