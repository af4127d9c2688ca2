"""The field that printed marks lie in, the canvas around it, the finished picture."""

from dataclasses import dataclass
from typing import Any

Layer = dict[str, Any]
Item = dict[str, Any]


@dataclass(frozen=True)
class Plot:
    """The field that marks lie in: its size in pixels, and what its edges stand for.

    `x` is what left and right stand for, `y` what bottom and top do.
    """

    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]

    def find_x(self, number: float) -> float:
        """Find how far from the left a number lies, in pixels."""
        low, high = self.x
        return (number - low) / (high - low) * self.width

    def find_y(self, number: float) -> float:
        """Find how far from the top a number lies, in pixels."""
        low, high = self.y
        return (high - number) / (high - low) * self.height


@dataclass(frozen=True)
class Canvas:
    """The room for a picture in pixels, and the size of its texts."""

    width: float
    height: float
    text: float

    @property
    def small(self) -> float:
        """The size of what stands beside: axes, keys and notes."""
        return self.text * 0.92


@dataclass(frozen=True)
class Picture:
    """A drawn form: layers on a plot, which begins `left` and `top` inside a canvas."""

    plot: Plot
    layers: tuple[Layer, ...]
    left: float = 0
    top: float = 0


@dataclass(frozen=True)
class Heights:
    """How high a picture has to be to be read, and how high it would like to be."""

    least: float
    natural: float
