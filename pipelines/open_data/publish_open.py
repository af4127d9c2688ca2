"""Publish results openly: nothing is public until a named person has done this.

published build ─→ tables ─→ files, catalogue ─→ home/open/<id>/ and DIR
                                  current.json ←─┘ what the public page shows
"""

import json
import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.errors import PublishError, UsageError
from pipelines.importing.json_lines import write_line
from pipelines.open_data.catalogue import Occasion
from pipelines.open_data.load_tables import load_tables, load_words
from pipelines.open_data.small_changes import find_small_changes
from pipelines.open_data.write_publication import (
    MANIFEST,
    RESULTS,
    write_copy,
    write_publication,
)
from pipelines.settings import Settings
from pipelines.warehouse.candidate import write_json
from pipelines.warehouse.publications import load_current

CURRENT, HISTORY = "current.json", "publications.jsonl"
KEPT_PUBLICATIONS = 3
LONGEST_NAME = 80
MOST_TOLD = 20


def run_publish_open(
    settings: Settings,
    folder: Path,
    *,
    by: str,
    address: str,
    contact: str | None = None,
    force: bool = False,
) -> dict[str, Any]:
    """Publish the open tables of the published build.

    Args:
        settings: Where the build lies.
        folder: Gets a copy of the files, for a web server of its own. Empty, or one
            that holds an earlier publication.
        by: Name of the person who answers for it; it is shown to everybody.
        address: Where the files will be found, before their names.
        contact: E-mail address for those who use the data.
        force: Publish although a figure has changed by 1 to 4 since the last time.

    Returns:
        The manifest, as `write_publication` makes it.

    Raises:
        UsageError: Nobody is named, or the folder holds something else.
        PublishError: No build is published, or what changed tells of small counts.
    """
    check_name(by)
    check_folder(folder)
    current = load_current(settings)
    if current is None:
        raise PublishError("No build is published yet. Run `malbild refresh` first.")
    occasion = _build_occasion(current, address, contact)
    facts = _build_facts(current, occasion, by)
    build, is_example = settings.warehouse_dir / current["file"], current["is_example"]
    tables = load_tables(settings, build, occasion.words, is_example=is_example)
    made = settings.open_dir / facts["publication_id"]
    try:
        manifest = write_publication(made, tables, occasion, facts)
        if not force:
            check_changes(settings, made)
        write_copy(made, manifest, folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    write_json(settings.open_dir / CURRENT, manifest)
    _remember(settings, "publish", facts)
    _remove_old(settings)
    return manifest


def run_withdraw(settings: Settings, *, by: str) -> None:
    """Take down what is published: the page says that nothing is.

    Files that were copied elsewhere, or that somebody has fetched, stay there.

    Raises:
        UsageError: Nobody is named, or nothing is published.
    """
    check_name(by)
    pointer = settings.open_dir / CURRENT
    if not pointer.exists():
        raise UsageError(
            "Nothing is published openly, so there is nothing to withdraw."
        )
    pointer.unlink()
    at = datetime.now(UTC).isoformat(timespec="seconds")
    _remember(settings, "withdraw", {"published_at": at, "by": by.strip()})


def check_name(by: str) -> None:
    """Let a name through that can stand on a page.

    Raises:
        UsageError: It is empty, too long, or holds what cannot be printed.
    """
    if not by.strip() or len(by) > LONGEST_NAME or not by.isprintable():
        raise UsageError(
            "Publishing openly is a decision that a person answers for: give a name "
            f"with --by, of 1 to {LONGEST_NAME} letters. It is shown to everybody."
        )


def check_folder(folder: Path) -> None:
    """Let a folder through that is new, empty or holds an earlier publication.

    Raises:
        UsageError: It holds something else.
    """
    is_ours = (folder / MANIFEST).exists() or not any(
        folder.iterdir() if folder.exists() else ()
    )
    if not is_ours:
        raise UsageError(
            f"{folder} holds other files. Give a new folder, or one that was published "
            "to before."
        )


def check_changes(settings: Settings, made: Path) -> None:
    """Stop figures that together with those published now tell a small count.

    Raises:
        PublishError: A figure of a finished year has changed by 1 to 4.
    """
    before = [
        earlier.parent
        for earlier in sorted(settings.open_dir.glob(f"*/{MANIFEST}"))
        if earlier.parent != made and _is_example(earlier.parent) == _is_example(made)
    ]
    told = find_small_changes(before[-1] / RESULTS, made / RESULTS) if before else []
    if told:
        more = f"\n  and {len(told) - MOST_TOLD} more" if len(told) > MOST_TOLD else ""
        raise PublishError(
            "Not published, because figures of finished years have changed by 1 to 4 "
            "since they were last published, and who has kept those can tell how few "
            "it was:\n  " + "\n  ".join(told[:MOST_TOLD]) + more + "\nWait until more "
            "has come, or publish them all the same with --force."
        )


def _is_example(folder: Path) -> bool:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf8"))
    return bool(manifest["is_example"])


def _build_occasion(
    current: dict[str, Any], address: str, contact: str | None
) -> Occasion:
    words, files = load_words(), f"{address.rstrip('/')}/"
    # The app serves both; another web server has the files alone.
    page = f"{files.removesuffix('open/')}open_results"
    return Occasion(
        address=files,
        page=page if files.endswith("/open/") else files,
        published_on=datetime.now(UTC).date().isoformat(),
        is_example=current["is_example"],
        contact=contact or words["contact"]["email"],
        words=words,
    )


def _build_facts(
    current: dict[str, Any], occasion: Occasion, by: str
) -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "publication_id": f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}",
        "published_at": now.isoformat(timespec="seconds"),
        "by": by.strip(),
        "build_id": current["build_id"],
        "data_on": current["data_on"],
        "is_example": current["is_example"],
        "licence": occasion.words["licence"],
    }


def _remember(settings: Settings, kind: str, facts: dict[str, Any]) -> None:
    write_line({"kind": kind} | facts, settings.open_dir / HISTORY)


def _remove_old(settings: Settings) -> None:
    for manifest in sorted(settings.open_dir.glob(f"*/{MANIFEST}"))[
        :-KEPT_PUBLICATIONS
    ]:
        shutil.rmtree(manifest.parent)
