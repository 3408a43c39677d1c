"""What a file's name promises is what is in it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
AS_OF = ("--as-of", "2025-09-30")


@pytest.mark.parametrize(
    ("words", "name", "said"),
    [
        (
            ("export", "docx", *AS_OF),
            "通报.pdf",
            "名称不能是 通报.pdf；写作 通报.docx；要 PDF，用 Word、WPS 打开后另存",
        ),
        (("export", "docx", *AS_OF), "通报.DOC", "写作 通报.docx"),
        (("export", "xlsx", *AS_OF), "台账.xls", "写作 台账.xlsx"),
        (("export", "xlsx", *AS_OF), "台账.CSV", "写出的是 Excel 文件，名称不能是 台账.CSV"),
        (("export", "ics", *AS_OF), "日历.txt", "写出的是 日历 文件"),
        (("export", "csv", "tasks"), "表.xlsx", "写出的是 CSV 文件，名称不能是 表.xlsx；写作 表.csv"),
        (("export", "json"), "表.csv", "写作 表.json"),
        (("export", "template", "bulletin"), "模板.md", "写作 模板.docx"),
        (("summary", *AS_OF), "情况.docx", "写出的是 Markdown 文件，名称不能是 情况.docx；写作 情况.md"),
        (("export", "csv", *AS_OF), "表.csv", "-o 这里应是文件夹，表.csv 像是一个 CSV 文件；写作 表"),
        (("export", "html", *AS_OF), "网页.pdf", "-o 这里应是文件夹，网页.pdf 像是一个 PDF 文件"),
        (("notice", "issue", *AS_OF), "单.docx", "-o 这里应是文件夹，单.docx 像是一个 Word 文件；写作 单"),
        (("progress", "template", "--period", "2025-09"), "表.xlsx", "-o 这里应是文件夹，表.xlsx 像是一个 Excel 文件"),
    ],
)
def test_a_name_that_promises_something_else_is_refused(
    words: tuple[str, ...], name: str, said: str, call: Run, example: Path, tmp_path: Path
) -> None:
    before = (example / "notices.yaml").read_bytes()
    done = call(*words, "-o", name, DCGD_DATA=str(example))
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not (tmp_path / name).exists()
    assert (example / "notices.yaml").read_bytes() == before


def test_a_database_says_so_too(call: Run, example: Path, tmp_path: Path) -> None:
    assert "写作 库.sqlite" in call("export", "sqlite", "库.xlsx", "--data", str(example)).stderr
    assert call("export", "sqlite", "库.db", "--data", str(example)).returncode == 0
    assert (tmp_path / "库.db").read_bytes().startswith(b"SQLite format 3")


def test_other_names_are_as_good_as_any(call: Run, example: Path, tmp_path: Path) -> None:
    for words, name in (
        (("export", "docx", *AS_OF), "通报.DOCX"),
        (("export", "docx", *AS_OF), "通报.2025"),
        (("export", "csv", "tasks"), "任务.txt"),
        (("summary", *AS_OF), "情况.txt"),
        (("summary", *AS_OF), "情况"),
    ):
        assert call(*words, "-o", name, "--data", str(example)).returncode == 0
        assert (tmp_path / name).stat().st_size > 100


def test_a_folder_of_any_name_that_is_there_is_written_to(call: Run, example: Path, tmp_path: Path) -> None:
    (tmp_path / "交.xlsx").mkdir()
    assert call("export", "csv", *AS_OF, "-o", "交.xlsx", "--data", str(example)).returncode == 0
    assert (tmp_path / "交.xlsx" / "tasks.csv").is_file()


def test_a_dot_in_a_name_says_nothing_of_its_kind(call: Run, example: Path, tmp_path: Path) -> None:
    done = call("export", "docx", "--data", str(example), "--as-of", "2025-09-30", "-o", str(tmp_path / "通报.9月"))
    assert done.returncode == 0
    assert (tmp_path / "通报.9月").read_bytes().startswith(b"PK")
