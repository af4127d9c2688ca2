"""What an office file says of itself, where its program shows a file's properties."""

from datetime import UTC, datetime
from typing import Any

from app.charts.office_native import build_plain
from app.charts.source_line import build_source_line, build_terms
from app.charts.spec import Footer
from app.messages import language
from app.theme import PRODUCT

LONGEST = 255


def write_facts(properties: Any, title: str, footer: Footer) -> None:
    """Write title, source, terms and language; leave nothing of a template's own."""
    properties.title = build_plain(title)[:LONGEST]
    properties.author = PRODUCT
    properties.last_modified_by = PRODUCT
    properties.subject = build_source_line(footer)[:LONGEST]
    properties.comments = build_terms(footer)[:LONGEST]
    properties.language = language()
    properties.keywords = ""
    properties.category = ""
    properties.revision = 1
    now = datetime.now(UTC).replace(tzinfo=None)
    properties.created = properties.modified = now
