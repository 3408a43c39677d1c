"""Characters on pictures are recognised, without a network, within bounds; .ci/run installs what this needs."""

import io
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from dcgd.errors import Unreadable
from dcgd.intake.text.pdf_tables import joined_pages
from dcgd.intake.text.recognise import MEGABYTES, PICTURE, SECONDS, pictured_pages, recognised
from dcgd.intake.text.scan import ScannedPage, scan_blocks
from dcgd.intake.text.unread import Tally
from dcgd.source import bounded
from pdfs import pdf_page
from scans import INSTALLED, as_pdf, drawn_page

with_models = pytest.mark.skipif(not INSTALLED, reason="the extra ocr is not installed")
NOTICE = (
    "^关于做好2026年重点工作的通知",
    "云汐政办发〔2026〕12号",
    "1.实施节水控水行动。新建高效节水灌溉面积1,234.5亩，改造供水管网36公里，万元用水量下降5.2%。",
    "2.推进河道治理。治理中小河流12公里。",
)
TABLE = [
    ["序号", "工作任务", "责任单位"],
    ["1", "新建充电桩120个，改造老旧小区5个", "区住建局"],
    ["2", "培育企业8家", "区工信局"],
]


@cache
def notice() -> bytes:
    return drawn_page(NOTICE, seal=(900, 420))


def seen(data: bytes, page: int = 0) -> ScannedPage:
    return bounded.call(recognised, data, page, seconds=4 * SECONDS, megabytes=MEGABYTES)


def text_of(page: ScannedPage) -> list[str]:
    return "".join(joined_pages([scan_blocks(page, 1, Tally())])).split("\n")


def test_a_pdf_with_text_has_no_such_pages() -> None:
    assert pictured_pages(pdf_page(["第一章"])) == []


def test_what_is_no_pdf_has_none_either() -> None:
    assert pictured_pages(b"%PDF-1.4 broken") == []


def test_pictures_are_told_by_how_they_begin() -> None:
    begin = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\x00", b"MM\x00*", b"BM1234\0\0\0\0")
    assert all(map(PICTURE.match, begin))
    assert not PICTURE.match("BM公司关于".encode())


@pytest.mark.slow
@with_models
def test_a_turned_page_under_a_seal_is_read_to_the_letter() -> None:
    page = seen(notice())
    lines = text_of(page)
    assert lines[0] == "关于做好2026年重点工作的通知"
    assert lines[1] == "云汐政办发〔2026〕12号"
    assert "新建高效节水灌溉面积1,234.5亩" in lines[2]
    assert "万元用水量下降5.2%" in lines[2]
    assert lines[3] == "2.推进河道治理。治理中小河流12公里。"
    assert page.red
    assert any(line.stamped for line in page.lines)
    assert not page.lines[0].stamped
    assert all(line.picture.startswith(b"\xff\xd8\xff") for line in page.lines)


@pytest.mark.slow
@with_models
def test_a_ruled_table_is_rows_on_a_page_of_a_pdf() -> None:
    data = as_pdf([drawn_page(["^任务分解表", TABLE], turned=-0.9)])
    assert pictured_pages(data) == [0]
    assert text_of(seen(data)) == ["任务分解表", *("\t".join(row) for row in TABLE)]


@pytest.mark.slow
@with_models
def test_each_page_of_a_tif_is_read() -> None:
    from PIL import Image

    first, second = (Image.open(io.BytesIO(drawn_page([f"^第{name}页", "内容"]))) for name in "甲乙")
    out = io.BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=[second], compression="jpeg")
    assert pictured_pages(out.getvalue()) == [0, 1]
    assert text_of(seen(out.getvalue(), 1))[0] == "第乙页"


@pytest.mark.slow
@with_models
def test_an_empty_page_has_no_lines() -> None:
    assert seen(drawn_page([], form="PNG")).lines == ()


@with_models
@pytest.mark.parametrize(
    ("data", "words"), [(b"\x89PNG\r\n\x1a\n" + b"x" * 99, "可能已损坏"), (b"\xff\xd8\xff", "可能已损坏")]
)
def test_a_broken_picture_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        pictured_pages(data)


@with_models
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_drawn() -> None:
    head = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    import zlib

    data = head + zlib.crc32(head[12:]).to_bytes(4, "big") + b"\0\0\0\0IDAT" + zlib.crc32(b"IDAT").to_bytes(4, "big")
    with pytest.raises(Unreadable, match="60000×60000 个像素"):
        pictured_pages(data)


ALONE = """
import socket, sys
def refuse(*_: object, **__: object) -> None:
    print("network", flush=True)
    raise OSError("no network")
socket.socket.connect = refuse
socket.getaddrinfo = refuse
from dcgd.intake.text.recognise import recognised
print(len(recognised(sys.stdin.buffer.read(), 0).lines))
"""


@pytest.mark.slow
@with_models
def test_nothing_is_asked_of_a_network() -> None:
    made: Any = subprocess.run(
        [sys.executable, "-c", ALONE], input=notice(), capture_output=True, timeout=120, check=True
    )
    assert made.stdout.strip() == b"5"
