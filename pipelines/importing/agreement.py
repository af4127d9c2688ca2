"""Fingerprint everything that decides how a file of one kind is read."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from pipelines.importing.codelists import build_codelists_sha256
from pipelines.importing.mappings import Mapping, build_mapped_words
from pipelines.settings import Settings
from pipelines.sources.source import SOURCES, Source, Table

#: A mended reader must read the files of yesterday again, so our own code counts too.
CODE = (Path(__file__).parent, SOURCES)


def build_agreement_sha256(
    source: Source, table: Table, settings: Settings, key_check: str
) -> str:
    """Build the fingerprint of a table's source.yml, schema.py, codelists and reader.

    `key_check` counts too: with another key every person has another pseudonym.

    A file with the same content under the same agreement gives the same rows.
    """
    digest = hashlib.sha256(f"{table.name} {key_check}".encode())
    for path in (table.contract, table.contract.with_name("schema.py")):
        digest.update(path.read_bytes())
    digest.update(build_codelists_sha256(source, table, settings).encode())
    for folder in CODE:
        for path in sorted(folder.glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def build_mapped_sha256(
    agreement_sha256: str, mappings: Iterable[Mapping], given: dict[str, str]
) -> str:
    """Build the fingerprint of an agreement as one sender keeps it.

    A changed mapping changes it, so that the sender's files are read again.
    """
    words = build_mapped_words(mappings)
    if not words and not given:
        return agreement_sha256
    written = json.dumps([agreement_sha256, words, sorted(given.items())])
    return hashlib.sha256(written.encode()).hexdigest()
