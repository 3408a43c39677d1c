"""Returned workbooks at the desk: read within bounds, doubts told at their cells, what goes back to be taken away."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desks import Client
from stamps import unstamped
from workbook_forms import workbook_with

Call = Callable[..., Any]
PERIOD = "2025-10"


@pytest.fixture
def book(data: Path, tmp_path: Path, call: Call) -> Callable[..., bytes]:
    """The form of 区水利局 for October, with these amounts filled in."""
    call("progress", "template", "--period", PERIOD, "-u", "区水利局", "-o", str(tmp_path / "发"), "--data", str(data))
    (path,) = (tmp_path / "发").glob("*.xlsx")

    def fill(**amounts: object) -> bytes:
        return workbook_with(path.read_bytes(), amounts)

    return fill


def test_a_workbook_is_shown_first_and_recorded_when_confirmed(
    desk: Client, data: Path, book: Callable[..., bytes]
) -> None:
    preview = desk.upload("collect", {"区水利局.xlsx": book(**{"5-2": 61.5})}, period=PERIOD)
    assert preview.status == 200
    assert "5-2：进展登记，无 → 2025-10-31 61.5" in preview.text
    assert "登记 1，已有 0，存疑 0，拒收 0" in preview.text
    assert f"dcgd progress collect 区水利局.xlsx --period {PERIOD} --data {data}" in preview.text
    assert "dcgd-desk-" not in preview.text
    assert "写好了" in desk.confirm(preview).text
    assert "value: 61.5" in (data / "progress/2025-10.yaml").read_text(encoding="utf-8")


def test_what_is_doubted_is_told_and_a_letter_for_it_can_be_taken(
    desk: Client, data: Path, book: Callable[..., bytes]
) -> None:
    before = (data / "progress/2025-10.yaml").read_bytes()
    preview = desk.upload("collect", {"区水利局.xlsx": book(**{"5-2": "60 61"})}, period=PERIOD)
    assert "存疑" in preview.text
    assert "填报!" in preview.text, "the very cell"
    assert "登记册没有要改的" in preview.text
    letter = desk.get(f"file/{preview.body.split('/desk/file/')[1].split(chr(34))[0]}")
    assert letter.headers["Content-Disposition"].startswith("attachment; ")
    assert "区水利局" in letter.body
    assert (data / "progress/2025-10.yaml").read_bytes() == before


def test_it_is_what_collect_writes(
    desk: Client, data: Path, example: Path, tmp_path: Path, book: Callable[..., bytes], call: Call
) -> None:
    content = book(**{"5-2": 61.5})
    desk.confirm(desk.upload("collect", {"区水利局.xlsx": content}, period=PERIOD))
    (tmp_path / "区水利局.xlsx").write_bytes(content)
    call("progress", "collect", str(tmp_path / "区水利局.xlsx"), "--period", PERIOD, "--data", str(example))
    desks, commands = ((folder / "progress/2025-10.yaml").read_text(encoding="utf-8") for folder in (data, example))
    assert unstamped(desks) == unstamped(commands)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"nothing", b"%PDF-1.7"])
def test_what_is_no_form_is_refused_by_name(desk: Client, content: bytes) -> None:
    preview = desk.upload("collect", {"照片.xlsx": content}, period=PERIOD)
    assert "拒收" in preview.text
    assert "照片.xlsx" in preview.text


def test_the_name_of_a_file_leads_nowhere(desk: Client, tmp_path: Path) -> None:
    names = {
        "../../../etc/x.xlsx": b"x",
        "C:\\Windows\\x.xlsx": b"x",
        "\u202e<b>.xlsx": b"x",
        "." * 300: b"x",
        "a.xlsx/": b"x",
        "退回": b"x",
    }
    preview = desk.upload("collect", names, period=PERIOD)
    assert preview.status == 200
    assert "<b>" not in preview.body
    assert "etc" not in preview.text


def test_without_a_file_there_is_nothing_to_collect(desk: Client) -> None:
    assert "没有选文件" in desk.upload("collect", {}, period=PERIOD).text


def test_files_that_were_sent_are_gone_when_the_work_is_done(
    desk: Client, book: Callable[..., bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    preview = desk.upload("collect", {"区水利局.xlsx": book(**{"5-2": 61.5})}, period=PERIOD)
    (folder,) = tmp_path.glob("dcgd-desk-*")
    assert sys.platform == "win32" or folder.stat().st_mode & 0o077 == 0
    desk.confirm(preview)
    assert not folder.exists()
    desk.upload("collect", {"x.xlsx": b"x"}, period="十三月")
    assert list(tmp_path.glob("dcgd-desk-*")) == []
