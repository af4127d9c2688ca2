"""A report whose texts hold nothing unseen, so that every writer may trust it.

Names from files may hold control characters, which no office document can store, and
characters that turn the direction of the line.
"""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from app.clean_text import show_text
from app.reports.report import Report

LONGEST = 8000
T = TypeVar("T")


def build_clean(report: Report) -> Report:
    """Build the same report with every text cleaned; numbers are untouched."""
    return _clean(report)


def _clean(said: T) -> T:
    found: Any = said
    if isinstance(found, str):
        # Labels of charts are broken into lines on purpose.
        lines = (show_text(line, longest=LONGEST) for line in found.split("\n"))
        return _same(found, "\n".join(lines))
    if isinstance(found, tuple):
        return _same(found, tuple(_clean(each) for each in found))
    if is_dataclass(found) and not isinstance(found, type):
        old = {field.name: getattr(found, field.name) for field in fields(found)}
        new = {name: _clean(each) for name, each in old.items()}
        changed = {name: each for name, each in new.items() if each is not old[name]}
        return replace(found, **changed) if changed else found
    return said


def _same(old: Any, new: Any) -> Any:
    """Keep the old one where nothing has changed, so that little is built anew."""
    return old if new == old else new
