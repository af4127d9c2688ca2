"""The goals on communication, and whom the results reach."""

from app.access import require
from app.components.area_page import show_area_page
from app.components.reach import show_reach
from app.messages import _
from app.page_registry import find_page

page = show_area_page(
    "communication",
    "communication",
    _("Do the results of follow-ups reach those who can use them?"),
    principal=require(*find_page("communication").roles),
)
show_reach(page)
