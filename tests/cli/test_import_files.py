"""`dcgd import` of a document that came in several files, or in a zip of them."""

import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
NOTICE = Path(__file__).resolve().parents[2] / "examples/notice.md"
ANNEX = "附件1\n\n项目清单\n\n序号\t项目\t建设内容\t责任单位\n1\t机房\t新增机柜300个\t区数据局\n"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".dcgd.lock"
    }


def test_a_document_in_several_files_is_one_registry(call: Run, tmp_path: Path) -> None:
    (tmp_path / "附件1.txt").write_text(ANNEX, encoding="utf-8")
    (tmp_path / "通知.md").write_bytes(NOTICE.read_bytes())

    made = call("import", "附件1.txt", "通知.md", "-o", "册")
    assert made.returncode == 0, made.stderr
    assert "项目清单" in (tmp_path / "册/tasks.yaml").read_text(encoding="utf-8")
    assert (tmp_path / "册/source/通知.md").read_text(encoding="utf-8").endswith(f"\f【附件：附件1.txt】\n{ANNEX}")
    assert call("verify", "册").returncode == 0
    before = contents(tmp_path / "册")
    again = call("import", "通知.md", "附件1.txt", "--update", "册")
    assert again.returncode == 0, again.stderr
    assert contents(tmp_path / "册") == before


def test_a_zip_of_them_is_the_same_registry(call: Run, tmp_path: Path) -> None:
    (tmp_path / "附件1.txt").write_text(ANNEX, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as package:
        package.write(NOTICE, "通知.md")
        package.write(tmp_path / "附件1.txt", "附件1.txt")

    assert call("import", str(NOTICE), "附件1.txt", "-o", "甲").returncode == 0
    made = call("import", "包.zip", "-o", "乙")
    assert made.returncode == 0, made.stderr
    first, second = (contents(tmp_path / name) for name in "甲乙")
    assert first["tasks.yaml"] == second["tasks.yaml"]
    assert first["source/notice.md"] == second["source/通知.md"]


def test_a_file_given_twice_is_told(call: Run) -> None:
    assert "同一个文件给了两次" in call("import", str(NOTICE), str(NOTICE), "-o", "册").stderr
