"""The goals on harmonised environmental requirements in the regions' contracts."""

from app.access import require
from app.components.area_page import show_area_page
from app.messages import _
from app.page_registry import find_page

show_area_page(
    "environmental_requirements",
    "environment",
    _("Do new contracts carry the requirements that the regions have agreed on?"),
    principal=require(*find_page("environmental_requirements").roles),
)
