"""Time the list of proposed suppliers, and everything about one of them.

The list is asked for a choice nobody has made before, by each of its filters in turn,
then for two suppliers side by side. The floor is the same page drawn again with nothing
changed: what Streamlit itself needs. All questions about one supplier are set beside
as many questions that ask for nothing. Prints one JSON line: what -> ms and floor_ms,
medians, with the number of suppliers.
"""

import json
import statistics
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from streamlit.testing.v1 import AppTest

from app.access import Principal, load_principal
from app.charts.supplier_words import SPLITS
from app.queries import supplier_facts
from app.queries.code_words import fetch_code_words
from app.queries.ranking import RankingChoice, fetch_ranked_categories, fetch_ranking
from app.queries.ranking import fetch_ranking_totals as fetch_totals
from app.queries.supplier_search import fetch_supplier, fetch_suppliers
from app.warehouse import _fetch_once, fetch

CHOICES_PER_FILTER = 4
FILTERS = ("place", "category", "country", "band", "contract_ends", "audits")
SUPPLIERS = 20
MAIN = Path(__file__).parents[2] / "app" / "main.py"
FACTS = [name for name in dir(supplier_facts) if name.startswith("fetch_")]


def time_call(call: Callable[[], object]) -> float:
    """Return how many milliseconds one call takes."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def time_run(page: AppTest) -> float:
    """Return how many milliseconds one run of the page's script takes."""
    taken = time_call(page.run)
    assert not page.exception, page.exception
    return taken


def time_choices(page: AppTest, names: tuple[str, ...]) -> dict[str, float]:
    """Time choices that nobody has made, each followed by a run without one."""
    timed: dict[str, list[float]] = {"ms": [], "floor_ms": []}
    for name in names:
        options = page.selectbox(key=f"choice_{name}").options
        for at in islice(range(1, len(options)), CHOICES_PER_FILTER):
            page.selectbox(key=f"choice_{name}").select_index(at)
            timed["ms"].append(time_run(page))
            timed["floor_ms"].append(time_run(page))
        page.selectbox(key=f"choice_{name}").select_index(0)
        time_run(page)
    return {kind: statistics.median(each) for kind, each in timed.items()}


def fetch_every_fact(principal: Principal, supplier_id: str) -> None:
    """Ask everything that a supplier's page asks."""
    for name in FACTS:
        getattr(supplier_facts, name)(principal, supplier_id)
    fetch_supplier(principal, supplier_id)
    fetch_ranked_categories(principal, supplier_id)
    fetch_code_words(principal, *SPLITS)


def fetch_nothing(principal: Principal) -> None:
    """Ask as many questions that ask for nothing."""
    for at in range(len(FACTS) + 3):
        fetch("select $at as at", {"at": at}, principal=principal)


def time_supplier(principal: Principal) -> dict[str, float]:
    """Time all questions about one supplier, with nothing kept from before."""
    timed: dict[str, list[float]] = {"ms": [], "floor_ms": []}
    suppliers = fetch_suppliers(principal, "")["supplier_id"].to_list()
    for supplier_id in suppliers[:SUPPLIERS]:
        _fetch_once.clear()
        timed["ms"].append(time_call(lambda: fetch_every_fact(principal, supplier_id)))  # noqa: B023
        _fetch_once.clear()
        timed["floor_ms"].append(time_call(lambda: fetch_nothing(principal)))
    return {kind: statistics.median(each) for kind, each in timed.items()}


def time_search(principal: Principal) -> dict[str, float]:
    """Time the search for suppliers, by what names and numbers have in them."""
    _fetch_once.clear()
    asked = ["ab", "sago", "handsk", "402", "41", "zzz", "sverige ab", "datorer"]
    taken = [
        time_call(lambda: fetch_suppliers(principal, text))  # noqa: B023
        for text in asked
    ]
    floor = [
        time_call(lambda: fetch("select $at as at", {"at": at}, principal=principal))  # noqa: B023
        for at in range(len(asked))
    ]
    return {"ms": statistics.median(taken), "floor_ms": statistics.median(floor)}


def main() -> None:
    """Time what the home in MALBILD_HOME has published."""
    page = AppTest.from_file(str(MAIN), default_timeout=120)
    page.switch_page("views/supplier_ranking.py")
    time_run(page)
    principal = load_principal()
    totals = fetch_totals(principal, RankingChoice())
    assert fetch_ranking(principal, RankingChoice(), page=1).height
    print(
        json.dumps(
            {
                "n_suppliers": totals["n_suppliers"],
                "list": time_choices(page, FILTERS),
                "comparison": time_choices(page, ("compare_with",)),
                "supplier": time_supplier(principal),
                "search": time_search(principal),
            }
        )
    )


if __name__ == "__main__":
    main()
