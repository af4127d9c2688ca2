from collections.abc import Iterator

import pytest

from app import upload_tickets
from app.upload_tickets import (
    A_MEGABYTE,
    MOST_BYTES,
    MOST_FILES,
    check_room,
    check_ticket,
    remove_room,
    remove_ticket,
    start_ticket,
)


@pytest.fixture(autouse=True)
def session() -> Iterator[str]:
    start_ticket("session")
    yield "session"
    remove_ticket("session")


def test_nobody_has_a_ticket_until_the_page_has_given_one() -> None:
    assert not check_ticket("somebody else")
    assert not check_room("somebody else", "a", 1)
    assert check_ticket("session")


def test_a_session_has_room_for_so_many_files() -> None:
    taken = [check_room("session", str(n), 1) for n in range(MOST_FILES + 1)]
    assert taken == [True] * MOST_FILES + [False]
    remove_room("session", "3")
    assert check_room("session", "one more", 1)


def test_a_session_has_room_for_so_many_bytes_and_a_file_sent_again_takes_its_own() -> (
    None
):
    assert check_room("session", "a", MOST_BYTES - A_MEGABYTE)
    assert not check_room("session", "b", 2 * A_MEGABYTE)
    assert check_room("session", "a", 3 * A_MEGABYTE)
    assert check_room("session", "b", 2 * A_MEGABYTE)


def test_a_ticket_runs_out_unless_the_page_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    late = upload_tickets.time.monotonic() + upload_tickets.LIFETIME_SECONDS + 1
    monkeypatch.setattr(upload_tickets.time, "monotonic", lambda: late)
    assert not check_ticket("session")
    assert not check_room("session", "a", 1)
    start_ticket("session")
    assert check_room("session", "a", 1)


def test_a_page_that_is_drawn_again_does_not_empty_the_quota() -> None:
    assert check_room("session", "a", MOST_BYTES)
    start_ticket("session")
    assert not check_room("session", "b", 1)
