"""The open models' own SQL, run on rows that a test makes up."""

import random
from pathlib import Path

import duckdb
import jinja2
import polars as pl

MODELS = (
    *("int_open_figures", "int_open_regions_hidden", "int_open_areas_hidden"),
    *("open_kpis", "open_kpi_figures"),
)
MACROS = ("dates", "is_small_group", "is_told_by_sum")
FEWEST = 5
YEARS = range(1960, 2020)
#: KPI, group and unit; two of a group count the same things, or nearly.
KPIS = (
    ("count", None, "count"),
    ("share", None, "percent"),
    ("whole", "same", "count"),
    ("part", "same", "percent"),
    ("closed", "nearly", "count"),
    ("closed_in_time", "nearly", "percent"),
)


def write_sql(name: str) -> str:
    """Write a model's or test's SQL with our own macros and bare table names."""
    macros = "".join(Path(f"dbt/macros/{macro}.sql").read_text() for macro in MACROS)
    [model] = Path("dbt").rglob(f"{name}.sql")
    template = jinja2.Template(macros + model.read_text(encoding="utf8"))
    return template.render(ref=lambda name: name, var={"fewest_people": FEWEST}.get)


def run_models(con: duckdb.DuckDBPyConnection) -> None:
    """Make the open models' tables from the tables that they read."""
    for name in MODELS:
        con.execute(f"create or replace table {name} as {write_sql(name)}")


def read_tree() -> dict[str, str]:
    """The place one level up of each region and procurement region."""
    regions = pl.read_csv("dbt/seeds/regions.csv", infer_schema=False)
    areas = dict(regions.select("region_code", "procurement_region_code").rows())
    return areas | dict.fromkeys(areas.values(), "SE")


def write_programme(con: duckdb.DuckDBPyConnection, *, seed: int) -> None:
    """Write made-up years: some with few things everywhere, some with many."""
    tree = read_tree()
    chance = random.Random(seed)  # noqa: S311 - made-up figures
    figures = []
    for year in YEARS:
        leaves = build_leaves([*tree], tree, chance)
        for (kpi_id, _group, unit), places in zip(KPIS, leaves, strict=True):
            for place, (done, rest) in places.items():
                whole = done + rest if unit == "percent" else None
                figures.append((kpi_id, year, place, float(done), whole))
    con.register(
        "made_up",
        pl.DataFrame(
            figures,
            schema={
                "kpi_id": pl.String,
                "period_year": pl.Int32,
                "place_code": pl.String,
                "numerator": pl.Float64,
                "denominator": pl.Float64,
            },
            orient="row",
        ),
    )
    con.execute(
        """
        create or replace table fct_kpi_values as
        select
            *, numerator as actual, 0::bigint as n_missing, 'year' as period_kind_code,
            make_date(period_year, 12, 31) as period_end,
            'all' as category_code, 'all' as split_code
        from made_up
        """
    )


def build_leaves(
    places: list[str], tree: dict[str, str], chance: random.Random
) -> list[dict[str, tuple[int, int]]]:
    """One year of every KPI: what was done and the rest, in each place that has any."""
    regions = [place for place in places if tree[place] != "SE"]
    most, gaps = chance.choice([(3, 0.5), (8, 0.4), (8, 0), (30, 0.1), (90, 0)])
    wholes = {
        region: chance.randint(1, most) for region in regions if chance.random() >= gaps
    }
    done = {region: chance.randint(0, whole) for region, whole in wholes.items()}
    due = {
        region: whole - chance.choice([0, 0, 0, 1]) for region, whole in wholes.items()
    }
    in_time = {region: chance.randint(0, n) for region, n in due.items() if n}
    counted = {region: (n, 0) for region, n in wholes.items()}
    shared = {region: (n, wholes[region] - n) for region, n in done.items()}
    timed = {region: (n, due[region] - n) for region, n in in_time.items()}
    other = {region: (chance.randint(0, most), 0) for region in wholes}
    return [
        _add_up(leaves, tree)
        for leaves in (other, shared, counted, shared, counted, timed)
    ]


def _add_up(
    leaves: dict[str, tuple[int, int]], tree: dict[str, str]
) -> dict[str, tuple[int, int]]:
    summed = dict(leaves)
    for region, (done, rest) in leaves.items():
        for place in (tree[region], "SE"):
            before = summed.get(place, (0, 0))
            summed[place] = (before[0] + done, before[1] + rest)
    return summed


def write_surroundings(con: duckdb.DuckDBPyConnection) -> None:
    """Write what the models read beside the figures: places, KPIs, a day, no goals."""
    tree = read_tree()
    places = [
        (place, "procurement_region" if above == "SE" else "region", above)
        for place, above in tree.items()
    ]
    schema = ["place_code", "place_level_code", "parent_place_code"]
    con.register(
        "places", pl.DataFrame([("SE", "nation", None), *places], schema, orient="row")
    )
    con.register(
        "some_kpis",
        pl.DataFrame(
            list(KPIS), ["kpi_id", "open_group_code", "unit_code"], orient="row"
        ),
    )
    con.execute(
        """
        create table dim_places as
        select *, place_code as place_name_sv, place_code as place_name_en from places;
        create table kpis as
        select
            * replace ('K' as goal_text_sv)
        from (
            select
                *, 'region' as open_level_code, true as is_small_held_back,
                true as adds_up, row_number() over () as sort_order,
                '' as kpi_name_sv, '' as kpi_name_en, '' as goal_text_sv,
                '' as goal_text_en, '' as goal_ref, '' as area_code,
                '' as definition_sv, '' as definition_en, '' as unit_name_sv,
                '' as unit_name_en, '' as direction_code,
                '' as data_quality_note_sv, '' as data_quality_note_en
            from some_kpis
        );
        create table stg_build__runs as select date '2025-10-31' as data_on;
        create table fct_goal_attainment (
            plan_code varchar, kpi_id varchar, period_year integer, place_code varchar,
            target double, target_kind_code varchar, status_code varchar
        );
        create table rpt_kpi_breaks (kpi_id varchar, broken_on date);
        """
    )
