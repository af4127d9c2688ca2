"""The frame every chart on screen shares; the look itself is app.theme's template."""

import html
from typing import Any

from app.theme import INK, MUTED, SURFACE, build_template

TEMPLATE = build_template()
SMALL = 12
HIDDEN_AXIS = {"visible": False, "fixedrange": True}
TEXT_AXIS = {
    "fixedrange": True,
    "ticks": "",
    "tickfont": {"color": INK, "size": 13},
    "title": {"text": ""},
}


def build_layout(height: int, **more: Any) -> dict[str, Any]:
    """Build a layout of a height in pixels; `more` adds axes, shapes and notes."""
    return {
        "template": TEMPLATE,
        "height": height,
        "margin": {"l": 4, "r": 4, "t": 8, "b": 4},
        "dragmode": False,
        "hoverlabel": {"bgcolor": SURFACE, "font": {"color": INK, "size": 13}},
        **more,
    }


def build_label(text: str) -> str:
    """Make a text harmless for Plotly, which reads a few HTML tags."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def build_labels(texts: tuple[str, ...]) -> list[str]:
    """Make a row of texts harmless for Plotly."""
    return [build_label(text) for text in texts]


def build_note(text: str, *, x: float, y: float | str, **more: Any) -> dict[str, Any]:
    """Build a text at a place of the paper (0-1), without an arrow."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "align": "left",
        "font": {"size": SMALL, "color": MUTED},
        **more,
    }


def build_key(entries: list[tuple[str, str]]) -> str:
    """Write colours and what they mean on one line, in place of a legend box."""
    return "\u2003".join(
        f'<span style="color:{colour}">\u2588</span>\u00a0{build_label(label)}'
        for colour, label in entries
    )
