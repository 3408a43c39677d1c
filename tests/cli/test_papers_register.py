"""`dcgd papers list` and `withdraw`: the register of papers as a clerk sees it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
FACTS = "4" * 63 + "a"
REGISTER = f"""\
papers:
  - {{kind: bulletin, number: 云督通〔2025〕9号, period: 2025-09, as_of: 2025-09-30, issued: 2025-10-16, to: 各责任单位,
     facts: {FACTS}, recorded: 2025-10-16T17:00:00+08:00, recorded_by: 孙某某（督查室）}}
  - {{kind: reminder, number: 督函〔2025〕1号, period: 2025-08, as_of: 2025-08-31, issued: 2025-09-10, to: 水利局,
     facts: {FACTS}}}
"""
ISSUE = """\
import sys
from datetime import date
from functools import partial
from pathlib import Path
from dcgd.data_words import PaperKind
from dcgd.edits.paper import Draft, register
from dcgd.registry.change import change
sys.path.insert(0, sys.argv[3])
from stamps import stamp_of
day = date(2025, 10, 16)
for month in range(1, 9):
    drafts = [
        Draft(PaperKind.NOTICE, f"2025-{month:02d}", day, unit, "4a" * 32)
        for unit in ("共同的单位", f"第{sys.argv[1]}个单位")
    ]
    change(Path(sys.argv[2]), partial(register, drafts=drafts, issued=day, stamp=stamp_of(day)))
