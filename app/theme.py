"""The colours and shapes of every page and chart; the style sheet is theme.css."""

import plotly.graph_objects as go

PRODUCT = "Målbild"
FONT = '"Source Sans", "Source Sans Pro", sans-serif'

INK = "#16252E"
MUTED = "#52626C"
HAIRLINE = "#D8DEE2"
SURFACE = "#F5F7F8"
WHITE = "#FFFFFF"
# Everything that is not what the title speaks of: other regions, earlier years.
CONTEXT = "#AEB8BE"
ACCENT = "#003F72"
# In this order and never more than five: checked under colour blindness.
SERIES = (ACCENT, "#D55E00", "#009178", "#9C6ADE", "#8C2D04")
# Five steps of the first blue, light to dark, for maps.
SEQUENCE = ("#DCE6EE", "#A9C2D6", "#7099BB", "#386F9C", ACCENT)
STATUS_COLOURS = {
    "met": "#00785F",
    "partly_met": "#8F6400",
    "not_met": "#B3261E",
    "not_assessable": MUTED,
    "not_applicable": MUTED,
}
# Status is always colour and shape and word.
STATUS_SHAPES = {
    "met": "\u2714",
    "partly_met": "\u25d0",
    "not_met": "\u2716",
    "not_assessable": "?",
    "not_applicable": "\u2013",
}
# The names that Streamlit's coloured text knows; config.toml gives them our colours.
STATUS_TEXT_COLOURS = {
    "met": "green",
    "partly_met": "orange",
    "not_met": "red",
    "not_assessable": "gray",
    "not_applicable": "gray",
}


def build_template() -> go.layout.Template:
    """Build the look of every chart: quiet axes, our colours, room for direct labels.

    Titles and sources stand outside the figure, as text that can be read aloud.
    """
    axis = {
        "showgrid": False,
        "zeroline": False,
        "linecolor": HAIRLINE,
        "tickcolor": HAIRLINE,
        "tickfont": {"color": MUTED, "size": 13},
        "title": {"font": {"color": MUTED, "size": 13}},
        "automargin": True,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "color": INK, "size": 14},
            "colorway": list(SERIES),
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 8, "r": 16, "t": 16, "b": 8},
            "xaxis": axis,
            "yaxis": axis,
            "showlegend": False,
            "separators": ",\u00a0",
            "hoverlabel": {"font": {"family": FONT}},
        }
    )
