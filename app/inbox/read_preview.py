"""Read what the preview printed; anything that was not agreed is an error."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from app.inbox.preview import (
    BrokenRule,
    Changes,
    Choice,
    Confirmation,
    FilePreview,
    Heading,
    Missing,
    RejectedRow,
    Sample,
    TablePreview,
    Word,
)


def build_files(written: bytes | str) -> tuple[FilePreview, ...]:
    """Build the values from what the command printed.

    Raises:
        ValueError: It is not JSON.
        KeyError, TypeError: It lacks something that was agreed.
    """
    return tuple(_build_file(file) for file in json.loads(written)["files"])


def _build_file(file: Mapping[str, Any]) -> FilePreview:
    return FilePreview(
        file_name=file["file_name"],
        file_sha256=file["file_sha256"] or "",
        outcome=file["outcome"],
        reason_code=file["reason_code"],
        message=file["message"] or "",
        found_format=file["found_format"],
        candidates=tuple(
            f"{table['source']}/{table['table']}" for table in file["candidates"] or ()
        ),
        tables=tuple(_build_table(table) for table in file["tables"] or ()),
    )


def _build_table(table: Mapping[str, Any]) -> TablePreview:
    return _build(
        TablePreview,
        table,
        headings=_build_all(Heading, table["headings"]),
        missing=tuple(
            _build(Missing, each, choices=_build_choices(each))
            for each in table["missing"]
        ),
        codes=tuple(
            _build(Word, each, choices=_build_choices(each) or ())
            for each in table["codes"]
        ),
        rules=_build_all(BrokenRule, table["rules"]),
        rejected=_build_all(RejectedRow, table["rejected"]),
        changes=_build_changes(table["changes"]),
        confirmations=_build_all(Confirmation, table["confirmations"]),
    )


def _build_changes(changes: Mapping[str, Any] | None) -> Changes | None:
    if changes is None:
        return None
    return _build(Changes, changes, samples=_build_all(Sample, changes["samples"]))


def _build_choices(each: Mapping[str, Any]) -> tuple[Choice, ...] | None:
    return None if each["choices"] is None else _build_all(Choice, each["choices"])


def _build(kind: Any, fields: Mapping[str, Any], **own: Any) -> Any:
    """Build a value from what it needs; the command may come to say more."""
    named = {name: fields[name] for name in kind.__dataclass_fields__}
    return kind(**named | own)


def _build_all(kind: Any, many: Iterable[Mapping[str, Any]]) -> tuple[Any, ...]:
    return tuple(_build(kind, fields) for fields in many)