"""


@pytest.fixture
def issued(example: Path) -> Path:
    """The made-up district with two papers in its register."""
    (example / "papers.yaml").write_text(REGISTER, encoding="utf-8", newline="\n")
    return example


def rows(call: Run, data: Path, *args: str) -> list[Any]:
    done = call("papers", "list", *args, "--data", str(data), "-f", "json")
    assert done.returncode == 0, done.stderr
    listed: list[Any] = json.loads(done.stdout)
    return listed


def test_the_register_is_listed_and_narrowed(issued: Path, call: Run) -> None:
    numbers = ["云督通〔2025〕9号", "督函〔2025〕1号"]
    assert [row["number"] for row in rows(call, issued)] == numbers
    first = rows(call, issued)[0]
    assert (first["kind"], first["label"], first["withdrawn"], first["facts"]) == ("bulletin", "有效", False, FACTS)
    for args, wanted in (
        (("--kind", "通报"), numbers[:1]),
        (("--kind", "reminder"), numbers[1:]),
        (("--period", "2025-09"), numbers[:1]),
        (("--unit", "区水利局"), numbers[1:]),
        (("--as-of", "2025-10-01"), numbers[1:]),
    ):
        assert [row["number"] for row in rows(call, issued, *args)] == wanted, args
    table = call("papers", "--data", str(issued), "-f", "table").stdout
    assert "云督通〔2025〕9号" in table
    assert "通报" in table
    assert call("papers", "list", "--kind", "通抱", "--data", str(issued)).returncode == 2


def test_of_several_registers_each_paper_says_of_which_document_it_is(issued: Path, registry: Path, call: Run) -> None:
    listed = rows(call, issued, "--data", str(registry))
    assert [(row["document"], row["number"]) for row in listed] == [
        ("云汐政办字〔2025〕3号", "example:云督通〔2025〕9号"),
        ("云汐政办字〔2025〕3号", "example:督函〔2025〕1号"),
    ]


def test_what_is_withdrawn_stays_in_the_list(issued: Path, call: Run) -> None:
    args = ("papers", "withdraw", "云督通[2025]9号", "--reason", "数目有误", "--data", str(issued))
    done = call(*args)
    assert (done.returncode, done.stderr) == (
        0,
        "已作废：云督通〔2025〕9号（各责任单位 2025-09 通报）；号留着，不再用\n",
    )
    assert [(row["label"], row["why"]) for row in rows(call, issued)] == [("作废", "数目有误"), ("有效", None)]
    assert rows(call, issued)[0]["steps"][0]["by"] == "测试员", "who records it, where nobody else is named"
    assert call("validate", str(issued)).returncode == 0
    assert call(*args).returncode == 2
    assert call("papers", "withdraw", "督函〔2025〕1号", "--reason", " ", "--data", str(issued)).returncode == 2


def test_the_year_of_issue_says_which_is_withdrawn(issued: Path, call: Run) -> None:
    register = issued / "papers.yaml"
    text = register.read_text(encoding="utf-8").replace("督函〔2025〕1号", "第1期")
    later = "number: 第1期, period: 2025-12, as_of: 2025-12-31, issued: 2026-01-09, to: 水利局"
    text += f"  - {{kind: reminder, {later}, facts: {FACTS}}}\n"
    register.write_text(text, encoding="utf-8", newline="\n")
    args = ("papers", "withdraw", "第1期", "--reason", "数目有误", "--data", str(issued))
    assert "第1期 有 2 份" in call(*args).stderr
    assert "已作废：第1期（水利局 2025-08 提醒函）" in call(*args, "--year", "2025").stderr


@pytest.mark.slow
def test_many_writers_leave_no_gap_and_no_number_twice(example: Path, call: Run) -> None:
    (example / "papers.yaml").unlink()
    code = [sys.executable, "-c", ISSUE]
    environment = os.environ | {"PYTHONUTF8": "1"}
    tests = str(Path(__file__).resolve().parents[1])
    writers = [subprocess.Popen([*code, str(writer), str(example), tests], env=environment) for writer in range(6)]
    assert [writer.wait() for writer in writers] == [0] * 6
    listed = rows(call, example)
    counts = sorted(int(row["number"].removeprefix("云督办〔2025〕").removesuffix("号")) for row in listed)
    assert counts == list(range(1, 8 * 7 + 1)), "eight months, one paper in common and six of their own"
    assert len({(row["period"], row["to"]) for row in listed}) == len(listed)


def test_a_month_without_papers_says_which_have_some(call: Run, issued: Path) -> None:
    done = call("papers", "list", "--period", "2025-01", "--data", str(issued))
    assert done.stderr.strip() == "没有这样的公文；登记簿里有 2025-08、2025-09 的。"


def test_a_number_that_is_near_none_names_the_last(call: Run, issued: Path) -> None:
    done = call("papers", "withdraw", "77", "--reason", "数目有误", "--data", str(issued))
    assert done.returncode == 2
    assert "没有公文“77”；登记簿里最后的是：云督通〔2025〕9号、督函〔2025〕1号" in done.stderr


def test_a_letter_that_asks_for_reports_is_called_so(call: Run, issued: Path) -> None:
    register = issued / "papers.yaml"
    text = register.read_text(encoding="utf-8").replace("kind: reminder,", "kind: reminder, subject: 催报,")
    register.write_text(text, encoding="utf-8", newline="\n")
    done = call("papers", "withdraw", "督函〔2025〕1号", "--reason", "数目有误", "--data", str(issued))
    assert "2025-08 催报通知）" in done.stderr


def test_a_notice_in_the_register_has_the_day_that_stands_on_it(call: Run, issued: Path) -> None:
    sheet = f"{{kind: notice, number: 云督办〔2025〕1号, subject: DB-2025-002, period: 2025-09, facts: {FACTS},"
    register = f"papers:\n  - {sheet} as_of: 2025-09-08, issued: 2025-09-12, to: 区教育体育局}}\n"
    (issued / "papers.yaml").write_text(register, encoding="utf-8", newline="\n")
    done = call("validate", str(issued), "--format", "json")
    said = [row["message"] for row in json.loads(done.stdout) if row["code"] == "paper-day"]
    assert said == ["DB-2025-002 是 2025-09-08 签发的，登记簿里写 2025-09-12"]
