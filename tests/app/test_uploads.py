import asyncio
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.middleware import build_path_guard
from app.upload_guard import build_upload_guard
from app.upload_tickets import (
    A_MEGABYTE,
    MOST_BYTES,
    MOST_FILES,
    remove_ticket,
    start_ticket,
)
from tests.serving import run_watched_server

SESSION = "3c0f1c7e-0000-4000-8000-000000000000"
MOST_GROWTH = 20 * A_MEGABYTE


@pytest.fixture
def ticket() -> Iterator[None]:
    start_ticket(SESSION)
    yield
    remove_ticket(SESSION)


def ask(
    *, session: str = SESSION, file: str = "a", method: str = "PUT", **more: object
) -> tuple[int, bool]:
    """Ask the guards; return the status and whether Streamlit would have been asked."""
    seen: list[int] = []
    asked: list[bool] = []

    async def streamlit(_scope: dict, _receive: object, send: object) -> None:
        asked.append(True)
        status = more.get("answer", 204)
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> dict:
        raise AssertionError("the guard has read the body")

    async def send(message: dict) -> None:
        if message["type"] == "http.response.start":
            seen.append(message["status"])

    length = more.get("length", 1000)
    scope = {
        "type": "http",
        "method": method,
        "path": more.get("path", f"/_stcore/upload_file/{session}/{file}"),
        "headers": [] if length is None else [(b"content-length", b"%d" % length)],
    }
    guarded = build_path_guard(build_upload_guard(streamlit), pages=frozenset())
    # In a thread of its own: a browser test in this process keeps a loop running.
    with ThreadPoolExecutor(max_workers=1) as own:
        own.submit(asyncio.run, guarded(scope, receive, send)).result()
    return seen[0], bool(asked)


def test_without_a_ticket_there_is_nothing_there() -> None:
    assert ask() == (404, False)
    assert ask(method="DELETE") == (404, False)


@pytest.mark.usefixtures("ticket")
@pytest.mark.parametrize(
    "path",
    [
        f"/_stcore/upload_file/{SESSION}",
        f"/_stcore/upload_file/{SESSION}/",
        f"/_stcore/upload_file/{SESSION}/a/b",
        "/_stcore/upload_file//a",
        f"/x/_stcore/upload_file/{SESSION}/a",
    ],
)
def test_a_ticket_opens_no_other_path(path: str) -> None:
    assert ask(path=path) == (404, False)


@pytest.mark.usefixtures("ticket")
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "OPTIONS"])
def test_a_ticket_is_for_sending_and_taking_back_only(method: str) -> None:
    assert ask(method=method) == (404, False)


@pytest.mark.usefixtures("ticket")
def test_a_session_with_a_ticket_may_upload_up_to_its_quota() -> None:
    assert ask() == (204, True)
    assert ask(length=None) == (411, False)
    assert ask(file="b", length=MOST_BYTES) == (413, False)
    statuses = [ask(file=f"n{n}")[0] for n in range(MOST_FILES)]
    assert statuses == [204] * (MOST_FILES - 1) + [413]
    assert ask(method="DELETE") == (204, True)
    assert ask(file="b") == (204, True)


@pytest.mark.usefixtures("ticket")
def test_a_file_that_streamlit_refuses_takes_no_room() -> None:
    for _time in range(3):
        assert ask(length=MOST_BYTES, answer=403) == (403, True)
    assert ask(length=MOST_BYTES) == (204, True)


def test_sixty_uploads_without_a_ticket_cost_no_memory(
    built_home: Path, tmp_path: Path
) -> None:
    body = os.urandom(4 * A_MEGABYTE)
    with run_watched_server(built_home, tmp_path / "log") as (address, server):
        statuses = {put(f"{address}/healthz", b"")}
        before = read_memory(server.pid)
        for n in range(60):
            statuses.add(put(f"{address}/_stcore/upload_file/{SESSION}/{n}", body))
        growth = read_memory(server.pid) - before
    assert statuses <= {404, 405}
    assert growth < MOST_GROWTH


def put(address: str, body: bytes) -> int:
    request = urllib.request.Request(address, data=body, method="PUT")  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code
    except (urllib.error.URLError, ConnectionError):
        # The server answers and hangs up without reading what it does not want.
        return 404


def read_memory(process: int) -> int:
    pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
