import time
from pathlib import Path

import pytest
import streamlit
from streamlit import config
from streamlit.runtime.secrets import Secrets

from app.access import (
    Principal,
    build_role,
    check_login_is_configured,
    check_login_is_fresh,
)

PUBLIC = ("public", ())


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (["secretariat"], ("secretariat", ())),
        (["steering_group"], ("steering_group", ())),
        (["region:12"], ("region", ("12",))),
        (["region:12", "region:01"], ("region", ("01", "12"))),
        ([*(f"group-{n}" for n in range(400)), "secretariat"], ("secretariat", ())),
    ],
)
def test_one_known_role_is_taken(claim: object, expected: tuple) -> None:
    assert build_role(claim) == expected


@pytest.mark.parametrize(
    "claim",
    [
        None,
        [],
        "secretariat",
        {"secretariat": True},
        ["Secretariat"],
        ["unknown"],
        ["region:"],
        ["region:1"],
        ["region:12 or 1=1"],
        ["region:١٢"],
        ["secretariat", "steering_group"],
        ["secretariat", "region:12"],
        ["secretariat", 1],
    ],
    ids=str,
)
def test_anything_unclear_is_public(claim: object) -> None:
    assert build_role(claim) == PUBLIC


def test_a_login_lasts_eight_hours() -> None:
    now = time.time()
    assert check_login_is_fresh(now - 7 * 3600)
    assert not check_login_is_fresh(now - 9 * 3600)
    assert not check_login_is_fresh(now + 3600)


@pytest.mark.parametrize("issued_at", [None, "now", True, []], ids=str)
def test_a_login_without_a_time_is_too_old(issued_at: object) -> None:
    assert not check_login_is_fresh(issued_at)


def test_a_region_sees_the_nation_the_areas_and_itself() -> None:
    reader = Principal(role_code="region", region_codes=("12",), build_id="b")
    assert {"SE", "A", "H", "12"} <= set(reader.place_codes)
    assert "01" not in reader.place_codes
    everyone = Principal(role_code="secretariat", region_codes=(), build_id="b")
    assert everyone.place_codes == ()


@pytest.mark.parametrize(
    ("content", "is_configured"),
    [
        (None, False),
        ("[other]\nname = 1\n", False),
        ("[auth]\nclient_id = 'x'\n", True),
        ("[auth\nclient_id =", True),
    ],
)
def test_a_login_that_cannot_be_read_counts_as_set_up(
    content: str | None,
    *,
    is_configured: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / ".streamlit" / "secrets.toml"
    file.parent.mkdir()
    if content is not None:
        file.write_text(content)
    ordinary = config.get_option

    def read_option(name: str) -> object:
        return [str(file)] if name == "secrets.files" else ordinary(name)

    monkeypatch.setattr(config, "get_option", read_option)
    monkeypatch.setattr(streamlit, "get_option", read_option)
    monkeypatch.setattr(streamlit, "secrets", Secrets())
    assert check_login_is_configured() is is_configured
