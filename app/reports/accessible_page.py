"""Write a chart as a page of HTML for those who listen, enlarge or have no software.

The page needs nothing from anywhere else: it lies in the same folder as the files that
it links to, and the picture is one of them.
"""

import html
import re
import unicodedata
from collections.abc import Mapping

from app.charts.cells import find_number_columns, show_cell
from app.charts.source_line import build_source_line, build_terms
from app.charts.spec import Cell, ChartSpec, Table
from app.messages import _, language
from app.theme import HAIRLINE, INK, MUTED, PRODUCT

STYLE = f"""
body {{ color: {INK}; font: 1rem/1.5 sans-serif; margin: 2rem auto; max-width: 60rem;
  padding: 0 1rem; }}
figure {{ margin: 1.5rem 0; }}
img {{ height: auto; max-width: 100%; }}
figcaption, .quiet {{ color: {MUTED}; }}
.table {{ overflow-x: auto; }}
table {{ border-collapse: collapse; min-width: min(100%, 36rem); }}
caption {{ font-weight: bold; padding: .5rem 0; text-align: left; }}
th, td {{ border-bottom: 1px solid {HAIRLINE}; padding: .25rem .75rem .25rem 0;
  text-align: left; vertical-align: top; }}
.number {{ text-align: right; white-space: nowrap; }}
"""
# Not the hard space between a number and its unit.
_BLANKS = re.compile(r"[ \t\r\n]+")
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def build_accessible_page(
    spec: ChartSpec, *, picture: str, files: Mapping[str, str]
) -> bytes:
    """Build the page.

    Args:
        spec: The chart.
        picture: The name of the picture's file beside the page.
        files: The names of all files beside the page, and what each is.

    Returns:
        A whole HTML document in UTF-8, in the language of this run.
    """
    title = _write(spec.title)
    note = f"<p>{_write(spec.note)}</p>" if spec.note else ""
    links = "".join(
        f'<li><a href="{_write(name)}">{_write(what)}</a></li>'
        for name, what in files.items()
    )
    parts = (
        f"<h1>{title}</h1>",
        f"<p>{_write(spec.subtitle)}</p>",
        f'<figure><img src="{_write(picture)}" alt="{_write(spec.alt)}">'
        f"<figcaption>{note}{_build_source(spec)}</figcaption></figure>",
        f"<h2>{_write(_('The chart in words'))}</h2>",
        f"<p>{_write(spec.alt)}</p>",
        f"<h2>{_write(_('The figures'))}</h2>",
        _build_table(spec.table, title=title),
        f"<h2>{_write(_('The files'))}</h2>",
        f"<ul>{links}</ul>",
    )
    body = "\n".join(parts)
    document = (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title} \u00b7 {PRODUCT}</title><style>{STYLE}</style></head>\n"
        f"<body><main>\n{body}\n</main></body>\n</html>\n"
    )
    return document.encode()


def _build_source(spec: ChartSpec) -> str:
    source, terms = build_source_line(spec.footer), build_terms(spec.footer)
    return f"<p>{_write(source)}</p><p>{_write(terms)}</p>"


def _build_table(table: Table, *, title: str) -> str:
    kinds = [' class="number"' if each else "" for each in find_number_columns(table)]
    headings = "".join(
        f'<th scope="col"{kind}>{_write(heading)}</th>'
        for kind, heading in zip(kinds, table.headings, strict=True)
    )
    rows = "\n".join(f"<tr>{_build_row(row, kinds)}</tr>" for row in table.rows)
    # What scrolls sideways must be reachable with the keyboard, and have a name.
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="{title}"><table>'
        f"<caption>{title}</caption>\n<thead><tr>{headings}</tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody></table></div>"
    )


def _build_row(row: tuple[Cell, ...], kinds: list[str]) -> str:
    first, *others = (_write(show_cell(cell)) for cell in row)
    return f'<th scope="row"{kinds[0]}>{first}</th>' + "".join(
        f"<td{kind}>{cell}</td>" for kind, cell in zip(kinds[1:], others, strict=True)
    )


def _write(text: str) -> str:
    """Make a text harmless: no markup, and nothing unseen that turns its direction."""
    seen = "".join(
        letter
        for letter in _BLANKS.sub(" ", text)
        if unicodedata.category(letter) not in UNSEEN
    )
    return html.escape(seen)
