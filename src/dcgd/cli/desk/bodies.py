"""The body of a form that was sent: read within bounds of size and time, and taken apart."""

import re
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import parse_qs

MOST_FORM = 1_000_000
MOST_UPLOAD = 64 * 1024 * 1024
MOST_FIELDS = 5_000
SECONDS = 60.0
"""How long a whole body may take; nobody types while it is sent."""
_MOST_DISCARDED, _SOON, _PAUSE = 1 << 30, 10.0, 0.5
_NAME = re.compile(rb';\s*name="([^"\r\n]*)"')
_FILE = re.compile(rb';\s*filename="([^"\r\n]*)"')
_BOUNDARY = re.compile(
    r'multipart/form-data;.*?boundary="?([\w\'()+,./:=? -]{1,70}?)"?\s*(;|$)', re.IGNORECASE | re.ASCII
)


class BadBody(Exception):
    """A body that is not read: the status to answer with."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Upload(NamedTuple):
    """A file that was sent: its name without folders, and its bytes."""

    name: str
    content: bytes


class Form(NamedTuple):
    """What a form holds: texts by the names of its fields, and files."""

    texts: Mapping[str, Sequence[str]]
    uploads: Sequence[Upload] = ()

    def text(self, name: str) -> str:
        """The first text of a field; empty where there is none."""
        return next(iter(self.texts.get(name, ())), "")


def length_of(said: str, encoding: str | None, most: int) -> int:
    """How many bytes the body has, by its Content-Length and Transfer-Encoding.

    Raises BadBody for one that does not say, or is longer than `most`.
    """
    if encoding or not re.fullmatch("[0-9]{1,12}", said or ""):
        raise BadBody(411)
    length = int(said or 0)
    if length > most:
        raise BadBody(413)
    return length


def read_body(connection: Any, stream: Any, length: int) -> bytes:
    """So many bytes of a connection's stream. Raises BadBody where they do not come in time."""
    end = time.monotonic() + SECONDS
    usual = connection.gettimeout()
    data = bytearray()
    try:
        while len(data) < length:
            left = end - time.monotonic()
            if left <= 0:
                raise BadBody(408)
            connection.settimeout(left)
            more = stream.read1(min(1 << 16, length - len(data)))
            if not more:
                raise BadBody(400)
            data += more
    except TimeoutError:
        raise BadBody(408) from None
    finally:
        connection.settimeout(usual)
    return bytes(data)


def discard(connection: Any, stream: Any, said: str) -> None:
    """Take what of a refused body comes soon, and keep nothing: else a browser shows a broken connection, not why."""
    left = min(int(said), _MOST_DISCARDED) if re.fullmatch("[0-9]{1,12}", said) else 0
    end = time.monotonic() + _SOON
    with suppress(OSError):
        while left > 0 and time.monotonic() < end:
            connection.settimeout(_PAUSE)
            taken = len(stream.read1(min(1 << 20, left)))
            left = left - taken if taken else 0


def form_of(kind: str, body: bytes) -> Form:
    """What a body of this Content-Type holds. Raises BadBody for what is no form."""
    try:
        if kind.partition(";")[0].strip().lower() == "application/x-www-form-urlencoded":
            texts = parse_qs(
                body.decode("ascii"), True, strict_parsing=bool(body), errors="strict", max_num_fields=MOST_FIELDS
            )
            return Form(texts)
        boundary = _BOUNDARY.match(kind)
        if boundary:
            return _multipart(body, b"--" + boundary[1].encode("ascii"))
    except (UnicodeDecodeError, ValueError):
        raise BadBody(400) from None
    raise BadBody(415)


def _multipart(body: bytes, mark: bytes) -> Form:
    first, *parts = (b"\r\n" + body).split(b"\r\n" + mark, MOST_FIELDS + 1)
    if first or not parts or parts[-1].rstrip(b"\r\n") != b"--":
        raise BadBody(400)
    texts: dict[str, list[str]] = {}
    uploads = []
    for part in parts[:-1]:
        head, blank, content = part.partition(b"\r\n\r\n")
        name, file = _NAME.search(head), _FILE.search(head)
        if not blank or not name:
            raise BadBody(400)
        if file is None:
            texts.setdefault(name[1].decode(), []).append(content.decode())
        elif file[1]:  # else no file was chosen
            uploads.append(Upload(re.split(r"[\\/]", file[1].decode())[-1], content))
    return Form(texts, uploads)
