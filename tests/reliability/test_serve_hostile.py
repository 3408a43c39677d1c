"""`dcgd serve` among clients that vanish, dawdle, crowd and talk nonsense: it goes on, and says nothing of it."""

import errno
import http.client
import os
import shutil
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path

import pytest

from dcgd.cli import serving
from dcgd.cli.options import Basis
from dcgd.cli.serving import HOST, Handler, Server, Site

if sys.platform == "win32":
    pytest.skip("limits the number of open files by POSIX means", allow_module_level=True)
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "yunxi-2025"
FILES = 40
"""How many files the server may have open."""


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """The port of a server that may open few files; it says where it is to be found, and nothing else to its end."""
    few_files = ["sh", "-c", f'ulimit -n {FILES}; exec "$@"', "sh"]
    program = [sys.executable, "-m", "dcgd", "serve", "-p", "0", "--data", str(EXAMPLE), "--as-of", "2025-09-30"]
    with subprocess.Popen([*few_files, *program], stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr is not None
        address = process.stderr.readline()
        number = int(address.partition(f"{HOST}:")[2].partition("/")[0])
        yield number
        assert_whole_page(number)
        process.terminate()
        assert process.communicate()[1] == ""


def assert_whole_page(port: int) -> None:
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    connection.request("GET", "/")
    answer = connection.getresponse()
    assert answer.status == 200
    body = answer.read().decode()
    connection.close()
    assert "完成云汐第三中学建设" in body
    assert "登记册有" not in body, "no file of the registry could not be opened"


def connected(port: int) -> socket.socket:
    return socket.create_connection((HOST, port), timeout=60)


def vanish(client: socket.socket) -> None:
    """Close a connection as one that breaks: what the server still sends comes back as an error."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


HOST_LINE = b"Host: localhost\r\n\r\n"
NONSENSE = {
    "no host": (b"GET / HTTP/1.1\r\n\r\n", 403),
    "a bracket for a host": (b"GET / HTTP/1.1\r\nHost: [\r\n\r\n", 403),
    "a bracket after the host": (b"GET / HTTP/1.1\r\nHost: localhost:[\r\n\r\n", 403),
    "a bracket in the address": (b"GET //[ HTTP/1.1\r\n" + HOST_LINE, 404),
    "another server's address": (b"GET http://[/ HTTP/1.1\r\n" + HOST_LINE, 404),
    "a path without a kind": (b"GET /assets HTTP/1.1\r\n" + HOST_LINE, 404),
    "a line of a megabyte": (b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\n" + HOST_LINE, 414),
    "a header of a megabyte": (b"GET / HTTP/1.1\r\nX: " + b"a" * 1_000_000 + b"\r\n" + HOST_LINE, 431),
    "a thousand headers": (b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 1000 + HOST_LINE, 431),
    "another method": (b"DELETE / HTTP/1.1\r\n" + HOST_LINE, 501),
    "bytes": (b"\x16\x03\x01\x00\xff\x80\r\n\r\n", 400),
    "another version": (b"GET / HTTP/7.0\r\n" + HOST_LINE, 505),
    "no version": (b"GET / HTTP/x\r\n" + HOST_LINE, 400),
}


def test_nonsense_is_refused_in_words(port: int) -> None:
    for kind, (request, status) in NONSENSE.items():
        answer = b""
        with connected(port) as client, suppress(ConnectionError):
            with suppress(ConnectionError):  # it may answer, and close, before it has heard all
                client.sendall(request)
            with suppress(OSError):
                client.shutdown(socket.SHUT_WR)
            while part := client.recv(65536):
                answer += part
        if len(request) > 100_000 and not answer:
            continue  # the end of the connection overtook the answer
        assert answer.startswith(f"HTTP/1.1 {status} ".encode()), kind
        assert not answer.partition(b"\r\n\r\n")[2].isascii(), kind


def test_clients_that_vanish_are_none_of_our_business(port: int) -> None:
    for request in (b"", b"GET", b"GET / HTTP/1.1\r\nHost:", b"GET /assets/d3.min.js HTTP/1.1\r\n" + HOST_LINE):
        for _ in range(3):
            client = connected(port)
            client.sendall(request)
            if request.endswith(HOST_LINE):
                client.recv(10)
            vanish(client)
    assert_whole_page(port)


def test_a_crowd_that_keeps_its_connections_open_keeps_nobody_out(port: int) -> None:
    """More of them than the server may open files, and who comes last is served, with all files at hand."""
    with ExitStack() as crowd:
        for number in range(3 * FILES):
            client = crowd.enter_context(connected(port))
            client.sendall(b"GET / HT" if number % 2 else b"GET / HTTP/1.1\r\n" + HOST_LINE)
        assert_whole_page(port)
    assert_whole_page(port)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Server]:
    shutil.copytree(EXAMPLE, tmp_path / "data")
    with Server(Site(Basis(as_of=date(2025, 9, 30), data=[str(tmp_path / "data")])), 0) as found:
        yield found


def test_where_no_connection_can_be_accepted_it_waits_before_it_asks_again(
    here: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it would ask again at once, with all the power of the computer."""
    waited: list[float] = []
    monkeypatch.setattr(serving.time, "sleep", waited.append)  # type: ignore[attr-defined]
    for number in (errno.EMFILE, errno.ENFILE, errno.ECONNABORTED):

        def accept(_socket: object, number: int = number) -> None:
            raise OSError(number, os.strerror(number))

        with monkeypatch.context() as patch:
            patch.setattr(socket.socket, "accept", accept)
            here._handle_request_noblock()  # type: ignore[attr-defined]
    assert waited == [serving._PAUSE, serving._PAUSE], "a client that has gone is nothing to wait for"


def test_who_dawdles_is_hung_up_on(here: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Handler, "timeout", 0.1)
    thread = threading.Thread(target=here.serve_forever, args=(0.01,))
    thread.start()
    with connected(here.server_address[1]) as client:
        client.sendall(b"GET / HTT")
        assert client.recv(10) == b""
    here.shutdown()
    thread.join()
