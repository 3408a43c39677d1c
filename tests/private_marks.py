"""Marked numbers of people, to be looked for in all that is made of a registry."""

import io
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

PHONE, BARE, EMAIL = "0000-7654321", "10007654322", "marked@private.example"
MARKS = ("7654321", "7654322", "marked@")
OFFICE = "0000-7654300"
"""The telephone of the office's contact, which stands on all its papers."""
OWN = {"区水利局": "0000-7654301", "区教育体育局": "0000-7654302", "区卫生健康局": "0000-7654303"}
"""The telephones of the liaisons of some units, which stand on what goes to their units alone."""
ALL_MARKS = (*MARKS, OFFICE, *OWN.values())
DAY = ("--as-of", "2025-09-30")
PAPERS: dict[str, tuple[str, ...]] = {
    "export docx": ("export", "docx", *DAY, "-o", "out/bulletin.docx"),
    "papers make": ("papers", "bulletin", "reminder", "--period", "2025-09", "-o", "out"),
}
"""Papers of the office that go to all."""
TO_UNITS: dict[str, tuple[str, ...]] = {
    "progress template": ("progress", "template", "--period", "2025-09", "-o", "out"),
    "notice print": ("notice", "print", "DB-2025-001", "DB-2025-002", "-o", "out"),
}
"""Papers that go to one unit each, which the names of their files say."""


@pytest.fixture
def marked(example: Path) -> Path:
    """The made-up district with a marked phone or address at each person."""
    path = example / "people.yaml"
    text, number = re.subn(r"phone: [\d-]+", f"phone: {PHONE}", path.read_text(encoding="utf-8"))
    assert number > 10
    text = re.sub(r"email: [\w@.]+", f"email: {EMAIL}", text)
    for unit, phone in {"区政府办公室": OFFICE, **OWN}.items():
        post = "督查室主任" if phone == OFFICE else "联络员"
        text, times = re.subn(rf"(post: {post}, unit: {unit}, phone: ){PHONE}", rf"\g<1>{phone}", text)
        assert times == 1, unit
    text = text.replace("post: 副区长}", f"post: 副区长, phone: {BARE}, email: {EMAIL}}}")
    path.write_text(text, encoding="utf-8")
    return example


def contents(path: Path) -> Iterator[bytes]:
    """What is in a file, unpacked; of tables each value."""
    data = path.read_bytes()
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    elif path.suffix == ".parquet":
        yield str(duckdb.connect().execute(f"SELECT * FROM '{path}'").fetchall()).encode()
    elif path.suffix == ".sqlite":
        connection = sqlite3.connect(path)
        yield "\n".join(connection.iterdump()).encode()
        connection.close()


def marks_in(data: bytes) -> set[str]:
    return {mark for mark in ALL_MARKS if any(mark.encode(coding) in data for coding in ("utf-8", "utf-16-le"))}


def holds_a_mark(data: bytes) -> bool:
    return bool(marks_in(data))


def marks_of(path: Path) -> set[str]:
    return set().union(*map(marks_in, contents(path)))
