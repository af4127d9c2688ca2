"""The goals on competence, and the academy: diplomas, calendar, reach, calibration."""

from app.access import require
from app.components.academy import (
    show_calendar,
    show_coverage,
    show_diploma_steps,
)
from app.components.area_page import show_area_page
from app.messages import _
from app.page_registry import find_page

page = show_area_page(
    "training",
    "training",
    _("Do those who follow up contracts have the competence they need?"),
    principal=require(*find_page("training").roles),
)
show_diploma_steps(page)
show_calendar(page)
show_coverage(page)
