"""What anybody may read, as a named person last published it."""

from app.access import require
from app.components.open_results import (
    load_open_page,
    show_open_figure,
    show_open_files,
    show_open_goals,
    show_open_summaries,
)
from app.page_registry import find_page

page = load_open_page(require(*find_page("open_results").roles))
if page is not None:
    show_open_goals(page)
    show_open_figure(page)
    show_open_summaries(page)
    show_open_files(page)
