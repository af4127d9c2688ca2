"""Axes in print: labels under places, and round numbers along a side."""

from dataclasses import dataclass
from math import floor, log10

from app.charts.print_layers import build_rules, build_texts
from app.charts.print_plot import Layer, Plot
from app.charts.print_text import (
    LINE,
    build_wrapped,
    find_n_lines,
    find_text_width,
    find_widest,
)
from app.formatting import show_number
from app.theme import HAIRLINE, INK

GAP = 5
# How much of its place a label may take, and the least that its text may shrink to.
FULL, LEAST = 0.94, 0.6
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Ticks:
    """Labels as they are broken, the size of their text and the height they take."""

    texts: tuple[str, ...]
    size: float
    height: float


def build_ticks(labels: tuple[str, ...], *, slot: float, size: float) -> Ticks:
    """Fit labels into places of a width: smaller first, then broken."""
    widest = max(
        (find_text_width(word, size) for label in labels for word in label.split()),
        default=1,
    )
    fitted = size * min(1, max(slot * FULL / max(widest, 1), LEAST))
    texts = tuple(
        build_wrapped(each, width=slot * FULL, size=fitted) for each in labels
    )
    n_lines = max((find_n_lines(text) for text in texts), default=1)
    return Ticks(texts, fitted, GAP + n_lines * fitted * LINE)


def draw_ticks(
    plot: Plot, ticks: Ticks, at: list[float], *, colour: str = INK
) -> list[Layer]:
    """Draw labels under the plot at places along it, and the line they stand under."""
    left, right = plot.x
    bottom = plot.y[0]
    texts = [
        {"x": x, "y": bottom, "text": text, "fill": colour}
        for x, text in zip(at, ticks.texts, strict=True)
    ]
    line = {"x": left, "x2": right, "y": bottom, "y2": bottom, "stroke": HAIRLINE}
    return [
        *build_rules(plot, [line]),
        *build_texts(
            plot, texts, size=ticks.size, align="center", baseline="top", shift=(0, GAP)
        ),
    ]


def find_round_numbers(highest: float, *, most: int = 5) -> tuple[float, ...]:
    """Find a handful of round numbers from zero to at most a number."""
    if highest <= 0:
        return (0.0,)
    rough = highest / most
    power = 10 ** floor(log10(rough))
    step = next(power * each for each in STEPS if power * each >= rough * 0.999)
    return tuple(step * at for at in range(int(highest / step * 1.0001) + 1))


def show_round(numbers: tuple[float, ...]) -> tuple[str, ...]:
    """Write round numbers with as many decimals as their step asks for."""
    step = numbers[1] if len(numbers) > 1 else 1
    decimals = next((n for n in range(6) if round(step, n) == round(step, 9)), 6)
    return tuple(show_number(number, decimals=decimals) for number in numbers)


def find_side_width(texts: tuple[str, ...], size: float) -> float:
    """Find how much room numbers along the left side take."""
    return find_widest(texts, size) + GAP + 2


def draw_side(
    plot: Plot,
    numbers: tuple[float, ...],
    texts: tuple[str, ...],
    *,
    size: float,
    colour: str,
) -> list[Layer]:
    """Draw numbers left of the plot and the line that they stand beside."""
    left = plot.x[0]
    items = [
        {"x": left, "y": number, "text": text, "fill": colour}
        for number, text in zip(numbers, texts, strict=True)
    ]
    line = {"x": left, "x2": left, "y": plot.y[0], "y2": plot.y[1], "stroke": HAIRLINE}
    return [
        *build_rules(plot, [line]),
        *build_texts(plot, items, size=size, align="right", shift=(-GAP, 0)),
    ]
