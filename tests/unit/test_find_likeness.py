import pytest

from pipelines.importing.cells import Sheet
from pipelines.importing.find_likeness import (
    find_candidates,
    find_most_alike,
    find_pairs,
    score_likeness,
)
from pipelines.sources.source import find_tables

TABLES = [table for _, table in find_tables()]


@pytest.mark.parametrize(
    "written",
    ["leverantorsnamn", "LEVERANTÖRSNAMN", "Leverantörs-namn", "Leverantörsnamn:"],
)
def test_accents_case_and_signs_make_no_difference(written: str) -> None:
    assert score_likeness(written, "Leverantörsnamn") == 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Org.nr", "Organisationsnummer"),
        ("Leverantörens namn", "Leverantörsnamn"),
        ("Start av avtal", "Avtal start"),
    ],
)
def test_alike_is_suggested_and_never_called_the_same(one: str, other: str) -> None:
    assert 72 <= score_likeness(one, other) < 100


@pytest.mark.parametrize(
    ("one", "other"),
    [("Telefon", "Leverantörsnamn"), ("Kund", "Land"), ("", ""), ("", "Region")],
)
def test_unlike_words_are_not_suggested(one: str, other: str) -> None:
    assert score_likeness(one, other) < 72


def test_no_two_headings_are_suggested_for_one_column() -> None:
    words = [("Region", "region_code"), ("Ansvarig region", "lead_region_code")]
    found = find_pairs(["region", "Ansv. region", "Regionen"], words)
    assert found["region"] == ("region_code", 100)
    assert found["Ansv. region"][0] == "lead_region_code"
    assert "Regionen" not in found


def test_an_unknown_word_may_be_a_known_one() -> None:
    words = [("operationsinstrument", "surgical_instruments"), ("livsmedel", "food")]
    assert find_most_alike("Op.instrument", words) is not None
    assert find_most_alike("Livsmedel (mat)", words) == ("food", 88)
    assert find_most_alike("Resor", words) is None


def test_the_likeliest_table_of_an_unknown_file_comes_first() -> None:
    headings = ("Org.nr", "Leverantörens namn", "Landet")
    sheet = Sheet("", headings, "CSV", lambda: pytest.fail("not read"))
    found = find_candidates([sheet], TABLES)
    assert found[0][0].name == "suppliers"
    assert len(found) <= 5
    scores = [likeness for _, likeness in found]
    assert scores == sorted(scores, reverse=True)
    assert 50 < scores[0] <= 100
