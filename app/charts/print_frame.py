"""What stands around a printed picture: title, subtitle, note, source and terms."""

from dataclasses import dataclass

from app.charts.print_layers import build_texts
from app.charts.print_plot import Layer
from app.charts.print_text import LINE, build_wrapped, find_n_lines
from app.charts.source_line import build_source_line, build_terms
from app.charts.spec import ChartSpec
from app.theme import INK, MUTED

# Sizes beside the text of the picture.
TITLE, SUBTITLE, NOTE, SOURCE = 1.5, 1.05, 0.95, 0.85
BETWEEN = 0.45
AROUND = 1.1


@dataclass(frozen=True)
class Paragraph:
    """A broken text and how it looks; `top` counts from the top of its part."""

    text: str
    size: float
    colour: str
    top: float
    is_bold: bool = False


@dataclass(frozen=True)
class Frame:
    """The texts over and under a picture, and the heights they take."""

    over: tuple[Paragraph, ...]
    under: tuple[Paragraph, ...]
    top: float
    bottom: float


def build_frame(spec: ChartSpec, *, width: float, text: float) -> Frame:
    """Break the texts around a picture for a width and a size of text."""
    over, top = _stack(
        [
            (spec.title, text * TITLE, INK, True),
            (spec.subtitle, text * SUBTITLE, MUTED, False),
        ],
        width,
    )
    under, bottom = _stack(
        [
            (spec.note, text * NOTE, INK, False),
            (build_source_line(spec.footer), text * SOURCE, MUTED, False),
            (build_terms(spec.footer), text * SOURCE, MUTED, False),
        ],
        width,
    )
    around = text * AROUND
    return Frame(
        over,
        tuple(
            Paragraph(each.text, each.size, each.colour, each.top + around)
            for each in under
        ),
        top + around,
        bottom + around,
    )


def draw_frame(frame: Frame, *, x: float, over: float, under: float) -> list[Layer]:
    """Draw the texts at a left edge, from where each part begins, in pixels."""
    layers: list[Layer] = []
    for part, begin in ((frame.over, over), (frame.under, under)):
        for each in part:
            item = {
                "x": x,
                "y": begin + each.top,
                "text": each.text,
                "fill": each.colour,
            }
            layers += build_texts(
                None, [item], size=each.size, baseline="top", is_bold=each.is_bold
            )
    return layers


def _stack(
    texts: list[tuple[str, float, str, bool]], width: float
) -> tuple[tuple[Paragraph, ...], float]:
    """Set texts under each other; empty ones take no room."""
    stacked, down = [], 0.0
    for text, size, colour, is_bold in texts:
        if not text:
            continue
        broken = build_wrapped(text, width=width, size=size, is_bold=is_bold)
        top = down + (size * BETWEEN if stacked else 0)
        stacked.append(Paragraph(broken, size, colour, top, is_bold))
        down = top + find_n_lines(broken) * size * LINE
    return tuple(stacked), down
