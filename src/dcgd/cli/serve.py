"""`dcgd serve`: the dashboard on this computer, as fresh as the files."""

import hashlib
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from dcgd.cli import options
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.html import content
from dcgd.cli.options import Basis
from dcgd.cli.session import find_data, open_session, sources
from dcgd.errors import WrongUse
from dcgd.index.freshness import Source

app = typer.Typer(add_completion=False)

HOST = "127.0.0.1"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".txt": "text/plain"}


class Site:
    """The pages of the registries, made again when one of their files or the day has changed."""

    def __init__(self, basis: Basis) -> None:
        self._basis = basis
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
        from dcgd.publish.site import pages

        with self._lock:
            now = self.signature()
            if self._made is None or self._made[0] != now:
                with open_session(self._basis.data, quiet=self._told) as session:
                    self._told = True
                    self._made = now, pages(content(session, self._basis.day), live=now)
            return self._made[1]


def _seen(source: Source) -> list[Any]:
    from dcgd.index.freshness import signature
    from dcgd.index.store import file_names

    return [(name, signature(f"{source.folder}/{name}")) for name in file_names(source.folder)]


class Handler(BaseHTTPRequestHandler):
    """Answers GET for the pages and for `signature`; nothing else, and only under this computer's own name."""

    site: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """One request."""
        if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in (HOST, "localhost"):
            self._answer(HTTPStatus.FORBIDDEN, "text/plain", "只在本机可看".encode())  # another site's name for us
            return
        path = urlsplit(self.path).path.lstrip("/") or "index.html"
        try:
            if path == "signature":
                self._answer(HTTPStatus.OK, "text/plain", self.site.signature().encode())
                return
            found = self.site.pages().get(path)
        except Exception as error:  # the reader sees why; the next change of the files may mend it
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, "text/plain", f"读不了登记册：{error}".encode())
            return
        if found is None:
            self._answer(HTTPStatus.NOT_FOUND, "text/plain", "没有这一页".encode())
            return
        self._answer(HTTPStatus.OK, TYPES["." + path.rpartition(".")[2]], found)

    def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Content-Security-Policy": "frame-ancestors 'none'",
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: a page that asks every second would fill the terminal."""


def server(site: Site, port: int) -> ThreadingHTTPServer:
    """A server of a site, bound to this computer alone; port 0 is any free one. Raises OSError."""
    return ThreadingHTTPServer((HOST, port), type("_Handler", (Handler,), {"site": site}))


@command(app, "serve")
def serve(
    *,
    port: Annotated[
        int, typer.Option("--port", "-p", metavar="端口", help="端口；0 是任意一个空闲的", min=0, max=65535)
    ] = 8321,
    basis: options.Basis,
) -> None:
    """在本机看网页：登记册一改，网页自己刷新。只有这台电脑看得到；按 Ctrl-C 停止。"""
    site = Site(basis)
    site.pages()
    try:
        found = server(site, port)
    except OSError as error:
        raise WrongUse(f"端口 {port} 用不了（{error.strerror}），换一个：dcgd serve --port {port + 1}") from None
    with found:
        try:
            say(f"请用浏览器打开 http://{HOST}:{found.server_address[1]}/ ，按 Ctrl-C 停止。")
            found.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            say("\n已停止。")
