"""The server of `dcgd serve`: the pages of the registries, on this computer alone, as fresh as the files."""

import errno
import hashlib
import re
import socket
import sys
import threading
import time
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from dcgd.cli.html import page_snapshot
from dcgd.cli.options import Basis
from dcgd.cli.session import find_data, open_session, sources
from dcgd.errors import UserError
from dcgd.index.freshness import Source, signature
from dcgd.index.store import file_names
from dcgd.publish.site.page import pages
from dcgd.source.files import why

HOST = "127.0.0.1"
SECONDS = 30
"""How long a connection may say nothing, or take nothing of what is said to it."""
_PAUSE = 0.2
_SHORT = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
_OWN_NAME = re.compile(rf"({re.escape(HOST)}|localhost)(:[0-9]+)?", re.IGNORECASE)
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".txt": "text/plain"}


class Site:
    """The pages of the registries, made again when one of their files or the day has changed."""

    def __init__(self, basis: Basis, desk: str = "") -> None:
        """`desk`: the address of the clerk's desk, where there is one."""
        self._basis, self._desk = basis, desk
        self._lock = threading.Lock()
        self._made: tuple[str, dict[str, bytes]] | None = None
        self._told = False

    def signature(self) -> str:
        """What the files look like now, without reading them, and the day."""
        words = [str(self._basis.day)]
        for source in sources([str(folder) for folder in find_data(self._basis.data)]):
            words += [source.folder, *map(str, _seen(source))]
        return hashlib.blake2b("\0".join(words).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    def pages(self) -> dict[str, bytes]:
        """The files of the dashboard as of now."""

        with self._lock:
            now = self.signature()
            if self._made is None or self._made[0] != now:
                with open_session(self._basis.data, self._basis.known_on, quiet=self._told) as session:
                    self._told = True
                    self._made = (
                        now,
                        pages(page_snapshot(session, session.on(self._basis.day)), live=now, desk=self._desk),
                    )
            return self._made[1]


def _seen(source: Source) -> list[Any]:

    return [(name, signature(f"{source.folder}/{name}")) for name in file_names(source.folder)]


class Handler(BaseHTTPRequestHandler):
    """Answers GET for the pages and for `signature`; nothing else, and only under this computer's own name."""

    site: Site
    protocol_version = default_request_version = "HTTP/1.1"
    timeout = SECONDS

    def do_GET(self) -> None:
        """One request."""
        if not _OWN_NAME.fullmatch(self.headers.get("Host", "")):
            self._answer(HTTPStatus.FORBIDDEN, "text/plain", "只在本机可看".encode())  # another site's name for us
            return
        path = re.split(r"[?#]", self.path, maxsplit=1)[0].lstrip("/") or "index.html"
        try:
            page = self.site.signature().encode() if path == "signature" else self.site.pages().get(path)
        except Exception as error:  # the reader sees why; the next change of the files may mend it
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, "text/plain", f"读不了登记册：{sentence(error)}".encode())
            return
        if page is None:
            self._answer(HTTPStatus.NOT_FOUND, "text/plain", "没有这一页".encode())
            return
        self._answer(HTTPStatus.OK, TYPES.get("." + path.rpartition(".")[2], "text/plain"), page)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """What is no request that can be answered; what may follow it on the connection is not read."""
        self.close_connection = True
        self._answer(HTTPStatus(code), "text/plain", "这样的请求不受理".encode())

    def _answer(self, status: HTTPStatus, kind: str, body: bytes, **more: str) -> None:
        """Say it; `more` are headers, which win over the usual ones of their names."""
        self.send_response(status)
        for name, value in {
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Length": str(len(body)),
            "Connection": "close" if self.close_connection else "keep-alive",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Content-Security-Policy": "frame-ancestors 'none'",
            **{name.replace("_", "-"): value for name, value in more.items()},
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: a page that asks every second would fill the terminal."""


class Server(ThreadingHTTPServer):
    """Serves so many connections at once; who comes when there are as many closes the one that is open longest."""

    request_queue_size = 128
    most = 64

    def __init__(self, site: Site, port: int, answering: type[Handler] = Handler, **attributes: Any) -> None:
        """`answering`: what answers, and what it needs beside the site."""
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()
        self.most = min(self.most, max(2, _descriptors() // 4))  # the others are for the pages
        super().__init__((HOST, port), type("_Handler", (answering,), {"site": site, **attributes}))

    def get_request(self) -> tuple[socket.socket, Any]:
        """A new connection; where there are no descriptors for it, a little later: asking again at once is no help."""
        try:
            return super().get_request()
        except OSError as error:
            if error.errno in _SHORT:
                time.sleep(_PAUSE)
            raise

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer on a connection, in a thread of its own."""
        with self._lock:
            self._open.append(request)
            while len(self._open) > self.most:
                with suppress(OSError):  # its thread notices, and closes it
                    self._open.pop(0).shutdown(socket.SHUT_RDWR)
        super().process_request(request, client_address)

    def close_request(self, request: Any) -> None:
        """A connection has come to its end."""
        with self._lock, suppress(ValueError):
            self._open.remove(request)
        super().close_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: a reader who is gone is no fault, and nobody at the terminal asked."""


def sentence(error: Exception) -> str:
    """What is wrong, in Chinese."""
    if isinstance(error, OSError):
        return f"{error.filename or ''} {why(error)}"
    return str(error) if isinstance(error, UserError) else f"程序出错（{type(error).__name__}：{error}）"


def _descriptors() -> int:
    """How many files this process may have open."""
    if sys.platform == "win32":
        return 512
    import resource

    limit: int = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return 1 << 20 if limit == resource.RLIM_INFINITY else limit


def server(site: Site, port: int) -> Server:
    """A server of a site, bound to this computer alone; port 0 is any free one. Raises OSError."""
    return Server(site, port)
