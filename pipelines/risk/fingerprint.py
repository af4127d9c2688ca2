"""Name a run by everything it is made from, so that the same is never made twice."""

import hashlib
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import polars as pl

from pipelines.risk.history import History, find_fingerprint
from pipelines.risk.model_in_use import InUse
from pipelines.risk.rule import Rule

CODE = Path(__file__).parent
#: A new version of these may round the last bit in another way.
LIBRARIES = ("numpy", "scipy", "scikit-learn", "polars")


def build_hashes(
    history: History,
    rule: Rule,
    in_use: InUse,
    beside: list[pl.DataFrame],
) -> dict[str, str]:
    """Hash the features, the labels, the rule and the code, each apart.

    Args:
        history: What the run reads of the build.
        rule: What experts think.
        in_use: What has been decided.
        beside: Other tables that the run reads, in a fixed order.
    """
    decided = f"{sorted(asdict(rule).items())} {sorted(asdict(in_use).items())}"
    others = "".join(table.write_csv() for table in beside)
    return {
        **find_fingerprint(history),
        "rule_sha256": _hash(decided.encode()),
        "groups_sha256": _hash(others.encode()),
        "code_sha256": _hash_code(),
    }


def build_fingerprint(hashes: dict[str, str]) -> str:
    """Return one hash over all of them."""
    return _hash("".join(f"{name} {one}\n" for name, one in hashes.items()).encode())


def _hash_code() -> str:
    digest = hashlib.sha256()
    for library in LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for path in sorted(CODE.rglob("*")):
        if path.suffix in {".py", ".md", ".csv", ".json"}:
            digest.update(str(path.relative_to(CODE)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
