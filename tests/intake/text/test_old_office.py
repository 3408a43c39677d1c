"""Old Office and WPS files are told apart, and what is to be done with them is said."""

import pytest

from dcgd.errors import Unreadable
from dcgd.intake.text.old_office import is_old, kind_of, way_out

HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
LOCKED = b"\xec\xa5\xc1\x00".ljust(11, b"\0") + b"\x01"


def old(*streams: str, first: bytes = b"") -> bytes:
    """A file of these streams; `first` is how its first sector begins."""
    return HEAD + first.ljust(512, b"\0") + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


def test_they_are_told_apart() -> None:
    assert is_old(old("WordDocument"))
    assert not is_old(b"PK\x03\x04")
    assert [kind_of(old(*streams)) for streams in (("WordDocument",), ("Workbook",), ("WordDocument", "Workbook"))] == [
        "doc",
        "xls",
        "doc",
    ]
    assert kind_of(old("未知")) == "doc"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (old("EncryptedPackage"), "加了密码"),
        (old("WordDocument", first=LOCKED), "加了密码"),
        (old("PowerPoint Document"), "演示文稿"),
        (old("__substg1.0_001A001F"), "邮件（.msg）"),
        (old("VisioDocument"), "Visio 图"),
    ],
)
def test_what_is_locked_or_neither_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        kind_of(data)


def test_an_open_one_is_not_taken_for_locked() -> None:
    assert kind_of(old("WordDocument", first=LOCKED[:11] + b"\x10")) == "doc"
    assert kind_of(old("WordDocument", first=b"x" + LOCKED)) == "doc"


def test_the_way_out_is_said() -> None:
    assert way_out(old("WordDocument")) == (
        "这是旧版 Word（.doc）或 WPS 文件；装了 LibreOffice 就直接读，没有装的，请在 Word 或 WPS 里另存为 .docx 再导入"
    )
    assert "另存为 .xlsx" in way_out(old("Workbook"))
    assert "没有读成" in way_out(old("Workbook"), failed=True)
