"""A reader without a browser: the page's own socket, many at a time.

Speaks Streamlit's protocol as its front end does, so that a hundred readers cost the
machine no browsers.
"""

import asyncio
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

LONGEST_SECONDS = 120
Answer = TypeVar("Answer")


@dataclass
class Visit:
    """One run of a page as its reader got it: how long it took and what came."""

    seconds: float
    is_whole: bool
    exceptions: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


async def open_socket(address: str) -> ClientConnection:
    """Open a page's socket."""
    host = urlsplit(address).netloc
    return await connect(
        f"ws://{host}/_stcore/stream",
        subprotocols=["streamlit"],
        origin=address,
        max_size=None,
        compression=None,
    )


async def ask_for(socket: ClientConnection, query: str = "") -> None:
    """Ask for a run of the first page with these choices in the address."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    await socket.send(asked.SerializeToString())


async def read_visit(socket: ClientConnection) -> Visit:
    """Read until the script has finished."""
    started = time.perf_counter()
    exceptions, texts = [], []
    async with asyncio.timeout(LONGEST_SECONDS):
        async for frame in socket:
            told = ForwardMsg.FromString(frame)
            kind = told.WhichOneof("type")
            if kind == "delta" and told.delta.HasField("new_element"):
                element = told.delta.new_element
                if element.HasField("exception"):
                    exceptions.append(element.exception.message)
                elif element.HasField("markdown"):
                    texts.append(element.markdown.body)
                elif element.HasField("alert"):
                    texts.append(element.alert.body)
            elif kind == "script_finished":
                whole = told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                seconds = time.perf_counter() - started
                return Visit(seconds, whole, exceptions, texts)
    raise AssertionError("the socket closed before the page was whole")


async def visit_once(address: str, query: str = "") -> Visit:
    """Open the first page, read it whole, and leave."""
    started = time.perf_counter()
    socket = await open_socket(address)
    try:
        await ask_for(socket, query)
        visit = await read_visit(socket)
    finally:
        await socket.close()
    visit.seconds = time.perf_counter() - started
    return visit


def run_apart(coroutine: Coroutine[Any, Any, Answer]) -> Answer:
    """Run in a thread of its own: a browser test leaves a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


async def visit_together(address: str, n_readers: int, query: str = "") -> list[Visit]:
    """Let many readers open the first page at the same moment."""
    return await asyncio.gather(
        *(visit_once(address, query) for _reader in range(n_readers))
    )
