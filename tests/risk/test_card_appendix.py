import csv
import json

import pytest

from pipelines.risk.card_appendix import MEASURED, build_simulation, check_below
from pipelines.risk.card_tables import CardWords
from pipelines.risk.cards import FOLDER
from pipelines.simulation.policies import POLICIES
from pipelines.simulation.world import WORLDS


def build_words(language: str) -> CardWords:
    with (FOLDER / "words.csv").open(encoding="utf8", newline="") as stream:
        words = {row["code"]: row[language] for row in csv.DictReader(stream)}
    return CardWords(language=language, words=words, names={})


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_policy_and_world_is_in_the_appendix(language: str) -> None:
    words = build_words(language)
    places = build_simulation(words)
    lines = str(places["simulation_table"]).splitlines()
    assert places["n_seeds"] == 8
    assert lines[0].count("|") == len(WORLDS) + 2
    assert len(lines) == 2 + len(POLICIES)
    assert not [line for line in lines[2:] if "_" in line], "a policy has no words"


def test_the_appendix_writes_what_was_measured_beside_the_reference() -> None:
    rows = json.loads(MEASURED.read_text(encoding="utf8"))["rows"]
    table = str(build_simulation(build_words("en"))["simulation_table"])
    for row in rows:
        assert f"{row['captured_share']:.3f} (" in table
    [ours] = [
        row
        for row in rows
        if (row["world_code"], row["policy_code"]) == ("B", "anchored")
    ]
    assert f"ref. {ours['reference_share']:.3f}" in table


def test_the_appendix_names_the_worlds_below_the_reference() -> None:
    rows = json.loads(MEASURED.read_text(encoding="utf8"))["rows"]
    ours = {row["world_code"]: row for row in rows if row["policy_code"] == "anchored"}
    below = [code for code, row in ours.items() if check_below(row)]
    places = build_simulation(build_words("sv"))
    assert places["below_reference"] == (", ".join(below) or "ingen")
    assert not check_below(ours["D"]), "there is no reference for D"


@pytest.mark.parametrize("other", ["experts", "ridge", "boosting", "random"])
def test_ours_captures_more_than_every_other_order_in_every_world(other: str) -> None:
    rows = json.loads(MEASURED.read_text(encoding="utf8"))["rows"]
    differences = [row["difference"] for row in rows if row["policy_code"] == other]
    assert len(differences) == len(WORLDS)
    assert max(differences) < 0
