"""A desk for tests: a server in this process over a copy of the example, and a browser's part played by hand."""

import http.client
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple, Self
from urllib.parse import quote, urlencode

from dcgd.cli.desk.opening import desk_server
from dcgd.cli.desk.pages import BASE
from dcgd.cli.options import Basis
from dcgd.cli.serving import HOST, Site

FORM = "application/x-www-form-urlencoded"


class Reply(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def text(self) -> str:
        """What can be read on the page."""
        words = re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", self.body, flags=re.DOTALL)
        return " ".join(unescape(words).split())

    def value(self, name: str) -> str:
        """The value of a hidden field."""
        shown = re.search(rf'name="{name}" value="([^"]*)"', self.body)
        assert shown, f"{name} is not on the page: {self.text}"
        return unescape(shown[1])


class Client:
    """One browser at the desk, or what pretends to be one."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""
        self.token = ""

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.port}"

    def ask(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> Reply:
        """One request, with exactly these headers."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            return Reply(answer.status, dict(answer.getheaders()), answer.read().decode("utf-8", "replace"))
        finally:
            connection.close()

    def enter(self, address: str) -> Self:
        """Open the address that the terminal shows."""
        reply = self.ask("GET", address.removeprefix(self.origin))
        assert (reply.status, reply.headers["Location"]) == (303, "/desk/")
        self.cookie = reply.headers["Set-Cookie"].split(";")[0]
        self.token = self.get("").value("form_token")
        return self

    def get(self, path: str) -> Reply:
        """A page of the desk."""
        return self.ask("GET", f"/desk/{quote(path, safe='/?&=%:.+')}", Cookie=self.cookie)

    def content(self, path: str) -> bytes:
        """The bytes of a file that is offered at an address."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        try:
            connection.request("GET", path, headers={"Cookie": self.cookie})
            answer = connection.getresponse()
            assert answer.status == 200
            return answer.read()
        finally:
            connection.close()

    def send(self, path: str, fields: Mapping[str, Any] | None = None, **headers: str) -> Reply:
        """A form of the desk, as a browser sends it."""
        body = urlencode({"form_token": self.token, **(fields or {})}, doseq=True)
        usual = {"Cookie": self.cookie, "Origin": self.origin, "Content_Type": FORM}
        return self.ask("POST", f"/desk/{path}", body, **{**usual, **headers})

    def upload(self, path: str, files: Mapping[str, bytes], **fields: str) -> Reply:
        """A form with files."""
        mark = "----dcgd"
        texts = {"form_token": self.token, **fields}
        parts = [
            f'Content-Disposition: form-data; name="{name}"\r\n\r\n{text}'.encode() for name, text in texts.items()
        ]
        for name, content in files.items():
            head = f'Content-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: a/b\r\n\r\n'
            parts.append(head.encode() + content)
        body = b"".join(f"--{mark}\r\n".encode() + part + b"\r\n" for part in parts) + f"--{mark}--\r\n".encode()
        kind = f"multipart/form-data; boundary={mark}"
        return self.ask("POST", f"/desk/{path}", body, Cookie=self.cookie, Origin=self.origin, Content_Type=kind)

    def confirm(self, preview: Reply) -> Reply:
        """Confirm what a page shows, and go where that leads."""
        reply = self.send("confirm", {"work": preview.value("work")})
        return self.get(reply.headers["Location"].removeprefix("/desk/")) if reply.status == 303 else reply

    def do(self, deed: str, **fields: Any) -> Reply:
        """A deed from its form to what came of it."""
        preview = self.send(f"do/{deed}", fields)
        assert preview.status == 200, preview.text
        return self.confirm(preview)


class Opened(NamedTuple):
    """A desk that is open: its port, and the addresses that the terminal has shown, the last of which opens it."""

    port: int
    addresses: list[str]

    def client(self) -> Client:
        """A browser that was let in."""
        return Client(self.port).enter(self.addresses[-1])


@contextmanager
def opened_desk(folder: Path) -> Iterator[Opened]:
    """A desk over the registry in a folder."""
    basis = Basis(data=[str(folder)])
    addresses: list[str] = []
    with ExitStack() as held:
        listening = held.enter_context(desk_server(Site(basis, BASE), 0, basis, held, addresses.append))
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
        thread.start()
        held.callback(thread.join)
        held.callback(listening.shutdown)
        yield Opened(listening.server_address[1], addresses)


def downloads(desk: Client, reply: Reply) -> dict[str, bytes]:
    """The files that a page offers, by their names."""
    links = re.findall(r'href="(/desk/file/[^"/]+/\d+)" download="([^"]*)"', reply.body)
    return {unescape(name): desk.content(path) for path, name in links}


def yaml_of(folder: Path) -> dict[str, str]:
    """All YAML of a registry, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.yaml"))}


def timeless(texts: Mapping[str, str]) -> dict[str, str]:
    """YAML with one and the same time in place of those at which it was recorded, and of the digests over them."""

    def without(name: str, text: str) -> str:
        text = re.sub(r"(recorded: |sealed: )\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", r"\1then", text)
        return re.sub(r'"?\b[0-9a-f]{64}\b"?', "digest", text) if name == "seals.yaml" else text

    return {name: without(name, text) for name, text in texts.items()}
