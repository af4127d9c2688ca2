"""Let uploads through to Streamlit for sessions with a ticket, up to its quota.

PUT, DELETE /_stcore/upload_file/<session>/<file> ─→ ticket? 404 ─→ room? 413
    ─→ Streamlit: its token against other sites (403), its limit for one file (413)
"""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.upload_tickets import check_room, check_ticket, remove_room

PREFIX = "/_stcore/upload_file/"
METHODS = ("PUT", "DELETE")
TOO_MUCH, NO_LENGTH = 413, 411
FIRST_ERROR = 400


def find_upload(scope: Scope) -> tuple[str, str] | None:
    """Find which session's which file a request is about, if it may be made at all."""
    path = scope.get("path", "")
    if scope["type"] != "http" or not path.startswith(PREFIX):
        return None
    session_id, _slash, file_id = path.removeprefix(PREFIX).partition("/")
    is_upload = file_id and "/" not in file_id and scope["method"] in METHODS
    return (session_id, file_id) if is_upload and check_ticket(session_id) else None


def build_upload_guard(app: ASGIApp) -> ASGIApp:
    """Wrap an app so that no session uploads more than its ticket has room for.

    The path guard outside this one has turned away those without a ticket.
    """

    async def run_within_quota(scope: Scope, receive: Receive, send: Send) -> None:
        upload = find_upload(scope)
        if upload is None:
            await app(scope, receive, send)
            return
        is_new = scope["method"] == "PUT"
        if is_new and (status := _check_size(scope, *upload)):
            await PlainTextResponse("", status_code=status)(scope, receive, send)
            return

        async def send_and_settle(message: Message) -> None:
            if message["type"] == "http.response.start":
                has_failed = message["status"] >= FIRST_ERROR
                if has_failed == is_new:
                    remove_room(*upload)
            await send(message)

        await app(scope, receive, send_and_settle)

    return run_within_quota


def _check_size(scope: Scope, session_id: str, file_id: str) -> int:
    """Return the status to refuse a new file with; 0 when there is room for it."""
    length = Headers(scope=scope).get("content-length", "")
    # The server reads no further than the length that a request has named.
    if not length.isdecimal():
        return NO_LENGTH
    return 0 if check_room(session_id, file_id, int(length)) else TOO_MUCH
