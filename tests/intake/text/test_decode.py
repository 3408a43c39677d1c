"""Which encoding a text was saved in is found without asking; what is no text is refused in a sentence."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.errors import Unreadable
from dcgd.intake.text.decode import decode
from dcgd.registry.official import MOST_BYTES

TEXT = "一、总体要求\n1. 新增高新技术企业 15 家以上。（牵头单位：区科学技术局）\n"
ENCODINGS = ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_usual_encoding_gives_the_same_text(encoding: str) -> None:
    text = TEXT if encoding != "big5" else "一、總體要求\n1. 新增企業十五家以上。（牽頭單位：市政府）\n" * 3

    assert decode(text.encode(encoding))[0] == text


@given(st.text(alphabet="的一是在有和为推进建设加强发展单位，。、：\n 15㐀𠀀龥", min_size=1))
def test_utf_8_and_gb18030_give_back_what_was_saved(text: str) -> None:
    assert decode(text.encode())[0] == text
    assert decode(("推进建设的发展" + text).encode("gb18030"))[0] == "推进建设的发展" + text


def test_line_ends_become_one_kind() -> None:
    assert decode("甲\r\n乙\r丙".encode())[0] == "甲\n乙\n丙"


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(Unreadable, match="不是文本文件"):
        decode(b"\x00" * 999)


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(Unreadable, match="上限"):
        decode(b" " * (MOST_BYTES + 1))


def test_a_mark_that_lies_is_refused() -> None:
    with pytest.raises(Unreadable, match="不合编码"):
        decode(b"\xef\xbb\xbf\xff\xfe\xff")


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail_otherwise(data: bytes) -> None:
    with suppress(Unreadable):
        assert "\r" not in decode(data)[0]
