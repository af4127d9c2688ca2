"""What can go wrong in the app in a way that the reader can do something about."""


class WarehouseMissing(Exception):  # noqa: N818 - a state of the world, not a bug
    """No published build can be read. The page says so and tells what to do."""


class QueryTooSlow(Exception):  # noqa: N818 - a state of the world, not a bug
    """A question was stopped at its time budget."""


class AccessDenied(Exception):  # noqa: N818 - an answer, not a bug
    """The reader's role does not cover what was asked for."""
