"""Nobody can work out of the published figures what is held back of them.

One test makes up sixty years of six KPIs, from a handful of things to many; one takes
the example. Both ask what each hidden number may be for all that a reader can know.
"""

from collections.abc import Iterator
from math import inf
from pathlib import Path

import duckdb
import pytest

from tests.integration.open_attack import Sums, build_sums, find_span_of, find_spans
from tests.integration.open_models import (
    read_tree,
    run_models,
    write_programme,
    write_sql,
    write_surroundings,
)

#: A number of 1 to 4 may be any of at least so many more.
NARROWEST = 4
TRUTH = """
    select
        truth.kpi_id, truth.period_year, truth.place_code, kpis.unit_code,
        truth.numerator, truth.denominator, open.is_held_back, truth.is_small
    from int_open_figures as truth
    inner join open_kpi_figures as open using (kpi_id, period_year, place_code)
    inner join open_kpis as kpis using (kpi_id)
    where truth.is_small_held_back and kpis.unit_code in ('percent', 'count')
"""


@pytest.fixture(scope="module")
def programme() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        write_surroundings(con)
        write_programme(con, seed=1)
        run_models(con)
        yield con


def read_rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[dict]:
    return con.sql(sql).pl().to_dicts()


def find_told(rows: list[dict]) -> list[tuple]:
    """Which numbers of 1 to 4 a reader can narrow down to fewer than five values."""
    told = []
    spans = {
        key: find_spans(sums) for key, sums in build_sums(rows, read_tree()).items()
    }
    for row in rows:
        found = spans[row["kpi_id"], row["period_year"]]
        # Nothing is known of what nothing adds up to.
        done = found.get(f"done {row['place_code']}", (0.0, inf))
        no_rest = (0.0, inf if row["unit_code"] == "percent" else 0.0)
        rest = found.get(f"rest {row['place_code']}", no_rest)
        whole = (done[0] + rest[0], done[1] + rest[1])
        whole_is = row["denominator"] or row["numerator"]
        for true, (low, high) in (
            (row["numerator"], done),
            (whole_is - row["numerator"], rest),
            (whole_is, whole),
        ):
            if 0 < true < 5 and high - low < NARROWEST:
                told.append((row["kpi_id"], row["period_year"], row["place_code"]))
    return told


def test_b15_nothing_small_can_be_worked_out_in_any_made_up_year(programme) -> None:
    rows = read_rows(programme, TRUTH)
    assert sum(row["is_small"] for row in rows) > 1000
    assert not find_told(rows)


def test_what_need_not_be_hidden_is_shown(programme) -> None:
    rows = read_rows(programme, TRUTH)
    shown = [row for row in rows if not row["is_held_back"]]
    assert len(shown) > len(rows) / 4
    assert {row["place_code"] for row in shown} == {"SE", *read_tree()}


def test_the_attack_works_where_only_the_small_ones_are_hidden(programme) -> None:
    rows = read_rows(programme, TRUTH)
    careless = [row | {"is_held_back": row["is_small"]} for row in rows]
    assert len(find_told(careless)) > 100


def test_what_differs_by_few_from_another_kpi_is_not_told(programme) -> None:
    """Closed, less those due in time: cases that something stood in the way of."""
    rows = read_rows(programme, TRUTH)
    spans = {
        key: find_spans(sums) for key, sums in build_sums(rows, read_tree()).items()
    }
    sizes = {
        (row["kpi_id"], row["period_year"], row["place_code"]): row["denominator"]
        or row["numerator"]
        for row in rows
    }
    n_few = 0
    for (kpi_id, year, place), size in sizes.items():
        due = sizes.get(("closed_in_time", year, place))
        if kpi_id != "closed" or due is None or not 0 < size - due < 5:
            continue
        n_few += 1
        closed = spans["closed", year][f"done {place}"]
        timed = spans["closed_in_time", year]
        most = sum(timed[f"{kind} {place}"][1] for kind in ("done", "rest"))
        least = sum(timed[f"{kind} {place}"][0] for kind in ("done", "rest"))
        assert closed[1] - least - (closed[0] - most) >= NARROWEST, (year, place)
    assert n_few > 100


def test_the_build_itself_finds_what_would_be_told(programme) -> None:
    check = write_sql("assert_open_sums_tell_no_small_count")
    assert programme.sql(check).fetchall() == []
    programme.execute(
        """
        create or replace table careless as
        select
            open.* replace (
                if(truth.is_small, null, truth.numerator) as numerator,
                if(truth.is_small, null, truth.denominator) as denominator,
                truth.is_small as is_held_back
            )
        from open_kpi_figures as open
        inner join int_open_figures as truth using (kpi_id, period_year, place_code)
        """
    )
    found = programme.sql(check.replace("open_kpi_figures", "careless")).fetchall()
    assert len(found) > 100


@pytest.fixture(scope="module")
def example(built_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(built_warehouse), read_only=True) as con:
        con.execute("set search_path = 'marts,intermediate'")
        yield con


def test_b15_nothing_small_can_be_worked_out_of_the_example(example) -> None:
    rows = read_rows(example, TRUTH)
    assert sum(row["is_small"] for row in rows) > 100
    # Some KPIs are told for the nation alone, with nothing to add up.
    assert not find_told(rows)


def find_told_together(rows: list[dict], whole: str, part: str) -> list[tuple]:
    """Which small numbers of one year's share are told by a KPI of the same things."""
    tree = read_tree()
    sums = Sums({}, {})
    for (kpi_id, _year), found in build_sums(rows, tree).items():
        sums.known |= {f"{kpi_id} {name}": n for name, n in found.known.items()}
        sums.parts |= {
            f"{kpi_id} {name}": [f"{kpi_id} {each}" for each in parts]
            for name, parts in found.parts.items()
        }
    names, equal = {*sums.names()}, []
    for place in ("SE", *tree):
        ours, theirs = (
            [f"{kpi_id} {kind} {place}" for kind in ("done", "rest")]
            for kpi_id in (part, whole)
        )
        if names.issuperset(ours) and theirs[0] in names:
            equal.append((f"all {place}", *(name for name in theirs if name in names)))
            sums.parts[f"all {place}"] = ours
    told = []
    for row in rows:
        for kind in ("done", "rest"):
            true = row["numerator"]
            if kind == "rest":
                true = row["denominator"] - true if row["denominator"] else 0
            if row["kpi_id"] == part and 0 < true < 5:
                asked = [f"{part} {kind} {row['place_code']}"]
                low, high = find_span_of(asked, sums, equal=equal)
                told += [] if high - low >= NARROWEST else [(*asked, low, high)]
    return told


@pytest.mark.parametrize("year", [1960, 1983])
def test_two_kpis_of_the_same_things_tell_no_more_together(programme, year) -> None:
    of_year = f"{TRUTH} and truth.period_year = {year}"
    rows = read_rows(programme, f"{of_year} and truth.kpi_id in ('whole', 'part')")
    assert len(rows) > 20
    assert not find_told_together(rows, "whole", "part")


@pytest.mark.parametrize(
    ("whole", "part"), [("KPI-112-08", "KPI-112-12"), ("BEY-09", "BEY-07")]
)
def test_nor_do_they_in_the_example(example, whole: str, part: str) -> None:
    of_year = f"{TRUTH} and truth.period_year = 2024"
    rows = read_rows(example, f"{of_year} and kpi_id in ('{whole}', '{part}')")
    assert len(rows) > 20
    assert not find_told_together(rows, whole, part)
