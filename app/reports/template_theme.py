"""The fonts and colours of a template's theme, and whether they can be read."""

import re
from dataclasses import dataclass

COLOUR = re.compile(
    rb"<a:(dk1|lt1|dk2|lt2|accent[1-6])>\s*<a:(?:srgbClr val|sysClr [^>]*lastClr)="
    rb'"([0-9A-Fa-f]{6})"'
)
FONT = re.compile(rb"<a:(major|minor)Font>\s*<a:latin typeface=\"([^\"]*)\"", re.DOTALL)
LUMINANCE = (0.2126, 0.7152, 0.0722)
DARK_LIMIT = 0.04045


@dataclass(frozen=True)
class Theme:
    """Colours by their name in the file, as #RRGGBB, and the two fonts."""

    colours: dict[str, str]
    heading_font: str
    text_font: str

    @property
    def accents(self) -> tuple[str, ...]:
        """Tell the colours that charts are drawn in, in order."""
        names = (f"accent{at}" for at in range(1, 7))
        return tuple(self.colours[name] for name in names if name in self.colours)


def read_theme(xml: bytes) -> Theme:
    """Read what a theme says; what it does not say is left empty."""
    colours = {
        name.decode(): f"#{colour.decode().upper()}"
        for name, colour in COLOUR.findall(xml)
    }
    fonts = {name: font.decode("utf8", "replace") for name, font in FONT.findall(xml)}
    return Theme(colours, fonts.get(b"major", ""), fonts.get(b"minor", ""))


def find_contrast(first: str, second: str) -> float:
    """Find the contrast of two colours, from 1 to 21.

    Source: WCAG 2.2, relative luminance and contrast ratio.
    """
    high, low = sorted((_find_luminance(first), _find_luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _find_luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= DARK_LIMIT else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    ]
    return sum(weight * part for weight, part in zip(LUMINANCE, linear, strict=True))
