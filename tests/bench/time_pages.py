"""Time each page's script on the server, with its charts and with constant ones.

Prints one JSON line: page -> page_ms and floor_ms, medians of interleaved runs.
"""

import json
import statistics
import time
from pathlib import Path
from unittest.mock import patch

import plotly.graph_objects as go
from streamlit.testing.v1 import AppTest

from app.charts import screen
from app.page_registry import PAGES

RUNS = 15
VIEWS = Path(__file__).parents[2] / "app" / "views"
CONSTANT = go.Figure(go.Bar(x=[1, 2, 3], y=["a", "b", "c"], orientation="h"))


def time_once(page: AppTest) -> float:
    """Return how many milliseconds one run of the page's script takes."""
    started = time.perf_counter()
    page.run()
    seconds = time.perf_counter() - started
    assert not page.exception, page.exception
    return seconds * 1000


def main() -> None:
    """Time every registered page."""
    drawing = [name for name in vars(screen) if name.startswith("draw_")]
    timed = {}
    for registered in PAGES:
        page = AppTest.from_file(str(VIEWS / f"{registered.stem}.py"))
        page.default_timeout = 60
        time_once(page)
        with_charts, without = [], []
        for _ in range(RUNS):
            with_charts.append(time_once(page))
            with patch.multiple(
                screen, **{name: lambda *_, **__: CONSTANT for name in drawing}
            ):
                without.append(time_once(page))
        timed[registered.stem] = {
            "page_ms": statistics.median(with_charts),
            "floor_ms": statistics.median(without),
        }
    print(json.dumps(timed))


if __name__ == "__main__":
    main()
