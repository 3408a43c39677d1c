"""`dcgd import` of a document that came in several files, or in a zip of them."""

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from systems import needs
from word_documents import paragraph, row, table, word

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


PARAGRAPHS = ("一、加强建设", "1.建设数据集。建设数据集10个。（责任单位：区数据局）")


@pytest.fixture(scope="module")
def old_word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An old Word file, as LibreOffice writes it."""
    folder = tmp_path_factory.mktemp("old")
    body = "".join(map(paragraph, PARAGRAPHS)) + table(
        row("序号", "任务", "责任单位"), row("2", "改造老旧小区5个", "区住建局")
    )
    (folder / "通知.docx").write_bytes(word(body + paragraph("二、要求")))
    profile = f"-env:UserInstallation={(folder / 'p').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "通知.docx")], capture_output=True, check=True, timeout=120)
    return folder / "通知.doc"


@pytest.mark.slow
@needs("soffice")
def test_an_old_word_file_is_read_by_way_of_libreoffice(run: Run, tmp_path: Path, old_word: Path) -> None:
    shutil.copy(old_word, tmp_path / "通知.wps")
    made = run("import", "通知.wps", "-o", "册")

    assert made.returncode == 0, made.stderr
    assert "通知.wps 由 LibreOffice 转成 .docx 再读" in made.stderr
    tasks = (tmp_path / "册/tasks.yaml").read_text(encoding="utf-8")
    assert "建设数据集。建设数据集10个。" in tasks
    assert "text: 改造老旧小区5个\n        leads: [区住建局]" in tasks
    assert run("verify", "册").returncode == 0


@pytest.mark.slow
@needs("soffice")
def test_one_in_a_zip_is_read_too(run: Run, tmp_path: Path, old_word: Path) -> None:
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as package:
        package.write(old_word, "通知.doc")
        package.writestr("附件1.txt", ANNEX)
    made = run("import", "包.zip", "-o", "册")

    assert made.returncode == 0, made.stderr
    tasks = (tmp_path / "册/tasks.yaml").read_text(encoding="utf-8")
    assert "改造老旧小区5个" in tasks
    assert "新增机柜300个" in tasks


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1024, b"\0") + "WordDocument".encode("utf-16-le")


def test_without_libreoffice_the_way_out_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "通知.doc").write_bytes(OLD)
    made = run("import", "通知.doc", "-o", "册", PATH=str(tmp_path))

    assert made.returncode == 2
    assert "装了 LibreOffice 就直接读" in made.stderr
    assert not (tmp_path / "册").exists()


def test_without_it_one_in_a_zip_is_told_and_the_rest_is_read(run: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as package:
        package.write(NOTICE, "通知.md")
        package.writestr("附件.doc", OLD)
    made = run("import", "包.zip", "-o", "册", PATH=str(tmp_path))

    assert made.returncode == 0, made.stderr
    assert "压缩包里没有读的文件 1 处（“附件.doc，这是旧版 Word" in made.stdout
