"""Serve the app: `python -m app.asgi --port 8501`, or any server of `build_app`.

browser ─→ headers ─→ path guard ─→ upload quota ─→ packed files ─→ Streamlit ─→ main.py
                          └─ /healthz /readyz and our own documents
"""

import argparse
import logging
import os
import socket
import sys
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import duckdb
import streamlit as st
import uvicorn
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route
from starlette.types import ASGIApp
from streamlit import file_util

from app.build_pointer import find_current_build
from app.errors import QueryTooSlow, WarehouseMissing
from app.messages import _
from app.middleware import (
    build_headers_layer,
    build_not_found,
    build_packed_files,
    build_path_guard,
)
from app.open_publication import find_open_file, load_open_publication
from app.page_registry import PAGES
from app.page_shell import ASSETS, build_document, read_asset
from app.settings import ROOT, load_settings
from app.theme import PRODUCT
from app.upload_guard import build_upload_guard
from app.warehouse import load_cursor

LOG = logging.getLogger("malbild")
ADDRESS = "127.0.0.1"
PORT = 8501
PORT_IS_TAKEN = 2
LARGEST_FRAME_BYTES = 1_048_576
DOCUMENTS = ("/", *(f"/{page.stem}" for page in PAGES))


def build_app(*, ready_message: str = "") -> ASGIApp:
    """Build the whole app, with everything that stands before Streamlit.

    Args:
        ready_message: A line for the person at the terminal, once all is started.
    """

    @asynccontextmanager
    async def run_started(_app: st.App) -> AsyncGenerator[dict[str, object], None]:
        # Streamlit turns on a log of every address, which holds what readers chose.
        logging.getLogger("uvicorn.access").disabled = True
        if ready_message:
            sys.stdout.write(f"{ready_message}\n")
            sys.stdout.flush()
        yield {}

    routes = [
        Route("/healthz", show_health),
        Route("/readyz", show_readiness),
        *(Route(path, show_document) for path in DOCUMENTS),
        *(Route(f"/{name}", show_asset) for name in ASSETS),
        Route("/open/{name:path}", show_open_file),
    ]
    pages = st.App(
        ROOT / "app" / "main.py",
        routes=routes,
        lifespan=run_started,
        on_script_error=show_script_error,
    )
    packed = build_packed_files(pages, folder=Path(file_util.get_static_dir()))
    known = frozenset(route.path for route in routes)
    within_quota = build_upload_guard(packed)
    return build_headers_layer(build_path_guard(within_quota, pages=known))


def show_document(request: Request) -> Response:
    """Answer a page's address with the document in the reader's language.

    Streamlit knows the first page by the bare address only.
    """
    if request.url.path == f"/{PAGES[0].stem}":
        return RedirectResponse(request.url.replace(path="/"))
    document = build_document(request.query_params.get("lang", "sv"))
    return HTMLResponse(document, headers={"Cache-Control": "no-cache"})


def show_asset(request: Request) -> Response:
    """Answer with one of our own files."""
    name = request.url.path.removeprefix("/")
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(read_asset(name), media_type=ASSETS[name][1], headers=headers)


def show_open_file(request: Request) -> Response:
    """Answer with a file that has been published openly, by its exact name."""
    name = request.path_params["name"]
    if not name:
        return RedirectResponse(request.url.replace(path="/open_results"))
    found = find_open_file(name)
    if found is None:
        return build_not_found()
    path, file = found
    charset = "; charset=utf-8" if file.media_type.startswith("text/") else ""
    return FileResponse(
        path,
        media_type=file.media_type + charset,
        headers={
            "Cache-Control": "public, max-age=300",
            # Other sites' scripts may read what everybody may.
            "Access-Control-Allow-Origin": "*",
        },
    )


def show_health(_request: Request) -> Response:
    """Say that the server is alive, whatever the state of the data."""
    return JSONResponse({"is_alive": True})


def show_readiness(_request: Request) -> Response:
    """Say whether a published build can be read, and which.

    A server for the public alone reads none, only what has been published openly.
    """
    if load_settings().is_public_only:
        is_ready = load_open_publication() is not None
        return JSONResponse(
            {"is_ready": is_ready}, status_code=200 if is_ready else 503
        )
    try:
        with load_cursor(find_current_build()) as cursor:
            row = cursor.execute("select build_id from marts.fct_builds").fetchone()
    except (WarehouseMissing, QueryTooSlow, duckdb.Error) as reason:
        LOG.warning("not ready: %s %s", type(reason).__name__, reason)
        return JSONResponse({"is_ready": False}, status_code=503)
    return JSONResponse({"is_ready": row is not None, "build_id": row and row[0]})


def show_script_error(reason: Exception) -> bool:
    """Tell the reader that something broke, with an id to find it by in the log."""
    error_id = uuid.uuid4().hex[:8]
    # The traceback is in the log already; this line is what the id leads to.
    LOG.error("error_id=%s kind=%s", error_id, type(reason).__name__)
    st.error(
        _(
            "Something went wrong here. The other pages still work. "
            "Try again in a while; if it comes back, tell the secretariat "
            "the error number %(error_id)s.",
            error_id=error_id,
        ),
        icon=":material/error:",
    )
    return True


def run_server(port: int) -> None:
    """Serve on this machine only, until stopped.

    Args:
        port: 0 lets the system choose a free one; the ready line names it.
    """
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((ADDRESS, port))
    except OSError:
        message = _(
            "Port %(port)s is taken. Choose another: make run PORT=8600", port=port
        )
        sys.stderr.write(f"{message}\n")
        sys.exit(PORT_IS_TAKEN)
    address = f"http://{ADDRESS}:{listener.getsockname()[1]}"
    ready = _("%(product)s is open at %(address)s", product=PRODUCT, address=address)
    # Streamlit looks for .streamlit/ where the process stands.
    os.chdir(ROOT)
    config = uvicorn.Config(
        build_app(ready_message=ready),
        ws="websockets-sansio",
        ws_max_size=LARGEST_FRAME_BYTES,
        ws_per_message_deflate=False,
        server_header=False,
        access_log=False,
        log_level="warning",
    )
    uvicorn.Server(config).run(sockets=[listener])


def main() -> None:
    """Read the port from the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=PORT)
    # A relative home must not move when the process moves to the project's root.
    os.environ["MALBILD_HOME"] = str(load_settings().home)
    run_server(parser.parse_args().port)


if __name__ == "__main__":
    main()
