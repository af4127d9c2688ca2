"""Read what a person has answered about received files, and refuse unfit answers."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.errors import ExportFormatError, UsageError
from pipelines.importing.mappings import CODE, HEADING, Mapping
from pipelines.importing.personal_text import remove_personal_text
from pipelines.importing.pseudonyms import PSEUDONYM
from pipelines.sources.source import Table

#: A role, never a person's name: it is kept with what is remembered.
ROLE = re.compile(r"[a-z_]{1,40}")


@dataclass(frozen=True)
class FileAnswers:
    """What was answered about one file.

    `tables` ("source/table") is asked only of a file that was not recognised.
    `headings` maps a written heading to our column, or to nothing to leave it out;
    `codes` maps, per column, a written word to a code. `given` holds a value for each
    column that the file lacks. `confirmed` are the oddities that are right after all.
    """

    tables: tuple[str, ...] = ()
    headings: dict[str, str | None] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()

    @property
    def is_about_reading(self) -> bool:
        """Whether anything in it changes how the file is read."""
        return bool(self.tables or self.headings or self.codes or self.given)

    def build_mappings(
        self, table: Table, sender: str, by: str | None
    ) -> list[Mapping]:
        """Build the mappings in one table; what the agreement says already is none."""
        columns = set(table.columns.values())

        def build(kind: str, column: str | None, written: str, means: str | None):
            place = (sender, table.source, table.name)
            return Mapping(*place, kind, column, written, means, by)

        headings = [
            build(HEADING, column, written, column)
            for written, column in self.headings.items()
            if (column in columns and table.columns.get(written) != column)
            or (column is None and written not in table.ignored)
        ]
        codes = [
            build(CODE, column, written, code)
            for column, words in self.codes.items()
            if column in table.codelists
            for written, code in words.items()
        ]
        return [*headings, *codes]


@dataclass(frozen=True)
class Answers:
    """What was answered about files, by fingerprint, and confirmed for all alike."""

    by: str | None = None
    files: dict[str, FileAnswers] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()

    def find(self, file_sha256: str | None) -> FileAnswers:
        """Find what was answered about a file; empty when nobody was asked."""
        return self.files.get(str(file_sha256), FileAnswers())


def read_answers(path: Path | None, confirmed: tuple[str, ...] = ()) -> Answers:
    """Read a file of answers.

    Args:
        path: The file; without it nothing has been answered.
        confirmed: Oddities that are right in every file of this import.

    Raises:
        UsageError: It cannot be read, or a part of it has another shape than agreed.
    """
    if path is None:
        return Answers(confirmed=frozenset(confirmed))
    try:
        written = json.loads(path.read_text(encoding="utf8"))
        files = {
            str(sha256): _read_file_answers(part)
            for sha256, part in written["files"].items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UsageError(
            f"The answers in {path.name} cannot be read. Write an object with `files`, "
            "in it each file's sha256, and under that `tables`, `headings`, `codes`, "
            "`given` or `confirmed`, as README.md shows."
        ) from error
    by = written.get("by")
    if by is not None and not ROLE.fullmatch(str(by)):
        raise UsageError(
            f"The answers in {path.name} say who gave them, but not by a role. Write "
            "`by` as small letters and underscores, such as secretariat; no name."
        )
    return Answers(by, files, frozenset(confirmed))


def check_answers(
    answers: FileAnswers, tables: list[Table], words: dict[str, dict[str, str]]
) -> None:
    """Refuse answers that are personal, or that no row of the file could hold.

    Args:
        answers: What was answered.
        tables: The tables that the file holds.
        words: Per column with a codelist, every known word and the code it means.

    Raises:
        ExportFormatError: Says which; nothing of the file has been loaded.
    """
    mapped = [word for found in answers.codes.values() for word in found]
    for word in [*answers.headings, *mapped, *answers.given.values()]:
        if remove_personal_text(word) != word or PSEUDONYM.search(word):
            raise ExportFormatError(
                "an answer holds a personal number or an e-mail address. Such a "
                "heading or word is never remembered: change it in the file instead.",
                reason_code="personal_answer",
            )
    known = {column for table in tables for column in table.schema.column_names()}
    headings = {column for column in answers.headings.values() if column}
    named = {*headings, *answers.codes, *answers.given}
    hashed = {column for table in tables for column in table.pseudonyms}
    unfit = sorted((named - known) | (set(answers.given) & hashed))
    if unfit:
        raise ExportFormatError(
            f"the answers name {', '.join(unfit)}, which the file cannot have. Look "
            "at the preview for the columns to choose from.",
            reason_code="unfit_answer",
        )
    for column, known_words in words.items():
        codes = set(answers.codes.get(column, {}).values()) - set(known_words.values())
        text = " ".join(answers.given.get(column, "").lower().split())
        if codes or (text and text not in known_words):
            raise ExportFormatError(
                f"an answer about {column} is none of its codes. Choose one of those "
                "that the preview shows.",
                reason_code="unfit_answer",
            )


def _read_file_answers(written: dict[str, Any]) -> FileAnswers:
    return FileAnswers(
        tables=tuple(map(str, written.get("tables") or ())),
        headings={
            name: None if column is None else str(column)
            for name, column in (written.get("headings") or {}).items()
        },
        codes={
            column: {word: str(code) for word, code in words.items()}
            for column, words in (written.get("codes") or {}).items()
        },
        given={
            column: str(part) for column, part in (written.get("given") or {}).items()
        },
        confirmed=frozenset(written.get("confirmed") or ()),
    )
