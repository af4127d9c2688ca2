import stat
from pathlib import Path

import pytest

from pipelines.errors import SecretKeyError
from pipelines.importing.run_import import run_import
from pipelines.importing.secret_key import build_key_check, load_key
from pipelines.settings import Settings, load_settings
from pipelines.sources.source import SOURCES

OURS = "0123456789" * 4
OTHER = "9876543210" * 4


@pytest.fixture(autouse=True)
def no_key_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MALBILD_KEY", raising=False)


def find_mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_import_makes_a_key_and_the_next_uses_it(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    key = load_key(settings)
    assert len(key) == 64
    assert find_mode(settings.key_file) == 0o600
    assert load_key(load_settings(tmp_path)) == key
    assert load_key(load_settings(tmp_path / "other")) != key


def test_the_environment_comes_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALBILD_KEY", OURS)
    settings = load_settings(tmp_path)
    assert load_key(settings) == OURS.encode()
    assert not settings.key_file.exists()
    assert OURS not in repr(settings)


def test_a_key_that_others_may_read_is_closed(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    settings.key_file.write_text(OURS)
    settings.key_file.chmod(0o644)
    assert load_key(settings) == OURS.encode()
    assert find_mode(settings.key_file) == 0o600


def refuse(settings: Settings) -> str:
    with pytest.raises(SecretKeyError) as refused:
        load_key(settings)
    return str(refused.value)


def test_another_key_than_before_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_key(load_settings(tmp_path)).decode()
    monkeypatch.setenv("MALBILD_KEY", OTHER)
    message = refuse(load_settings(tmp_path))
    assert message.startswith("The key in MALBILD_KEY is not the one that")
    assert "Put back the earlier key" in message
    assert OTHER not in message
    assert first not in message


def test_a_lost_key_is_never_replaced_silently(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    load_key(settings)
    settings.key_file.unlink()
    assert "is gone" in refuse(settings)
    assert not settings.key_file.exists()


def test_a_short_key_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALBILD_KEY", "guessable")
    message = refuse(load_settings(tmp_path))
    assert "at least 32" in message
    assert "guessable" not in message


def test_the_check_value_tells_keys_apart_and_is_not_the_key() -> None:
    checks = {build_key_check(key.encode()) for key in (OURS, OTHER)}
    assert len(checks) == 2
    assert not checks & {OURS, OTHER}


def test_after_a_lost_key_everything_received_is_read_anew(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    run_import(SOURCES / "supplier_register", settings)
    settings.key_file.unlink()
    with pytest.raises(SecretKeyError):
        run_import(None, settings)
    (settings.imported_dir / "key_check").unlink()
    (event,) = run_import(None, settings).events
    assert event.outcome == "imported"
