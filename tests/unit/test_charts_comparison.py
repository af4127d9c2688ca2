from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.charts.comparison import (
    Compared,
    build_band_sentence,
    build_value_sentence,
    build_value_table,
    find_times,
)
from app.charts.comparison_points import build_difference
from app.charts.forms import Waterfall
from app.charts.spec import ChartSpec, Footer

FOOTER = Footer("källa", date(2025, 10, 31), "Hela landet", "b1", is_example=True)
points = st.floats(-100, 100)
features = st.lists(st.tuples(points, points), max_size=30)


def build_row(**more: object) -> dict[str, Any]:
    row = {
        "is_eligible": True,
        "band_code": "likely",
        "probability": 0.6,
        "severity_score": 0.5,
        "exposure_score": 1.5,
        "points": 0.0,
        "typical_points": -20.0,
    } | more
    value = row["probability"] * row["severity_score"] * row["exposure_score"]
    return row | {"value_score": value}


def build_compared(first: dict[str, Any], second: dict[str, Any]) -> Compared:
    return Compared(first, second, ("Ett AB", "Två AB"), ("Ja", "Nej"))


def build_spec(
    differences: list[tuple[float, float]], typical: tuple[float, float]
) -> ChartSpec:
    frame = pl.DataFrame(
        [(f"Sak {at}", a, b, a - b) for at, (a, b) in enumerate(differences)],
        schema=["feature_name", "first_points", "second_points", "points"],
        orient="row",
    ).cast({"feature_name": pl.String, pl.Float64: pl.Float64})
    frame = frame.with_columns(pl.exclude("feature_name").cast(pl.Float64))
    rows = [
        build_row(typical_points=start, points=start + sum(each))
        for start, each in zip(
            typical,
            ([a for a, _b in differences], [b for _a, b in differences]),
            strict=True,
        )
    ]
    return build_difference(frame, build_compared(*rows), footer=FOOTER)


# The first example reads the catalogues, which takes longer than the others.
@settings(deadline=None)
@given(differences=features, typical=st.tuples(points, points))
def test_differences_add_up_to_the_difference_in_score(
    differences: list[tuple[float, float]], typical: tuple[float, float]
) -> None:
    spec = build_spec(differences, typical)
    assert isinstance(spec.marks, Waterfall)
    scores = [
        start + sum(pair[at] for pair in differences)
        for at, start in enumerate(typical)
    ]
    assert sum(spec.marks.numbers) == pytest.approx(scores[0] - scores[1], abs=1e-6)
    *parts, total = spec.table.rows
    for column in (1, 2, 3):
        assert sum(row[column] for row in parts) == pytest.approx(total[column])
    for row in spec.table.rows:
        assert row[1] - row[2] == pytest.approx(row[3])


def test_the_title_names_the_fact_that_works_in_the_same_direction() -> None:
    spec = build_spec([(14.0, 4.0), (0.0, 3.0)], (-20.0, -20.0))
    assert spec.title == "Ett AB har 7 poäng mer än Två AB, mest genom: Sak 0 (+10)"
    turned = build_spec([(4.0, 14.0), (3.0, 0.0)], (-20.0, -20.0))
    assert turned.title == (
        "Ett AB har 7 poäng mindre än Två AB, mest genom: Sak 0 (–10)"
    )


def test_no_difference_is_said_plainly() -> None:
    spec = build_spec([(1.0, 1.0)], (-20.0, -20.0))
    assert spec.title == "Ett AB och Två AB har lika många poäng"


def test_two_categories_have_two_typical_suppliers() -> None:
    spec = build_spec([(5.0, 5.0)], (-10.0, -20.0))
    assert spec.table.rows[0] == (
        "Den typiska leverantören i kategorin",
        -10.0,
        -20.0,
        10.0,
    )


def test_value_is_told_in_its_parts() -> None:
    compared = build_compared(build_row(exposure_score=1.8), build_row(probability=0.4))
    assert build_value_sentence(compared) == (
        "Ett besök hos Ett AB är värt 1,80 gånger så mycket som ett hos Två AB: "
        "sannolikheten är 1,50 gånger så hög, allvaret är ungefär detsamma, "
        "exponeringen är 1,20 gånger så stor."
    )
    product = 1.0
    for part in ("probability", "severity_score", "exposure_score"):
        product *= find_times(compared, part)
    assert product == pytest.approx(find_times(compared, "value_score"))
    assert build_value_table(compared).rows == (
        ("Sannolikhet", "60 av 100", "40 av 100", "1,50 gånger"),
        ("Allvar", "0,50", "0,50", "1,00 gånger"),
        ("Exponering", "1,80", "1,50", "1,20 gånger"),
        (
            "Upptäckbarhet",
            "efter slaget av revision",
            "efter slaget av revision",
            "lika",
        ),
        ("Värdet av ett besök", "0,54", "0,30", "1,80 gånger"),
        ("Behörig", "Ja", "Nej", ""),
    )


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ({}, {}, "Båda har bandet trolig: ordningen mellan dem är inte säker."),
        (
            {"band_code": "very_likely"},
            {"band_code": None},
            "Den första har bandet mycket trolig, den andra utanför banden.",
        ),
        ({}, {"is_eligible": False}, "Bara Ett AB kan revideras nu."),
        (
            {"is_eligible": False},
            {"is_eligible": False},
            "Ingen av dem kan revideras nu.",
        ),
    ],
)
def test_how_sure_the_order_is(
    first: dict[str, object], second: dict[str, object], said: str
) -> None:
    compared = build_compared(build_row(**first), build_row(**second))
    assert build_band_sentence(compared) == said
