import gzip
import http.client
import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from app.page_registry import PAGES
from tests.serving import ROOT, run_server

Answer = tuple[int, dict[str, str], bytes]
DOCUMENTS = ["/", *(f"/{page.stem}" for page in PAGES)]
BLOCKED = [
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/interact",
    "/_stcore/script-health-check",
    "/_stcore/upload_file/a/b",
    "/data_status/_stcore/metrics",
    "//_stcore/metrics",
    "/..%5c..%5cetc",
    "/app/static/x",
    "/.streamlit/secrets.toml",
    "/nothing-here",
]
TRAVERSALS = [
    "/static/../../app/settings.py",
    "/static/..%2f..%2f..%2fapp/settings.py",
    "/static/%2e%2e/%2e%2e/etc/passwd",
    "/media/../app/settings.py",
    "/component/..%2f..%2fetc/passwd",
    "/static/%5c%5cevil.example%5cshare",
    "/static/%00",
]


@pytest.fixture(scope="module")
def address(
    built_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    log = tmp_path_factory.mktemp("served") / "server.log"
    with run_server(built_home, log) as started:
        yield started


def ask(address: str, path: str, *, method: str = "GET", **headers: str) -> Answer:
    request = urllib.request.Request(  # noqa: S310 - our own server
        address + path, method=method, headers=headers
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return answer.status, _lower(answer.headers), answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, _lower(refused.headers), refused.read()


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): text for name, text in headers.items()}


@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_page_is_a_document_in_the_readers_language(
    path: str, address: str
) -> None:
    status, _headers, body = ask(address, path)
    assert status == 200
    assert b'<html lang="sv">' in body
    assert b"<script>" not in body
    _status, _headers, english = ask(address, f"{path}?lang=en")
    assert b'<html lang="en">' in english


@pytest.mark.parametrize("path", BLOCKED)
def test_what_is_not_for_readers_is_not_there(path: str, address: str) -> None:
    for method in ("GET", "POST", "PUT"):
        status, _headers, body = ask(address, path, method=method)
        assert status == 404
        assert "Sidan finns inte" in body.decode()


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_out_of_the_served_files(path: str, address: str) -> None:
    status, headers, body = ask(address, path)
    is_document = b'<div id="root">' in body
    assert status in {400, 404} or is_document
    assert b"import" not in body or is_document
    assert "content-security-policy" in headers


@pytest.mark.parametrize(
    "path", ["/", "/data_status", "/healthz", "/readyz", "/malbild.css", *BLOCKED]
)
def test_every_answer_has_the_security_headers(path: str, address: str) -> None:
    _status, headers, _body = ask(address, path)
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'self';" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "strict-transport-security" in headers
    assert "server" not in headers


def test_streamlits_own_files_travel_packed(address: str) -> None:
    _status, _headers, document = ask(address, "/")
    script = document.decode().split('type="module" crossorigin src=".')[1]
    path = script.split('"')[0]
    _status, headers, packed = ask(address, path, **{"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    assert "immutable" in headers["cache-control"]
    _status, headers, plain = ask(address, path)
    assert "content-encoding" not in headers
    assert gzip.decompress(packed) == plain
    assert len(packed) < len(plain) / 2


def test_it_is_alive_and_ready_with_the_published_build(
    address: str, built_home: Path
) -> None:
    pointer = json.loads((built_home / "warehouse" / "current.json").read_text())
    assert ask(address, "/healthz")[0] == 200
    status, _headers, body = ask(address, "/readyz")
    assert status == 200
    assert json.loads(body)["build_id"] == pointer["build_id"]


def test_without_a_build_it_is_alive_but_not_ready_until_one_is_published(
    built_home: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    with run_server(home, tmp_path / "server.log") as address:
        assert ask(address, "/healthz")[0] == 200
        assert ask(address, "/readyz")[0] == 503
        shutil.copytree(built_home / "warehouse", home / "warehouse")
        assert ask(address, "/readyz")[0] == 200
        for file in (home / "warehouse").glob("warehouse-*.duckdb"):
            file.unlink()
        assert ask(address, "/readyz")[0] == 503


def test_it_listens_on_this_machine_only_and_refuses_other_hosts(address: str) -> None:
    port = int(address.rsplit(":", 1)[1])
    with socket.socket() as elsewhere, pytest.raises(OSError, match="refused"):
        elsewhere.connect(("127.0.0.2", port))
    handshake = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }
    for wrong in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
        # urllib would say "Connection: close", and it would be no handshake.
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/_stcore/stream", headers=handshake | wrong)
        assert connection.getresponse().status == 403


def test_a_taken_port_is_told_and_nothing_else_happens(address: str) -> None:
    port = address.rsplit(":", 1)[1]
    tried = subprocess.run(
        [sys.executable, "-m", "app.asgi", "--port", port],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert tried.returncode == 2
    assert "upptagen" in tried.stderr
    assert "Traceback" not in tried.stderr


def test_it_stops_quickly_when_told(built_home: Path, tmp_path: Path) -> None:
    with run_server(built_home, tmp_path / "server.log"):
        started = time.monotonic()
    assert time.monotonic() - started < 10
