"""The store at its real boundary: a SQLite file, its triggers and its migrations."""

import sqlite3
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from app.access import REGION, SECRETARIAT, STEERING_GROUP, Principal
from app.errors import AccessDenied
from app.store.connection import run_migrations
from app.store.goal_comments import (
    fetch_goal_comments,
    fetch_kpi_comments,
    fetch_visible_comments,
    write_goal_comment,
)

SECRETARY = Principal(role_code=SECRETARIAT, region_codes=(), build_id="b1")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "store" / "malbild.sqlite"
    monkeypatch.setenv("MALBILD_STORE_URL", f"sqlite:///{path}")
    return path


def write(
    said: str,
    *,
    comment_id: str | None = None,
    principal=SECRETARY,
    place_code: str = "SE",
    annotation: str = "",
) -> None:
    write_goal_comment(
        said,
        comment_id=comment_id or str(uuid.uuid4()),
        kpi_id="KPI-112-08",
        period_year=2024,
        place_code=place_code,
        principal=principal,
        annotation=annotation,
    )


def read_all(principal=SECRETARY):
    return fetch_kpi_comments("KPI-112-08", place_code="SE", principal=principal)


def read(principal=SECRETARY, place_code: str = "SE"):
    return fetch_goal_comments(
        period_year=2024, place_code=place_code, principal=principal
    )


def test_the_newest_comment_is_shown_and_the_first_is_kept(store: Path) -> None:
    write("Två revisioner flyttades till 2025.")
    write("Tre revisioner flyttades till 2025.")
    assert read()["KPI-112-08"].text == "Tre revisioner flyttades till 2025."
    with sqlite3.connect(store) as con:
        assert con.execute("select count(*) from goal_comments").fetchone() == (2,)


def test_a_form_sent_twice_writes_once(store: Path) -> None:
    form = str(uuid.uuid4())
    write("En gång.", comment_id=form)
    write("En gång.", comment_id=form)
    with sqlite3.connect(store) as con:
        assert con.execute("select count(*) from goal_comments").fetchone() == (1,)


@pytest.mark.usefixtures("store")
def test_those_who_are_not_signed_in_write_nothing() -> None:
    with pytest.raises(AccessDenied):
        write("Nej.", principal=Principal("public", (), "b1"))
    with pytest.raises(AccessDenied):
        read_all(Principal("public", (), "b1"))


@pytest.mark.usefixtures("store")
def test_a_region_writes_on_its_own_places_only() -> None:
    region = Principal(REGION, ("12",), "b1")
    write("Vi bytte upphandlare.", principal=region, place_code="12")
    for place_code in ("01", "H", "SE"):
        with pytest.raises(AccessDenied):
            write("Nej.", principal=region, place_code=place_code)
    assert [each.place_code for each in fetch_visible_comments(SECRETARY)] == ["12"]
    other = Principal(REGION, ("01",), "b1")
    assert fetch_visible_comments(other) == ()


@pytest.mark.usefixtures("store")
def test_everyones_comments_are_kept_and_the_overview_shows_the_secretariats() -> None:
    steering = Principal(STEERING_GROUP, (), "b1")
    write("Kansliets ord.", annotation="  Ny   mall ")
    write("Styrgruppens ord.", principal=steering)
    texts = [each.text for each in read_all()]
    assert texts == ["Styrgruppens ord.", "Kansliets ord."]
    assert [each.annotation for each in read_all()] == [None, "Ny mall"]
    assert read()["KPI-112-08"].text == "Kansliets ord."


@pytest.mark.usefixtures("store")
def test_an_endless_annotation_is_refused() -> None:
    with pytest.raises(ValueError, match="80"):
        write("Ord.", annotation="x" * 81)


def test_comments_from_before_annotations_are_kept_by_the_migration(
    tmp_path: Path,
) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'old.sqlite'}")
    with engine.begin() as connection:
        run_migrations(connection, revision="0001")
        connection.execute(
            text(
                "insert into goal_comments values ('1', 'KPI-112-08', 'SE', 2024, "
                "'Från förr.', '2025-01-01 00:00:00', 'secretariat', 'b0')"
            )
        )
    with engine.begin() as connection:
        run_migrations(connection)
    found = "select text, annotation from goal_comments"
    with engine.begin() as connection:
        assert connection.execute(text(found)).all() == [("Från förr.", None)]
        with pytest.raises(IntegrityError, match="never"):
            connection.execute(text("update goal_comments set annotation = 'x'"))


@pytest.mark.usefixtures("store")
def test_a_region_reads_its_own_places_only() -> None:
    region = Principal(REGION, ("12",), "b1")
    assert read(region, "12") == {}
    with pytest.raises(AccessDenied):
        read(region, "01")


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("said", ["", "   ", "\x00", "x" * 2001])
def test_empty_and_endless_comments_are_refused(said: str) -> None:
    with pytest.raises(ValueError, match="2000"):
        write(said)


@pytest.mark.parametrize(
    "change", ["delete from goal_comments", "update goal_comments set text = 'x'"]
)
def test_a_comment_is_never_changed_or_removed(store: Path, change: str) -> None:
    write("Står kvar.")
    with (
        sqlite3.connect(store) as con,
        pytest.raises(sqlite3.IntegrityError, match="never"),
    ):
        con.execute(change)
    assert read()["KPI-112-08"].text == "Står kvar."


def test_eight_writers_at_once_lose_nothing(store: Path) -> None:
    write("Först.")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, [f"Kommentar {n}" for n in range(80)]))
    with sqlite3.connect(store) as con:
        assert con.execute("select count(*) from goal_comments").fetchone() == (81,)


@pytest.mark.usefixtures("store")
def test_a_fault_that_is_not_a_repeat_is_raised() -> None:
    with pytest.raises(IntegrityError):
        write_goal_comment(
            "Utan nyckeltal",
            comment_id=str(uuid.uuid4()),
            kpi_id=None,
            period_year=2024,
            place_code="SE",
            principal=SECRETARY,
        )
