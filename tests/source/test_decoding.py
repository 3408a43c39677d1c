"""Bytes to text: what is no UTF-8 is an error at its first byte, and still read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.source import files
from dcgd.source.decoding import decode, position
from texts import SEEN

TEXT = "units:\n  - name: 区水利局\n"


def codes(data: bytes) -> list[tuple[int, int, str]]:
    return [(diagnostic.line, diagnostic.column, diagnostic.code) for diagnostic in decode(data, "x").diagnostics]


@given(st.text(alphabet=SEEN))
def test_utf8_without_anything_odd_is_taken_as_it_is(text: str) -> None:
    assert decode(text.encode(), "x") == (text, [])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (TEXT.encode("gbk"), [(2, 11, "encoding-gbk")]),
        (TEXT.encode("utf-16"), [(1, 1, "encoding-utf16")]),
        (TEXT.encode("utf-16-le"), [(1, 1, "encoding-utf16")]),
        (TEXT.encode("utf-16-be"), [(1, 1, "encoding-utf16")]),
        (TEXT.encode("utf-8-sig"), [(1, 1, "bom")]),
        (TEXT.replace("\n", "\r\n").encode(), [(1, 7, "crlf")]),
        (TEXT.replace("\n", "\r").encode(), [(1, 7, "crlf")]),
    ],
    ids=["gbk", "utf-16", "utf-16-le", "utf-16-be", "bom", "crlf", "cr"],
)
def test_the_content_is_read_all_the_same(data: bytes, expected: list[tuple[int, int, str]]) -> None:
    decoded = decode(data, "x")
    assert decoded.text is not None
    assert decoded.text.replace("\r\n", "\n") == TEXT
    assert codes(data) == expected


def test_all_that_is_wrong_with_the_bytes_is_told() -> None:
    data = TEXT.replace("区水", "区\u202e水").replace("\n", "\r\n").encode("utf-8-sig")
    assert codes(data) == [(1, 1, "bom"), (1, 7, "crlf"), (2, 12, "control-character")]


def test_a_damaged_utf8_file_is_not_taken_for_gbk() -> None:
    whole = "名称：区水利局、区财政局、区科学技术局".encode()
    decoded = decode(whole[:30] + whole[31:], "x")
    assert decoded.text is not None
    assert "区水利局" in decoded.text
    assert [diagnostic.code for diagnostic in decoded.diagnostics] == ["encoding-gbk"]
    assert "也不是 GBK" in decoded.diagnostics[0].message


@pytest.mark.parametrize(
    "character",
    "\0\x07\x1b\x7f\x85\xad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u2028\u2029\u202a\u202e\u2062\u2066\u2069"
    "\u2800\u3164\ufe0f\ufeff\uffa0\uffff\U0001d173\U000e0041\U000e0100",
)
def test_what_cannot_be_seen_is_told_and_made_visible(character: str) -> None:
    decoded = decode(f"甲\n乙{character}丙".encode(), "x")
    assert decoded.text == "甲\n乙\ufffd丙"
    assert [(diagnostic.line, diagnostic.column, diagnostic.code) for diagnostic in decoded.diagnostics] == [
        (2, 2, "control-character")
    ]
    assert f"U+{ord(character):04X}" in decoded.diagnostics[0].message


def test_blanks_private_characters_and_rare_ones_are_taken_as_they_are() -> None:
    for text in ("甲　乙", "甲\u00a0乙", "\ue863", "\U0002ebf0\U000323b0", "甲\tb\n"):
        assert decode(text.encode(), "x") == (text, [])


def test_every_control_character_is_told_but_not_without_end() -> None:
    assert len(codes("甲\u202e乙\n\u202e".encode())) == 2
    assert len(codes(b"ab" + b"\0" * 10_000)) == 20


def test_a_file_beyond_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 3)
    assert decode(b"abc", "x").text == "abc"
    assert decode(b"abcd", "x").text is None
    assert codes(b"abcd") == [(1, 1, "file-too-large")]


@given(st.text(), st.data())
def test_position_is_line_and_column_of_a_character(text: str, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(text)))
    line, column = position(text, index)
    lines = text.split("\n")
    assert sum(len(line) + 1 for line in lines[: line - 1]) + column - 1 == index
