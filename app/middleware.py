"""What stands between the network and Streamlit: which paths, which headers.

request ─guard→ only known paths ─uploads→ quota ─gzip→ packed files ─→ Streamlit
   └──────── every answer ─headers→ what a browser may do with it
"""

import gzip
from functools import lru_cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.messages import _
from app.page_shell import build_notice
from app.upload_guard import find_upload

CONTENT_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "object-src 'none'",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Browsers heed it over TLS only, so it does no harm on this machine's own address.
    "Strict-Transport-Security": "max-age=31536000",
}
# Metrics, the agent interface and the script check are not for readers, and uploads
# only for sessions with a ticket.
OPEN_CORE = ("/_stcore/health", "/_stcore/host-config", "/_stcore/stream")
OPEN_FOLDERS = (
    *("/static/", "/media/", "/component/", "/_stcore/bidi-components/"),
    # Only names that stand in the manifest of what is published openly are answered.
    "/open/",
)
OPEN_FILES = ("/favicon.png", "/oauth2callback", "/auth/login", "/auth/logout")
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css"}


def build_headers_layer(app: ASGIApp) -> ASGIApp:
    """Wrap an app so that every answer, error answers too, has our headers."""

    async def run_with_headers(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                del headers["server"]
                headers.update(SECURITY_HEADERS)
                if scope["path"].startswith("/media/"):
                    headers["Cache-Control"] = "private, no-store"
                if scope["path"].startswith("/open/"):
                    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            await send(message)

        await app(scope, receive, send_with_headers)

    return run_with_headers


def build_path_guard(app: ASGIApp, *, pages: frozenset[str]) -> ASGIApp:
    """Wrap an app so that an unknown path is 404 instead of Streamlit's document.

    Args:
        app: What answers the known paths.
        pages: Our own exact paths, each with its leading slash.
    """
    exact = pages | set(OPEN_CORE) | set(OPEN_FILES)

    async def run_known_paths(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "/")
        is_open = path in exact or path.startswith(OPEN_FOLDERS)
        if scope["type"] == "lifespan" or is_open or find_upload(scope):
            await app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await build_not_found()(scope, receive, send)

    return run_known_paths


def build_packed_files(app: ASGIApp, *, folder: Path) -> ASGIApp:
    """Wrap an app so that Streamlit's own files travel packed, packed once each.

    Args:
        app: What answers everything else.
        folder: Where the files under /static/ are, one level down.
    """

    async def run_packed(scope: Scope, receive: Receive, send: Send) -> None:
        path = find_packable(scope, folder=folder)
        if path is None:
            await app(scope, receive, send)
            return
        content = await run_in_threadpool(read_packed, path)
        answer = Response(content, media_type=MEDIA_TYPES[path.suffix])
        answer.headers["Content-Encoding"] = "gzip"
        answer.headers["Cache-Control"] = "public, immutable, max-age=31536000"
        answer.headers["Vary"] = "Accept-Encoding"
        await answer(scope, receive, send)

    return run_packed


def find_packable(scope: Scope, *, folder: Path) -> Path | None:
    """Return the file a request is for, if it gains from packing and exists."""
    path = scope.get("path", "")
    if scope["type"] != "http" or not path.startswith("/static/"):
        return None
    if "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
        return None
    file = (folder / path.removeprefix("/")).resolve()
    is_ours = file.is_relative_to(folder.resolve()) and file.suffix in MEDIA_TYPES
    return file if is_ours and file.is_file() else None


@lru_cache(maxsize=512)
def read_packed(file: Path) -> bytes:
    """Read a file packed. Its name carries its content's hash, so it never changes."""
    return gzip.compress(file.read_bytes(), compresslevel=6, mtime=0)


def build_not_found() -> Response:
    """Build the answer to an address that is not here."""
    heading = _("There is no such page")
    advice = _("Check the address, or start from the first page.")
    return HTMLResponse(build_notice(heading, advice), status_code=404)
