"""What a curious reader can work out of published figures and their sums.

Everything that is not negative and adds up is allowed, and no more is known than what
is published; each hidden number is then somewhere between two bounds. A tree of sums
is narrowed from the leaves up and from the root down until nothing moves, which is
exact for a tree. Where KPIs share numbers it is no tree, and linear programming asks.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from math import inf

import numpy as np
from scipy.optimize import linprog

Span = tuple[float, float]


@dataclass
class Sums:
    """Numbers by name, of which some are known, and which add up to which."""

    known: dict[str, float]
    parts: dict[str, list[str]]
    spans: dict[str, Span] = field(default_factory=dict)

    def names(self) -> list[str]:
        return sorted({*self.known, *self.parts, *chain(*self.parts.values())})


def find_spans(sums: Sums) -> dict[str, Span]:
    """The least and the most that each number can be, by narrowing a tree."""
    spans = {
        name: (sums.known[name],) * 2 if name in sums.known else (0.0, inf)
        for name in sums.names()
    }
    while True:
        before = dict(spans)
        for whole, parts in sums.parts.items():
            low, high = (sum(spans[part][end] for part in parts) for end in (0, 1))
            spans[whole] = _meet(spans[whole], (low, high))
            for part in parts:
                others = [spans[other] for other in parts if other != part]
                most = spans[whole][1] - sum(span[0] for span in others)
                rest = sum(span[1] for span in others)
                least = spans[whole][0] - rest if rest < inf else 0.0
                spans[part] = _meet(spans[part], (least, most))
        if spans == before:
            return spans


def _meet(one: Span, other: Span) -> Span:
    return max(one[0], other[0]), min(one[1], other[1])


def find_span_of(
    target: Iterable[str], sums: Sums, *, equal: Iterable[tuple[str, ...]] = ()
) -> Span:
    """The least and the most that a sum of numbers can be, by linear programming.

    `equal` names numbers whose sums are the same: the first is the sum of the others.
    """
    names = sums.names()
    place = {name: at for at, name in enumerate(names)}
    rows, right = [], []
    for whole, parts in [*sums.parts.items(), *((each[0], each[1:]) for each in equal)]:
        row = np.zeros(len(names))
        row[place[whole]] = 1
        for part in parts:
            row[place[part]] -= 1
        rows.append(row)
        right.append(0.0)
    bounds = [
        (sums.known[name],) * 2 if name in sums.known else (0, None) for name in names
    ]
    asked = np.zeros(len(names))
    for name in target:
        asked[place[name]] += 1
    ends = []
    for sign in (1, -1):
        solved = linprog(
            sign * asked, A_eq=np.array(rows), b_eq=np.array(right), bounds=bounds
        )
        assert solved.status in {0, 3}, solved.message
        ends.append(sign * solved.fun if solved.status == 0 else sign * -inf)
    return ends[0], ends[1]


def build_sums(rows: Iterable[dict], tree: dict[str, str]) -> dict[tuple, Sums]:
    """The sums of each KPI and year, of what was done and of the rest.

    Args:
        rows: kpi_id, period_year, place_code, numerator, denominator, is_held_back;
            numbers of rows that are held back are not looked at.
        tree: The place one level up of each place.
    """
    found: dict[tuple, Sums] = defaultdict(lambda: Sums({}, {}))
    for row in rows:
        sums = found[row["kpi_id"], row["period_year"]]
        place = row["place_code"]
        is_share = row["unit_code"] == "percent"
        for kind in ("done", "rest") if is_share else ("done",):
            name = f"{kind} {place}"
            if not row["is_held_back"]:
                sums.known[name] = (
                    row["numerator"]
                    if kind == "done"
                    else row["denominator"] - row["numerator"]
                )
            if place in tree:
                sums.parts.setdefault(f"{kind} {tree[place]}", []).append(name)
    return found
