"""Time each page's script on the server after a filter change.

A reader changes the page's largest filter, each time to a choice nobody has made
before, so that the page asks the warehouse. Every second run draws constant charts
instead of its own: that is the floor. Prints one JSON line: page -> page_ms and
floor_ms, medians.
"""

import json
import statistics
import time
from contextlib import nullcontext
from itertools import count, cycle
from pathlib import Path
from unittest.mock import patch

import plotly.graph_objects as go
from streamlit.testing.v1 import AppTest

from app.charts import screen
from app.page_registry import PAGES

RUNS = 12
MAIN = Path(__file__).parents[2] / "app" / "main.py"
CONSTANT = go.Figure(go.Bar(x=[1, 2, 3], y=["a", "b", "c"], orientation="h"))
DRAWING = [name for name in vars(screen) if name.startswith("draw_")]


def time_once(page: AppTest) -> float:
    """Return how many milliseconds one run of the page's script takes."""
    started = time.perf_counter()
    page.run()
    seconds = time.perf_counter() - started
    assert not page.exception, page.exception
    return seconds * 1000


def change_filter(page: AppTest, turn: int) -> None:
    """Choose the next option of the filter that has most of them, if there is one."""
    filters = [box for box in page.selectbox if (box.key or "").startswith("choice_")]
    if filters:
        largest = max(filters, key=lambda box: len(box.options))
        largest.select_index(turn % len(largest.options))


def time_page(stem: str) -> dict[str, float]:
    """Time one page with its own charts and with constant ones, in turns."""
    page = AppTest.from_file(str(MAIN), default_timeout=120)
    page.switch_page(f"views/{stem}.py")
    time_once(page)
    timed: dict[str, list[float]] = {"page_ms": [], "floor_ms": []}
    constant = {name: lambda *_, **__: CONSTANT for name in DRAWING}
    for turn, kind in zip(count(1), cycle(timed), strict=False):
        if turn > 2 * RUNS:
            break
        change_filter(page, turn)
        drawn = patch.multiple(screen, **constant)
        with drawn if kind == "floor_ms" else nullcontext():
            timed[kind].append(time_once(page))
    return {kind: statistics.median(each) for kind, each in timed.items()}


def main() -> None:
    """Time every registered page."""
    print(json.dumps({page.stem: time_page(page.stem) for page in PAGES}))


if __name__ == "__main__":
    main()
