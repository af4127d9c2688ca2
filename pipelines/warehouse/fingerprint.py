"""Tell whether anything that a build reads has changed since the last one."""

import hashlib
from datetime import date
from pathlib import Path

from pipelines.importing.ledger import load_ledger
from pipelines.settings import Settings
from pipelines.warehouse.load_store import build_store_stamp

CODE = ("forecast", "risk", "warehouse", "sources")


def build_fingerprint(settings: Settings, *, as_of: date | None) -> str:
    """Return one sha256 over imported files, plans, models, figures and the code.

    Two builds with the same fingerprint hold the same tables, apart from the build's
    own id and time.
    """
    digest = hashlib.sha256(f"as of {as_of}".encode())
    for event in sorted(
        f"{event.source}/{event.table}/{event.file_sha256}/{event.agreement_sha256}/"
        f"{event.data_on}/{event.sender}/{event.delivery_id}"
        for event in load_ledger(settings)
        if event.outcome == "imported"
    ):
        digest.update(event.encode())
    digest.update(build_store_stamp(settings, as_of=as_of).encode())
    pipelines = settings.root / "pipelines"
    folders = [settings.dbt_dir, settings.reference_dir]
    for folder in folders + [pipelines / name for name in CODE]:
        for path in sorted(_read_files(folder)):
            digest.update(str(path.relative_to(settings.root)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _read_files(folder: Path) -> list[Path]:
    made_by_tools = {"target", "logs", "__pycache__"}
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and not made_by_tools.intersection(path.parts)
    ]
