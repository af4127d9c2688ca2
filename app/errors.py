"""What can go wrong in the app in a way that the reader can do something about."""

from typing import Any


class WarehouseMissing(Exception):  # noqa: N818 - a state of the world, not a bug
    """No published build can be read. The page says so and tells what to do."""


class QueryTooSlow(Exception):  # noqa: N818 - a state of the world, not a bug
    """A question was stopped at its time budget."""


class AccessDenied(Exception):  # noqa: N818 - an answer, not a bug
    """The reader's role does not cover what was asked for."""


class StoreBusy(Exception):  # noqa: N818 - a state of the world, not a bug
    """Somebody else held the store for too long, or it cannot be reached now.

    To send the same form again is safe: what was written already is not written twice.
    """


class StoreFull(Exception):  # noqa: N818 - a state of the world, not a bug
    """The store cannot be written: the disk is full or read-only. Nothing was saved."""


class PlanIsLocked(Exception):  # noqa: N818 - an answer, not a bug
    """The plan is in a state where this may not be changed.

    `state_code` is that state.
    """

    def __init__(self, state_code: str) -> None:
        super().__init__(f"the plan is {state_code}")
        self.state_code = state_code


class ChangedByOther(Exception):  # noqa: N818 - an answer, not a bug
    """Somebody changed the row first. Nothing was written.

    `current` is the row as it is now, a PlanItem or a Plan without its items, or None
    when it is gone; `event` is the PlanEvent that changed it. A page shows both beside
    what the reader wrote.
    """

    def __init__(self, current: Any, event: Any) -> None:
        super().__init__("the row was changed by somebody else")
        self.current = current
        self.event = event


class UndoRefused(Exception):  # noqa: N818 - an answer, not a bug
    """This event cannot be undone.

    `reason_code` tells why: `is_not_newest` (something came after it),
    `is_not_undoable` (a comment, the making of the plan or a recommended row).
    """

    def __init__(self, reason_code: str) -> None:
        super().__init__(f"the event cannot be undone: {reason_code}")
        self.reason_code = reason_code


class TemplateRefused(Exception):  # noqa: N818 - an answer, not a bug
    """A region's own template cannot be used.

    `reason_code` tells why: too_large, locked, broken, wrong_kind, has_macros,
    has_programs, has_links or no_layout.
    """

    def __init__(self, reason_code: str) -> None:
        super().__init__(reason_code)
        self.reason_code = reason_code


class ReportRefused(Exception):  # noqa: N818 - an answer, not a bug
    """No report can be built from these choices.

    `reason_code` tells why: unknown_place, unknown_plan, no_goals (the plan has none
    for that year and place), unknown_supplier (or not one that the reader may see),
    unknown_part. `what` is the code that was not found.
    """

    def __init__(self, reason_code: str, what: str) -> None:
        # Both, so that it can be handed from one process to another.
        super().__init__(reason_code, what)
        self.reason_code = reason_code
        self.what = what


class TooMuchAtOnce(Exception):  # noqa: N818 - an answer, not a bug
    """So many reports are being made already; `n_most` is how many may be."""

    def __init__(self, n_most: int) -> None:
        super().__init__(f"{n_most} reports are being made already")
        self.n_most = n_most
