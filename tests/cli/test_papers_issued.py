"""`dcgd papers` of what was issued before: its day, its figures and its number stand."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from docx import Document

from districts import EXAMPLE

Call = Callable[..., subprocess.CompletedProcess[str]]
SEPTEMBER = ("--period", "2025-09")
SCHOOL = "2025-09 督办单 区教育体育局 完成云汐第三中学建设.docx"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The example before it has issued a paper."""
    shutil.copytree(EXAMPLE, tmp_path / "data")
    (tmp_path / "data" / "papers.yaml").unlink()
    return tmp_path / "data"


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


def numbers(data: Path) -> list[str]:
    """The numbers of the register, in its order."""
    if not (data / "papers.yaml").exists():
        return []
    return [paper["number"] for paper in yaml.safe_load((data / "papers.yaml").read_text(encoding="utf-8"))["papers"]]


def issued(call: Call, data: Path, tmp_path: Path) -> None:
    done = call("papers", "bulletin", "notice", *SEPTEMBER, "--issue", "--date", "2025-10-16", "--data", str(data),
                "-o", str(tmp_path / "issued"))  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_an_issued_paper_is_not_made_from_the_figures_of_another_day(call: Call, data: Path, tmp_path: Path) -> None:
    issued(call, data, tmp_path)
    for more in ((), ("--issue",), ("--preview",)):
        args = ("papers", "bulletin", *SEPTEMBER, "--as-of", "2025-10-20", *more, "--data", str(data))
        done = call(*args, "-o", str(tmp_path / "later"))
        assert done.returncode == 2
        assert "第1期 是据截至 2025-09-30 的数据印发的，不能改用截至 2025-10-20 的" in done.stderr
        assert "dcgd papers withdraw 第1期" in done.stderr
    assert not (tmp_path / "later").exists()
    assert call("papers", "withdraw", "第1期", "--reason", "数据有误", "--data", str(data)).returncode == 0
    args = ("papers", "bulletin", *SEPTEMBER, "--as-of", "2025-10-20", "--issue", "--date", "2025-10-21")
    done = call(*args, "--data", str(data), "-o", str(tmp_path / "anew"))
    assert done.returncode == 0, done.stderr
    assert numbers(data)[-1] == "第2期"
    assert "与上期" not in text_of(tmp_path / "anew/2025-09 通报.docx")
    again = call("papers", "bulletin", *SEPTEMBER, "--preview", "--data", str(data))
    assert again.returncode == 0, again.stderr
    assert "第2期 是据截至 2025-10-20 的数据印发的，这次也用那天的" in again.stderr
    assert "截至10月20日" in again.stdout


def test_a_reprint_says_when_its_figures_are_no_longer_those_that_were_issued(
    call: Call, data: Path, tmp_path: Path
) -> None:
    issued(call, data, tmp_path)
    args = ("papers", "bulletin", *SEPTEMBER, "--data", str(data))
    assert "数据变了" not in call(*args, "-o", str(tmp_path / "a")).stderr
    with (data / "progress/2025-09.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {target: 1-1, date: 2025-09-30, value: 10, by: 区科学技术局, correction: true}\n")
    for number, more in enumerate(((), ("--preview",), ("--issue",))):
        done = call(*args, *more, "-o", str(tmp_path / f"b{number}"))
        assert "第1期 印发以后数据变了" in done.stderr, more


def test_the_day_of_an_issued_paper_stands_and_it_is_said(call: Call, data: Path, tmp_path: Path) -> None:
    issued(call, data, tmp_path)
    again = ("papers", "bulletin", "notice", *SEPTEMBER, "--issue", "--date", "2025-10-20", "--data", str(data))
    done = call(*again, "-o", str(tmp_path / "again"))
    assert "早已印发的，日期仍是那时的，不改成 2025-10-20：第1期（2025-10-16）。" in done.stderr
    assert "2025年10月16日印发" in text_of(tmp_path / "again/2025-09 通报.docx")


def test_the_register_has_the_day_that_stands_on_a_notice(call: Call, data: Path, tmp_path: Path) -> None:
    issued(call, data, tmp_path)
    listed = json.loads(call("papers", "list", "--kind", "notice", "--data", str(data), "-f", "json").stdout)
    assert [(row["subject"], row["issued"]) for row in listed] == [
        ("DB-2025-002", "2025-09-08"),
        ("DB-2025-003", "2025-09-10"),
    ]
    assert "签发日期：2025年9月8日" in text_of(tmp_path / "issued" / SCHOOL)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--period", "2099-03"), "2099-03 还没有开始"),
        (("--period", "2024-11"), "2024-11-30 在文件的起始日 2025-01-01 之前"),
        (("--period", "2025-09", "--as-of", "2099-01-01"), "--as-of 2099-01-01 还没有到"),
        (("--period", "2025-09", "--as-of", "2025-08-20"), "--as-of 2025-08-20 在 2025-09 之前"),
        (("--period", "2025-09", "--as-of", "2025-10-31"), "--as-of 2025-10-31 的数据已经是 2025-10 的了"),
        (("--period", "2025-09", "--as-of", "2025-12-31"), "要印那时的，--period 写 2025-12"),
        (("--period", "2025-09", "--date", "2025-09-12"), "--date 2025-09-12 在数据截至的 2025-09-30 之前"),
        (("--period", "2025-09", "--date", "2099-09-12"), "--date 2099-09-12 还没有到"),
    ],
)
def test_days_that_cannot_be_are_refused(
    call: Call, data: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    done = call("papers", *options, "--issue", "--data", str(data), "-o", str(tmp_path / "out"))
    assert done.returncode == 2
    assert said in done.stderr
    assert numbers(data) == []
