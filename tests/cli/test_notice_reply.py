"""`notice reply --file`: the 反馈单 that `notice print` made comes back filled in."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from dcgd.model import Answer
from dcgd.registry.load import read
from word_documents import paragraph, row, table, word

Run = Callable[..., subprocess.CompletedProcess[str]]
FILLED = {"原因": "用电不足", "下一步措施": "架设专线", "预计完成时间": "10月底", "责任人": "陶某某"}


def returned(folder: Path, number: str = "DB-2025-003", **changes: str) -> Path:
    path = folder / "反馈单.docx"
    rows = (row(label, value) for label, value in {**FILLED, **changes}.items())
    path.write_bytes(word(paragraph(f"反馈单 {number}") + table(*rows)))
    return path


def reply(call: Run, example: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return call("notice", "reply", *words, "--date", "2026-02-02", "--data", str(example))


@pytest.mark.parametrize("named", [("3",), ()])
def test_it_becomes_the_reply_of_the_notice_it_names(
    named: tuple[str, ...], call: Run, example: Path, tmp_path: Path
) -> None:
    done = reply(call, example, *named, "--file", str(returned(tmp_path)))
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert done.stderr == (
        "已登记：DB-2025-003 于 2026-02-02 回复\n"
        "  原因：用电不足\n  措施：架设专线\n  完成时间：2025-10-31\n  责任人：陶某某\n"
    )
    [notice] = [filed.entity for filed in read(example).registry.notices if filed.entity.number == "DB-2025-003"]
    step = notice.steps[-1]
    assert (step.action, step.by, str(step.finish)) == (Answer.REPLY, "区住房和城乡建设局", "2025-10-31")
    assert (step.cause, step.measures, step.owner) == ("用电不足", "架设专线", "陶某某")


def test_the_number_that_the_paper_was_issued_under_names_it_too(call: Run, example: Path, tmp_path: Path) -> None:
    paper = "{kind: notice, number: 云督办〔2025〕7号, subject: DB-2025-003, period: 2025-09, as_of: 2025-09-10, "
    paper += f"issued: 2025-09-10, to: 区住房和城乡建设局, facts: {'0' * 64}}}"
    (example / "papers.yaml").write_text(f"papers:\n  - {paper}\n", encoding="utf-8")
    sheet = returned(tmp_path, number="编号：云督办[2025]7号　依据：云汐政办字〔2025〕3号")
    assert "已登记：DB-2025-003 于" in reply(call, example, "--file", str(sheet)).stderr
    done = reply(call, example, "2", "--file", str(sheet))
    assert "反馈单上的单号是 DB-2025-003，不是 DB-2025-002" in done.stderr


def test_what_the_options_say_goes_before_what_the_sheet_says(call: Run, example: Path, tmp_path: Path) -> None:
    path = returned(tmp_path, 预计完成时间="尽快")
    done = reply(call, example, "--file", str(path), "--finish", "2025-11-15", "--owner", "沈某某")
    assert "  完成时间：2025-11-15\n  责任人：沈某某\n" in done.stderr


@pytest.mark.parametrize(
    ("words", "changes", "why"),
    [
        (("2",), {}, "反馈单.docx：反馈单上的单号是 DB-2025-003，不是 DB-2025-002。没有登记"),
        ((), {"预计完成时间": "尽快"}, "表格第 3 行的完成时间：“尽快”不是日期"),
        ((), {"预计完成时间": "2025年2月"}, "表格第 3 行的完成时间 2025-02-28 早于签发之日 2025-09-10"),
        ((), {"number": ""}, "反馈单上没有单号；写明是哪一单，如 dcgd notice reply DB-2025-003 --file"),
        ((), {"number": "DB-2025-001 DB-2025-002"}, "反馈单上有几个单号（DB-2025-001、DB-2025-002）"),
        ((), {"number": "DB-2025-009"}, "没有督办单“DB-2025-009”"),
        (("2", "3"), {}, "--file 一次只登记一单"),
    ],
)
def test_what_is_unclear_is_refused_and_nothing_written(
    words: tuple[str, ...], changes: dict[str, str], why: str, call: Run, example: Path, tmp_path: Path
) -> None:
    before = (example / "notices.yaml").read_bytes()
    done = reply(call, example, *words, "--file", str(returned(tmp_path, **changes)))
    assert done.returncode == 2
    assert why in done.stderr
    assert (example / "notices.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("content", "why"), [(b"%PDF-1.4", "是 PDF；请交填好的 .docx 或 .xlsx"), (b"\xff\xd8\xff", "是图片")]
)
def test_what_cannot_be_read_is_told_with_the_way_out(
    content: bytes, why: str, call: Run, example: Path, tmp_path: Path
) -> None:
    (tmp_path / "扫描").write_bytes(content)
    done = reply(call, example, "3", "--file", "扫描")
    assert done.returncode == 2
    assert f"扫描：{why}" in done.stderr
    assert "或照着它写 --cause 原因 --measures 措施 --finish 完成时间 --owner 责任人" in done.stderr


def test_without_a_number_and_without_a_file_both_are_named(call: Run, example: Path) -> None:
    assert "缺少参数 单号…，或 --file 反馈单" in reply(call, example).stderr


def test_the_sheet_that_was_printed_is_read_when_it_comes_back_filled_in(
    call: Run, example: Path, tmp_path: Path
) -> None:
    assert call("notice", "print", "3", "-o", "单", "--data", str(example)).returncode == 0
    [path] = (tmp_path / "单").iterdir()
    answers = {"原因": "意见不统一", "措施": "逐户上门", "办结时间": "12月15日", "经办人": "金某某"}
    document = docx.Document(str(path))
    for line in (line for grid in document.tables for line in grid.rows):
        label = "".join(line.cells[0].text.split())
        for part, answer in answers.items():
            if part in label and not line.cells[1].text.strip():
                line.cells[1].text = answer
    document.save(str(path))
    done = reply(call, example, "3", "--file", str(path))
    assert done.returncode == 0, done.stderr
    assert "  原因：意见不统一\n  措施：逐户上门\n  完成时间：2025-12-15\n  责任人：金某某\n" in done.stderr


def test_a_sheet_as_it_was_printed_and_left_empty_is_no_reply(call: Run, example: Path, tmp_path: Path) -> None:
    assert call("notice", "print", "3", "-o", "单", "--data", str(example)).returncode == 0
    [sheet] = (tmp_path / "单").iterdir()
    done = reply(call, example, "--file", str(sheet))
    assert (done.returncode, "一格也没有填" in done.stderr) == (2, True), done.stderr
