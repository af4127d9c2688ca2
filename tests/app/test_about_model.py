import json
import shutil
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from app.access import REGION, Principal, load_principal
from app.queries.about_model import (
    fetch_model_gate,
    fetch_model_groups,
    fetch_model_hits,
    fetch_model_metrics,
    fetch_model_reliability,
    fetch_model_runs,
)
from app.queries.model_weights import (
    fetch_model_card,
    fetch_model_checks,
    fetch_model_weights,
)

pytestmark = pytest.mark.usefixtures("example_home")
MAIN = str(Path("app/main.py").resolve())


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page("views/about_model.py").run()


def find_texts(page: AppTest) -> str:
    elements = [*page.markdown, *page.caption, *page.subheader, *page.info]
    elements += [*page.success, *page.warning]
    return "\n".join(each.value for each in elements).replace("\\", "")


def find_run() -> dict:
    return fetch_model_runs(load_principal()).row(0, named=True)


def test_the_page_says_what_the_model_is_for_and_what_it_is_not_for() -> None:
    page = open_page()
    assert not page.exception
    texts = find_texts(page)
    assert "Till för" in texts
    assert "Inte till för** att tilldela, utesluta eller straffa någon" in texts
    assert "bland reviderade leverantörer" in texts


def test_the_page_says_which_model_is_shown_and_why() -> None:
    run = find_run()
    said = find_texts(open_page())
    name = {
        "anchored": "Experternas vikter, justerade av revisionerna, därför att",
        "experts_prior": "Experternas vikter, därför att",
    }[run["model_published_code"]]
    assert f"Listan visar nu: {name}" in said
    assert str(run["decided_by"]) in said


def test_hits_are_told_in_counts_beside_the_old_rule() -> None:
    hits = fetch_model_hits(load_principal())
    shown = find_run()["model_published_code"]
    [ours] = hits.filter(model_code=shown).iter_rows(named=True)
    [rule] = hits.filter(model_code="country_category_spend").iter_rows(named=True)
    said = (
        f"Av {ours['n_chosen']} valda hade {ours['n_hits']} en större avvikelse; den "
        f"gamla regeln hade hittat {rule['n_hits']}"
    )
    assert said in find_texts(open_page())
    assert hits["hit_pct"].is_sorted(descending=True)
    assert hits.height == 9


def test_every_table_of_the_run_is_there() -> None:
    principal, run = load_principal(), find_run()
    gate = fetch_model_gate(principal, run["model_run_id"])
    assert gate["gate_code"][0] == "ship"
    assert (
        bool(gate.filter(gate_code="ship")["is_passed"].all())
        == (run["is_gate_passed"])
    )
    bins = fetch_model_reliability(principal, run["model_published_code"])
    assert (bins["low_pct"] <= bins["major_pct"] + 1e-9).all()
    assert not fetch_model_groups(principal).is_empty()
    assert not fetch_model_checks(principal).is_empty()
    metrics = fetch_model_metrics(principal)["metric_code"]
    assert {"within_auditor_auc", "refit_overlap", "plan_overlap"} <= set(metrics)


def test_weights_stay_in_the_direction_that_the_experts_have_set() -> None:
    run_id = find_run()["model_run_id"]
    rows = fetch_model_weights(load_principal(), run_id, run_id)
    signed = rows.filter(expected_sign=1)
    assert signed.height > 10
    assert signed["weight_low"].min() >= 0
    assert rows["weight_before"].to_list() == rows["weight"].to_list()
    assert rows["moved_sd"].abs().is_sorted(descending=True)


def test_the_card_has_both_languages() -> None:
    rows = fetch_model_card(load_principal())
    assert set(rows["language_code"]) == {"sv", "en"}
    page = open_page()
    labels = [each.label for each in page.get("download_button")]
    assert {"Modellkort på svenska", "Modellkort på engelska"} <= set(labels)


def test_a_regions_reader_sees_the_same() -> None:
    everyone = load_principal()
    reader = Principal(REGION, ("12",), everyone.build_id)
    assert fetch_model_hits(reader).equals(fetch_model_hits(everyone))
    assert fetch_model_groups(reader).equals(fetch_model_groups(everyone))


def write_home(example_home: Path, folder: Path, changes: str) -> Path:
    """A home with the example's build under another id, changed by these statements.

    Pages keep what they have read by build, so a changed build needs another id.
    """
    published = example_home / "warehouse"
    pointer = json.loads((published / "current.json").read_text(encoding="utf8"))
    warehouse = folder / "warehouse"
    warehouse.mkdir(parents=True)
    build_id = f"changed-{folder.name}"
    copy = warehouse / f"warehouse-{build_id}.duckdb"
    shutil.copyfile(published / pointer["file"], copy)
    with duckdb.connect(str(copy)) as con:
        con.execute(changes)
    pointer |= {"build_id": build_id, "file": copy.name}
    (warehouse / "current.json").write_text(json.dumps(pointer), encoding="utf8")
    return folder


def test_without_a_run_the_page_is_a_sentence(
    example_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = "update marts.rpt_model_runs set is_shown = false"
    home = write_home(example_home, tmp_path / "silent", changes)
    monkeypatch.setenv("MALBILD_HOME", str(home))
    page = open_page()
    assert not page.exception
    assert any("Ingen modellkörning" in each.value for each in page.info)


def test_without_evidence_the_page_says_what_it_takes(
    statistics_home: Path, example_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert example_home != statistics_home
    monkeypatch.setenv("MALBILD_HOME", str(statistics_home))
    page = open_page()
    assert not page.exception
    said = "\n".join(each.value for each in page.info)
    assert "Inget halvår har prövats mot utfall ännu" in said
    assert "Ingen sannolikhet har prövats mot utfall ännu" in said


@pytest.fixture
def changed_home(
    example_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The example with a run before that had other weights."""
    home = write_home(
        example_home,
        tmp_path / "before",
        """
        insert into marts.rpt_model_runs
        select * replace (
            'before' as model_run_id,
            false as is_shown,
            99 as n_labels
        )
        from marts.rpt_model_runs
        where is_shown;

        insert into marts.rpt_model_weights
        select * replace ('before' as model_run_id, weight + 1 as weight)
        from marts.rpt_model_weights
        """,
    )
    monkeypatch.setenv("MALBILD_HOME", str(home))
    return home


def test_changes_since_the_run_before_and_the_appendix_are_shown(
    changed_home: Path,
) -> None:
    page = open_page()
    assert changed_home.exists()
    assert not page.exception
    assert "lärde av 99 revisioner" in find_texts(page)
    tables = [set(each.value.columns) for each in page.dataframe]
    assert {"Faktor", "Före", "Vikt nu"} in tables
    assert {"Sätt att välja", "A", "B", "C", "D"} in tables
    assert "experterna har fel om tre kategorier" in find_texts(page)
