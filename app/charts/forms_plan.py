"""The forms of a plan: bars of what costs, and a grid of where things fall."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bars:
    """What costs most: one bar per label from zero, in the given order."""

    labels: tuple[str, ...]
    numbers: tuple[float, ...]
    texts: tuple[str, ...]
    accent: int | None = None


@dataclass(frozen=True)
class Grid:
    """Where do they fall: a cell per row and column, darker with more.

    `steps` is 0-4 on the sequential scale, None for an empty cell.
    """

    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    steps: tuple[tuple[int | None, ...], ...]
