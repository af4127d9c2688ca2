"""The forms that set two figures side by side: pairs of dots, said and observed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pairs:
    """How do two figures lie: a dot with its interval and a hollow one beside it.

    A missing number is no dot; its text says why. `texts` stand at the end of each row,
    which has `end_pixels` of room. `key_texts` name the dot and the hollow dot.
    `reference` is a line that all rows are read against.
    """

    labels: tuple[str, ...]
    numbers: tuple[float | None, ...]
    lows: tuple[float | None, ...]
    highs: tuple[float | None, ...]
    others: tuple[float | None, ...]
    texts: tuple[str, ...]
    key_texts: tuple[str, str]
    accents: tuple[int, ...] = ()
    reference: float | None = None
    end_pixels: int = 96


@dataclass(frozen=True)
class Calibration:
    """Does it come as often as was said: observed by predicted, in per cent.

    `lows` and `highs` are the ends of the observed share's interval. `series` is the
    position of each point's colour; `series_texts` name them.
    """

    predicted: tuple[float, ...]
    observed: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    texts: tuple[str, ...]
    series: tuple[int, ...]
    series_texts: tuple[str, ...]
    predicted_text: str
    observed_text: str
