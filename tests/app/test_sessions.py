"""Many readers at once, as in group C of the operations notes, over the real socket."""

import asyncio
import contextlib
import json
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from app import warehouse
from app.access import SECRETARIAT, Principal
from app.queries.choices import fetch_places
from tests.readers import (
    ask_for,
    open_socket,
    read_visit,
    run_apart,
    visit_once,
    visit_together,
)
from tests.serving import run_watched_server

N_TOGETHER = 12
N_IN_A_BURST = 200
MOST_RUNS_OF_A_BURST = 20
TOO_LARGE = 1009
MEBIBYTE = 1024


@pytest.fixture(scope="module")
def served(
    built_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, int]]:
    log = tmp_path_factory.mktemp("sessions") / "server.log"
    with run_watched_server(built_home, log) as (address, server):
        yield address, server.pid


def test_readers_at_the_same_moment_each_get_a_whole_page(
    served: tuple[str, int],
) -> None:
    address, _pid = served
    visits = run_apart(visit_together(address, N_TOGETHER))
    assert [visit.is_whole for visit in visits] == [True] * N_TOGETHER
    assert not [visit for visit in visits if visit.exceptions]
    assert len({tuple(visit.texts) for visit in visits}) == 1
    assert any("Exempeldata" in text for text in visits[0].texts)


def test_readers_of_different_places_get_each_their_own(
    served: tuple[str, int],
) -> None:
    address, _pid = served
    places = ["A", "E", "H", "01", "12", "14"]

    async def visit_places() -> list[list[str]]:
        visits = await asyncio.gather(
            *(visit_once(address, f"place={place}") for place in places * 2)
        )
        return [visit.texts for visit in visits]

    texts = run_apart(visit_places())
    assert texts[: len(places)] == texts[len(places) :]
    assert len({tuple(each) for each in texts}) == len(places)


def test_a_burst_of_reruns_becomes_a_few(served: tuple[str, int]) -> None:
    address, _pid = served

    async def read_burst() -> int:
        socket = await open_socket(address)
        for _turn in range(N_IN_A_BURST):
            await ask_for(socket)
        n_finished = 0
        with contextlib.suppress(TimeoutError):
            while True:
                async with asyncio.timeout(4):
                    await read_visit(socket)
                n_finished += 1
        await socket.close()
        return n_finished

    n_finished = run_apart(read_burst())
    assert 1 <= n_finished <= MOST_RUNS_OF_A_BURST


@pytest.mark.parametrize(
    ("frame", "codes"),
    [
        pytest.param(b"\xff\xfe not a message", None, id="junk"),
        pytest.param(b"x" * (2 * MEBIBYTE * MEBIBYTE), {TOO_LARGE}, id="too large"),
    ],
)
def test_a_bad_frame_ends_its_own_session_and_no_other(
    frame: bytes, codes: set[int] | None, served: tuple[str, int]
) -> None:
    address, _pid = served

    async def send_beside_another() -> tuple[int | None, bool]:
        bad, good = await open_socket(address), await open_socket(address)
        code = None
        try:
            await bad.send(frame)
            async with asyncio.timeout(10):
                while True:
                    await bad.recv()
        except ConnectionClosed:
            code = bad.close_code
        await ask_for(good)
        visit = await read_visit(good)
        await good.close()
        return code, visit.is_whole and not visit.exceptions

    code, is_other_whole = run_apart(send_beside_another())
    assert code is not None
    assert codes is None or code in codes
    assert is_other_whole


def test_a_reader_who_reads_nothing_holds_nobody_up(served: tuple[str, int]) -> None:
    address, _pid = served

    async def visit_beside_a_silent_one() -> bool:
        silent = await open_socket(address)
        for _turn in range(5):
            await ask_for(silent)
        visit = await visit_once(address)
        silent.transport.abort()
        return visit.is_whole and not visit.exceptions

    assert run_apart(visit_beside_a_silent_one())


def test_sessions_that_end_give_their_memory_back(served: tuple[str, int]) -> None:
    address, pid = served
    for _warm in range(2):
        run_apart(visit_together(address, N_TOGETHER))
    before = _read_memory_mib(pid)
    for _turn in range(4):
        run_apart(visit_together(address, N_TOGETHER))
    assert _read_memory_mib(pid) - before < 50


@pytest.mark.usefixtures("example_home")
def test_a_cold_start_asks_the_warehouse_each_question_once(
    built_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pointer = (built_home / "warehouse" / "current.json").read_text(encoding="utf8")
    build_id = json.loads(pointer)["build_id"]
    asked: Counter[str] = Counter()
    lend = warehouse.load_cursor

    def count_and_lend(build_id: str) -> contextlib.AbstractContextManager:
        asked[build_id] += 1
        return lend(build_id)

    monkeypatch.setattr(warehouse, "load_cursor", count_and_lend)
    warehouse._fetch_once.clear()
    reader = Principal(SECRETARIAT, (), build_id)
    gate, heights = threading.Barrier(50), []

    def ask() -> None:
        gate.wait()
        heights.append(fetch_places(reader).height)

    threads = [threading.Thread(target=ask) for _reader in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert asked == {build_id: 1}
    assert len(heights) == 50
    assert len(set(heights)) == 1


def _read_memory_mib(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    [resident] = [line for line in lines if line.startswith("VmRSS")]
    return int(resident.split()[1]) / MEBIBYTE
