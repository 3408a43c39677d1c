"""What units handed in lies in folders as somebody saved it: all is read or named, but not what systems leave."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dcgd.cli.handed_in import handed_in
from systems import make_link

Run = Callable[..., subprocess.CompletedProcess[str]]
PERIOD = ("--period", "2025-09")


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in handed_in([folder])]


def test_files_of_a_folder_and_below_it_by_name(tmp_path: Path) -> None:
    put(tmp_path, "b.xlsx", "a.xlsx", "区水利局/二次/c.xlsx", "区水利局/b.xlsx", "区财政局/a.pdf")
    assert names(tmp_path) == ["a.xlsx", "b.xlsx", "区水利局/b.xlsx", "区水利局/二次/c.xlsx", "区财政局/a.pdf"]


def test_what_programs_and_systems_leave_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "a.xlsx", "Thumbs.db", "THUMBS.DB", "desktop.ini", "Desktop.ini", ".DS_Store", "~$a.xlsx", ".~a.xlsx")
    put(tmp_path, "__MACOSX/._a.xlsx", "@eaDir/a.xlsx", ".git/x", "甲/Thumbs.db", "甲/._a.xlsx", "甲/~$b.xlsx")
    assert names(tmp_path) == ["a.xlsx"]


def test_a_file_that_is_named_is_taken_whatever_its_name(tmp_path: Path) -> None:
    put(tmp_path, "Thumbs.db")
    named = [tmp_path / "Thumbs.db", tmp_path / "没有.xlsx"]
    assert list(handed_in(named)) == named


def test_links_and_pipes_in_a_folder_lead_nowhere(tmp_path: Path) -> None:
    put(tmp_path, "in/a.xlsx", "elsewhere/b.xlsx")
    try:
        make_link(tmp_path / "in" / "loop", tmp_path / "in")
        make_link(tmp_path / "in" / "out", tmp_path / "elsewhere")
    except OSError:
        pytest.skip("links need a right here")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "in" / "pipe.xlsx")
    assert names(tmp_path / "in") == ["a.xlsx"]


@pytest.mark.parametrize("group", ["progress", "plan"])
def test_a_folder_in_which_nothing_lies_is_told(call: Run, example: Path, tmp_path: Path, group: str) -> None:
    (tmp_path / "交回" / "空").mkdir(parents=True)
    done = call(group, "collect", str(tmp_path / "交回"), "--data", str(example))
    assert (done.returncode, "交回 里没有交回的表" in done.stderr) == (2, True)


def test_collect_reads_what_is_below_and_names_what_is_no_workbook(call: Run, example: Path, tmp_path: Path) -> None:
    back = tmp_path / "交回"
    last = ("progress", "template", "--period", "2025-08", "-u", "区卫生健康局", "-o", str(back / "区卫生健康局"))
    assert call(*last, "--data", str(example)).returncode == 0
    [form] = (back / "区卫生健康局").iterdir()
    put(back, "Thumbs.db", "desktop.ini", "__MACOSX/._x.xlsx")
    (back / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 100)
    (back / "区财政局").mkdir()
    (back / "区财政局" / "佐证.pdf").write_bytes(b"%PDF-1.7\n")
    (back / "区财政局" / "打包.rar").write_bytes(b"Rar!\x1a\x07\x00")
    said = call("progress", "collect", str(back), *PERIOD, "--dry-run", "--data", str(example), "-f", "json")
    refused = {Path(row["file"]).name: row["why"] for row in json.loads(said.stdout) if row["outcome"] == "refused"}
    assert refused.keys() == {form.name, "照片.jpg", "佐证.pdf", "打包.rar"}
    assert "2025-08" in refused[form.name]
    assert "是图片" in refused["照片.jpg"]
    assert "是 PDF" in refused["佐证.pdf"]
    assert "是压缩包" in refused["打包.rar"]
    assert said.returncode == 1


def test_one_file_that_may_not_be_read_hides_no_other(
    call: Run, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "in/a.xlsx", "in/b.xlsx")
    really = Path.open

    def closed(path: Path, *args: Any) -> Any:
        if path.name == "a.xlsx":
            raise PermissionError(13, "Permission denied", str(path))
        return really(path, *args)

    monkeypatch.setattr(Path, "open", closed)
    asked = ("progress", "collect", "--dry-run", *PERIOD, "--data", str(example), "-f", "json")
    said = call(*asked, str(tmp_path / "in"))
    assert [Path(row["file"]).name for row in json.loads(said.stdout)] == ["a.xlsx", "b.xlsx"]
    assert json.loads(said.stdout)[0]["why"] == "读不了：没有权限"
    said = call(*asked, str(tmp_path / "in" / "a.xlsx"))
    assert said.returncode == 2
    assert said.stderr.startswith("错误：")
