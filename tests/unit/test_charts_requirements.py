import polars as pl

from app.charts.forms import Shares
from app.charts.requirements import build_shares_by_division, build_shares_by_place
from app.charts.statistics import build_requirement_numbers, build_statistics_footer

TOTALS = pl.DataFrame(
    {
        "requirement_code": ["environmental", "social"],
        "n_yes": [15, 13],
        "n_no": 0,
        "n_unknown": [1918, 1920],
        "n_procurements": 1933,
        "origin_code": "reference",
    }
)
FOOTER = build_statistics_footer(TOTALS, year=2021, build_id="b1", filters="Alla")


def build_rows(*counts: tuple[int, int, int]) -> pl.DataFrame:
    rows = pl.DataFrame(counts, schema=["n_yes", "n_no", "n_unknown"], orient="row")
    whole = pl.sum_horizontal("n_yes", "n_no", "n_unknown")
    return rows.with_columns(
        row_code=pl.int_range(pl.len()).cast(pl.String),
        row_name=pl.format("Region {}", pl.int_range(pl.len())),
        n_procurements=whole,
        yes_pct=100 * pl.col("n_yes") / whole,
        no_pct=100 * pl.col("n_no") / whole,
        unknown_pct=100 * pl.col("n_unknown") / whole,
    )


def test_the_unknown_stands_in_the_title_and_last_in_the_bar() -> None:
    spec = build_shares_by_place(
        build_rows((15, 0, 1918)),
        requirement_code="environmental",
        chosen_code="SE",
        place="2021",
        footer=FOOTER,
    )
    assert spec.title.replace("\xa0", " ") == (
        "Region 0: 15 av 1 933 upphandlingar anger miljökrav, okänt för 1 918"
    )
    assert isinstance(spec.marks, Shares)
    assert [segment.role_code for segment in spec.marks.segments] == ["yes", "unknown"]


def test_few_cases_are_written_as_counts() -> None:
    spec = build_shares_by_place(
        build_rows((9, 0, 99), (3, 1, 3)).tail(1),
        requirement_code="social",
        chosen_code="1",
        place="2021",
        footer=FOOTER,
    )
    assert isinstance(spec.marks, Shares)
    assert spec.marks.end_texts == ("3 av 7",)
    assert [segment.texts for segment in spec.marks.segments] == [
        *(("3 av 7",), ("1 av 7",), ("3 av 7",)),
    ]


def test_small_divisions_are_told_of_and_kept_in_the_table() -> None:
    rows = build_rows(*[(1, 0, 9)] * 30)
    spec = build_shares_by_division(
        rows, requirement_code="social", place="2021", footer=FOOTER
    )
    assert isinstance(spec.marks, Shares)
    assert len(spec.marks.labels) < len(spec.table.rows) == 30
    assert "8 mindre rader finns i tabellen" in spec.note
    assert spec.title == "I 30 av 30 CPV-huvudgrupper anger någon upphandling kravet"


def test_numbers_on_top_have_the_unknown_beside_them() -> None:
    cards = build_requirement_numbers(TOTALS)
    assert [card.number.replace("\xa0", " ") for card in cards] == ["1 933", "15", "13"]
    assert cards[1].note.replace("\xa0", " ") == "okänt för 1 918"


def test_the_footer_names_the_agency_and_is_never_example_data() -> None:
    assert "Upphandlingsmyndighetens statistik för 2021, licens CC0" in FOOTER.source
    assert not FOOTER.is_example
    assert FOOTER.data_on is None


def test_a_footer_can_be_made_of_no_rows() -> None:
    footer = build_statistics_footer(
        TOTALS.clear(), year=2021, build_id="b1", filters="Alla"
    )
    assert footer.source.endswith("CC0")
