"""Comments on goals in the store, on both databases."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError

from app.access import REGION, SECRETARIAT, STEERING_GROUP, Principal
from app.errors import AccessDenied
from app.store.connection import load_engine
from app.store.goal_comments import (
    fetch_goal_comments,
    fetch_kpi_comments,
    fetch_visible_comments,
    write_goal_comment,
)

SECRETARY = Principal(role_code=SECRETARIAT, region_codes=(), build_id="b1")


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


def count_comments() -> int:
    with load_engine().connect() as con:
        return con.execute(text("select count(*) from goal_comments")).scalar_one()


def read_all(principal=SECRETARY):
    return fetch_kpi_comments("KPI-112-08", place_code="SE", principal=principal)


def read(principal=SECRETARY, place_code: str = "SE"):
    return fetch_goal_comments(
        period_year=2024, place_code=place_code, principal=principal
    )


@pytest.mark.usefixtures("store")
def test_the_newest_comment_is_shown_and_the_first_is_kept() -> None:
    write("Två revisioner flyttades till 2025.")
    write("Tre revisioner flyttades till 2025.")
    assert read()["KPI-112-08"].text == "Tre revisioner flyttades till 2025."
    assert count_comments() == 2


@pytest.mark.usefixtures("store")
def test_a_form_sent_twice_writes_once() -> None:
    form = str(uuid.uuid4())
    write("En gång.", comment_id=form)
    write("En gång.", comment_id=form)
    assert count_comments() == 1


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


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "change", ["delete from goal_comments", "update goal_comments set text = 'x'"]
)
def test_a_comment_is_never_changed_or_removed(change: str) -> None:
    write("Står kvar.")
    with pytest.raises(DatabaseError, match="never"), load_engine().begin() as con:
        con.execute(text(change))
    assert read()["KPI-112-08"].text == "Står kvar."


@pytest.mark.usefixtures("store")
def test_eight_writers_at_once_lose_nothing() -> None:
    write("Först.")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, [f"Kommentar {n}" for n in range(80)]))
    assert count_comments() == 81


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
