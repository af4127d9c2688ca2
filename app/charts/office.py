"""One chart as a file of an office program, native and editable.

spec ─┬→ PPTX: one slide of ours or of a region's template
      └→ XLSX: the chart beside its table
"""

import io

from app.charts.office_book import build_chart_xlsx as build_chart_xlsx
from app.charts.office_deck import load_deck
from app.charts.office_facts import write_facts
from app.charts.office_page import write_order
from app.charts.office_slide import write_chart_slide
from app.charts.spec import ChartSpec


def build_chart_pptx(spec: ChartSpec, template: bytes | None = None) -> bytes:
    """Write one slide with the whole chart.

    Args:
        spec: What the chart says.
        template: A region's own presentation, already checked; none for our own look.
    """
    deck = load_deck(template)
    write_order(write_chart_slide(deck, spec))
    write_facts(deck.core_properties, spec.title, spec.footer)
    content = io.BytesIO()
    deck.save(content)
    return content.getvalue()
