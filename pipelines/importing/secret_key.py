"""The secret key that persons' numbers are hashed with: one per home, for as long.

MALBILD_KEY, or home/key (made on the first import) -> the key of every pseudonym

With another key the same person would be somebody else. So a check value beside the
ledger, from which the key cannot be told, remembers which key the home was begun with.
"""

import hashlib
import hmac
import secrets
import stat

from pipelines.errors import SecretKeyError
from pipelines.importing.write_rows import write_bytes
from pipelines.settings import Settings

KEY_BYTES = 32
#: Shorter keys can be guessed, and with them every number behind the hashes.
MIN_LENGTH = 32
KEY_CHECK = "key_check"
OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def load_key(settings: Settings) -> bytes:
    """Load the home's key; make one if this is the first import.

    Raises:
        SecretKeyError: The key is lost, too short, or not the one this home was begun
            with. Nothing has been read or written then.
        DiskError: No room or no right to write.
    """
    key = _read_environment(settings) or _read_file(settings) or _write_first(settings)
    path = settings.imported_dir / KEY_CHECK
    if not path.exists():
        write_bytes(build_key_check(key).encode(), path)
    elif not hmac.compare_digest(path.read_text("utf8").strip(), build_key_check(key)):
        raise SecretKeyError(
            f"The key in {_name_place(settings)} is not the one that {settings.home} "
            "was begun with, so persons and sole traders would become new ones. "
            f"{_build_advice(settings)}"
        )
    return key


def build_key_check(key: bytes) -> str:
    """Build a text that tells two keys apart and says nothing about either."""
    return hmac.new(key, b"malbild key check", hashlib.sha256).hexdigest()[:32]


def _read_environment(settings: Settings) -> bytes | None:
    if settings.secret_key is None:
        return None
    return _check_length(settings.secret_key, "MALBILD_KEY")


def _read_file(settings: Settings) -> bytes | None:
    path = settings.key_file
    if not path.is_file():
        return None
    if path.stat().st_mode & OPEN_TO_OTHERS:
        path.chmod(0o600)
    return _check_length(path.read_text("utf8", errors="replace"), str(path))


def _check_length(written: str, place: str) -> bytes:
    key = written.strip()
    if len(key) < MIN_LENGTH:
        raise SecretKeyError(
            f"The key in {place} has {len(key)} characters; at least {MIN_LENGTH} are "
            "needed. Put back the whole key from your backup. For a home that has "
            "imported nothing yet, remove it and a good one is made."
        )
    return key.encode()


def _write_first(settings: Settings) -> bytes:
    if (settings.imported_dir / KEY_CHECK).exists():
        raise SecretKeyError(
            f"The key of {settings.home} is gone: {settings.key_file} is missing and "
            f"MALBILD_KEY is not set. {_build_advice(settings)}"
        )
    key = secrets.token_hex(KEY_BYTES).encode()
    write_bytes(key, settings.key_file, is_private=True)
    return key


def _name_place(settings: Settings) -> str:
    return "MALBILD_KEY" if settings.secret_key else str(settings.key_file)


def _build_advice(settings: Settings) -> str:
    return (
        f"Put back the earlier key, in MALBILD_KEY or as {settings.key_file}. If it is "
        f"lost for good, remove {settings.imported_dir / KEY_CHECK} and run `malbild "
        "import`: every received file is then read again with a new key. Nothing was "
        "changed."
    )
