"""Start what a load needs: reading it, publishing it, writing its rejected rows."""

import json
import tempfile
from pathlib import Path
from typing import Any

from app.access import Principal, check_secretariat
from app.commands.job import ANSWER, remove_job, write_private
from app.commands.run_command import Answer, run_command, start_command
from app.inbox.loads import PUBLISHING, Load
from app.inbox.preview import FilePreview
from app.inbox.read_preview import build_files

LONGEST_PREVIEW_SECONDS = 10 * 60
LONGEST_REFRESH_SECONDS = 60 * 60
LONGEST_REJECTED_SECONDS = 2 * 60
Answers = dict[str, Any]
Summary = list[dict[str, Any]]


def start_preview(load: Load, answers: Answers, principal: Principal) -> None:
    """Read the files without keeping anything; the preview is found in the load."""
    check_secretariat(principal)
    if load.stage == PUBLISHING:
        return
    remove_job(load.folder)
    write_private(load.answers_file, answers)
    start_command(
        load.preview_folder,
        "import",
        str(load.files_folder),
        "--preview",
        "--json",
        *_build_options(load),
        longest_seconds=LONGEST_PREVIEW_SECONDS,
    )


def start_refresh(
    load: Load, answers: Answers, principal: Principal, *, is_forced: bool = False
) -> None:
    """Import the files, build and publish; goes on when everybody has left."""
    check_secretariat(principal)
    # Somebody else may have pressed the same button in the meantime.
    if load.stage == PUBLISHING:
        return
    write_private(load.answers_file, answers)
    start_command(
        load.folder,
        "refresh",
        "--exports",
        str(load.files_folder),
        *_build_options(load),
        *(["--force"] if is_forced else []),
        longest_seconds=LONGEST_REFRESH_SECONDS,
    )


def write_summary(load: Load, summary: Summary, principal: Principal) -> None:
    """Keep what was approved for when the files have gone."""
    check_secretariat(principal)
    write_private(load.summary_file, summary)


def load_summary(load: Load, principal: Principal) -> Summary:
    """Load what was approved: per file name, sha256 and numbers of rows."""
    check_secretariat(principal)
    try:
        return json.loads(load.summary_file.read_text(encoding="utf8"))
    except (OSError, ValueError):
        return []


def run_undo(build_id: str, principal: Principal) -> Answer:
    """Publish a build that was kept."""
    check_secretariat(principal)
    return run_command("publish", "--build", build_id, "--by", principal.role_code)


def write_rejected(
    load: Load, file_name: str, file_sha256: str, principal: Principal
) -> bytes:
    """Write a file's rejected rows in the sender's own form, with a column more.

    Raises:
        OSError: The command did not write the file.
    """
    check_secretariat(principal)
    with tempfile.TemporaryDirectory(prefix="malbild-") as place:
        out = Path(place) / f"rejected{Path(file_name).suffix.lower()}"
        source = load.find_file(file_name, file_sha256)
        origin = [file_sha256]
        if source is not None:
            origin = ["--from", str(source), *_build_options(load)]
        run_command(
            "rejected",
            *origin,
            "--out",
            str(out),
            longest_seconds=LONGEST_REJECTED_SECONDS,
        )
        return out.read_bytes()


def load_files(load: Load, principal: Principal) -> tuple[FilePreview, ...] | None:
    """Load what the preview found; None when it cannot be understood."""
    check_secretariat(principal)
    try:
        return build_files((load.preview_folder / ANSWER).read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remove_file(load: Load, file: FilePreview, principal: Principal) -> None:
    """Take one file out of a load that is not published yet, and out of its preview."""
    check_secretariat(principal)
    if path := load.find_file(file.file_name, file.file_sha256):
        path.unlink(missing_ok=True)
    answer = load.preview_folder / ANSWER
    found = json.loads(answer.read_bytes())
    left = [each for each in found["files"] if each["file_name"] != file.file_name]
    write_private(answer, {**found, "files": left})


def load_answers(load: Load, principal: Principal) -> Answers:
    """Load what has been answered about the files so far."""
    check_secretariat(principal)
    try:
        return json.loads(load.answers_file.read_text(encoding="utf8"))
    except (OSError, ValueError):
        return {"by": principal.role_code, "files": {}}


def _build_options(load: Load) -> list[str]:
    return ["--sender", load.sender_code, "--answers", str(load.answers_file)]
