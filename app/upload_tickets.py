"""Who may upload: a session gets a ticket from the page that receives files.

Without one, anybody who opens a socket could fill the server's memory, since Streamlit
keeps what it is sent whether or not a page has asked for it.
"""

import threading
import time
from dataclasses import dataclass, field

A_MEGABYTE = 2**20
MOST_FILES = 20
MOST_BYTES = 400 * A_MEGABYTE
# Each run of the page renews the ticket. It outlives an hour of looking for a file.
LIFETIME_SECONDS = 3600.0


@dataclass
class _Ticket:
    ends_at: float
    bytes_by_file: dict[str, int] = field(default_factory=dict)


_tickets: dict[str, _Ticket] = {}
_lock = threading.Lock()


def start_ticket(session_id: str) -> None:
    """Let a session upload, or go on uploading. The caller has checked the role."""
    now = time.monotonic()
    with _lock:
        for ended in [key for key, each in _tickets.items() if each.ends_at < now]:
            del _tickets[ended]
        ticket = _tickets.setdefault(session_id, _Ticket(ends_at=now))
        ticket.ends_at = now + LIFETIME_SECONDS


def remove_ticket(session_id: str) -> None:
    """Let a session upload no more."""
    with _lock:
        _tickets.pop(session_id, None)


def check_ticket(session_id: str) -> bool:
    """Tell whether a session may upload at all."""
    with _lock:
        return _find_valid(session_id) is not None


def check_room(session_id: str, file_id: str, n_bytes: int) -> bool:
    """Take room for a file; False when the session would keep too much.

    Args:
        session_id: Whose ticket.
        file_id: The file; sent again, it takes the place of its earlier self.
        n_bytes: The size of the whole request.
    """
    with _lock:
        ticket = _find_valid(session_id)
        if ticket is None:
            return False
        kept = {**ticket.bytes_by_file, file_id: n_bytes}
        if len(kept) > MOST_FILES or sum(kept.values()) > MOST_BYTES:
            return False
        ticket.bytes_by_file = kept
        return True


def remove_room(session_id: str, file_id: str) -> None:
    """Give back the room of a file that was refused, removed or written to disk."""
    with _lock:
        if ticket := _tickets.get(session_id):
            ticket.bytes_by_file.pop(file_id, None)


def _find_valid(session_id: str) -> _Ticket | None:
    ticket = _tickets.get(session_id)
    is_valid = ticket is not None and ticket.ends_at > time.monotonic()
    return ticket if is_valid else None
