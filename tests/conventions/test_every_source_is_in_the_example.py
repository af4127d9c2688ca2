import pytest

from pipelines.example.write_example import build_example
from pipelines.sources.source import find_tables

RECEIVED = {(source.name, table.name): source.kind for source, table in find_tables()}
PROGRAMME = [key for key, kind in RECEIVED.items() if kind == "programme"]


@pytest.fixture(scope="module")
def tables() -> dict[tuple[str, str], int]:
    made = build_example(seed=1, n_suppliers=400, n_years=8).tables
    return {key: frame.height for key, frame in made.items()}


@pytest.mark.parametrize("key", PROGRAMME, ids=".".join)
def test_the_example_makes_every_table_of_the_programme(key, tables) -> None:
    """Without a file in the example nobody can see what a source is for."""
    source, table = key
    assert tables.get(key), (
        f"The example makes no rows for {source}, table {table}. Add them in "
        "pipelines/example, with the words they need in its words/."
    )


def test_the_example_makes_nothing_that_no_source_receives(tables) -> None:
    assert set(tables) <= set(RECEIVED)
