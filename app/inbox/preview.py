"""What `malbild import --preview --json` says of received files, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# What a file can be: ready, waiting for somebody, nothing new, or not to be used.
READY, UNCHANGED = "ready", "unchanged"
NEEDS_ANSWERS, NEEDS_CONFIRMATION = "needs_answers", "needs_confirmation"
REFUSED, UNRECOGNISED = "refused", "unrecognised"
Cells = Mapping[str, Any]


@dataclass(frozen=True)
class Choice:
    """A code that a word may stand for, with the words for it."""

    code: str
    words: str


@dataclass(frozen=True)
class Heading:
    """A heading of the file and the column that it means, if any.

    `how` is agreed, confirmed, suggested, given, ignored or unknown.
    """

    written: str
    column: str | None
    how: str
    likeness: int | None


@dataclass(frozen=True)
class Missing:
    """A column that must be there and is not; `heading` is what it is called.

    `given` is what the sender's last file was given instead.
    """

    column: str
    heading: str
    choices: tuple[Choice, ...] | None
    suggestion: str | None
    given: str | None


@dataclass(frozen=True)
class Word:
    """A word in a column of codes that stands for none of them."""

    column: str
    written: str
    n_rows: int
    how: str
    code: str | None
    likeness: int | None
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class BrokenRule:
    """How many rows break one rule."""

    column: str
    rule: str
    n_rows: int


@dataclass(frozen=True)
class RejectedRow:
    """A row that would not be used, as it came."""

    source_row: int
    broken_rules: Any
    as_received: Cells


@dataclass(frozen=True)
class Sample:
    """A row that would be new, changed or gone."""

    kind: str
    key: Cells
    before: Cells | None
    after: Cells | None


@dataclass(frozen=True)
class Changes:
    """What the file would change among the rows in use."""

    n_new: int
    n_changed: int
    n_same: int
    n_vanished: int
    samples: tuple[Sample, ...]


@dataclass(frozen=True)
class Confirmation:
    """Something that may be a mistake and that a person must say is right."""

    code: str
    n_before: float | None
    n_now: float | None
    column: str | None


@dataclass(frozen=True)
class TablePreview:
    """One table of a file."""

    source: str
    table: str
    found_format: str
    headings: tuple[Heading, ...]
    missing: tuple[Missing, ...]
    codes: tuple[Word, ...]
    n_received: int | None
    n_accepted: int | None
    n_rejected: int | None
    rules: tuple[BrokenRule, ...]
    rejected: tuple[RejectedRow, ...]
    changes: Changes | None
    confirmations: tuple[Confirmation, ...]

    @property
    def name(self) -> str:
        """Source and table, as answers name them."""
        return f"{self.source}/{self.table}"


@dataclass(frozen=True)
class FilePreview:
    """One received file; `candidates` are tables it may be, the likeliest first."""

    file_name: str
    file_sha256: str
    outcome: str
    reason_code: str | None
    message: str
    found_format: str | None
    candidates: tuple[str, ...]
    tables: tuple[TablePreview, ...]
