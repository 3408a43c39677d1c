"""`dcgd notice`: numbers without gaps or repeats, logged before they are printed, and nothing lost on the way."""

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from dcgd.publish.tabular.width import width
from dcgd.registry.load import read

Run = Callable[..., subprocess.CompletedProcess[str]]
DAY = "2025-09-30"


@pytest.fixture
def notice(call: Run, example: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    def ask(*args: str, day: str = DAY) -> subprocess.CompletedProcess[str]:
        return call("notice", "issue", "--data", str(example), "--as-of", day, "--format", "json", *args)

    return ask


@pytest.fixture
def reply(call: Run, example: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    return lambda *args: call("notice", "reply", "--data", str(example), *args)


@pytest.fixture
def reprint(call: Run, example: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    return lambda *args: call("notice", "print", "--data", str(example), "--format", "json", *args)


def logged(folder: Path) -> list[Any]:
    reading = read(folder)
    assert not [each for each in reading.diagnostics if each.severity in ("error", "warning")]
    return [filed.entity for filed in reading.registry.notices]


def test_each_matter_that_calls_for_one_gets_one_worst_first(notice: Any, example: Path, tmp_path: Path) -> None:
    before = logged(example)
    said = notice()
    assert said.returncode == 0
    rows = json.loads(said.stdout)
    added = logged(example)[len(before) :]
    assert [row["number"] for row in rows] == [each.number for each in added]
    assert [each.number for each in added] == [f"DB-2025-{number:03d}" for number in range(4, 4 + len(added))]
    assert [(each.unit, each.subject, each.level) for each in added][:2] == [
        ("区住房和城乡建设局", "9-2", "红"),
        ("区科学技术局", "1-1", "黄"),
    ]
    assert {str(each.issued) for each in added} == {DAY}
    assert len(list((tmp_path / "督办单").iterdir())) == len(added)


def test_the_sheet_says_what_the_log_says(notice: Any, example: Path, tmp_path: Path) -> None:
    notice("--task", "9-2", "-o", "out")
    (path,) = (tmp_path / "out").iterdir()
    assert path.name == "DB-2025-004 区住房和城乡建设局 9-2.docx"
    table = Document(str(path)).tables[0]
    cells = {row.cells[0].text: row.cells[1].text for row in table.rows}
    assert "低 38.3 个百分点" in logged(example)[-1].reason
    assert cells["督办原因"] == "欠序时进度38.3个百分点。"
    assert "于10月11日（星期六）前" in cells["办理要求"]


def test_what_waits_for_a_reply_is_not_sent_again(notice: Any, example: Path) -> None:
    notice("--task", "9-2")
    said = notice("--task", "9-2")
    assert (said.returncode, said.stdout) == (0, "")
    assert "没有要发的督办单。" in said.stderr
    assert "DB-2025-004（红）回复期限 2025-10-11，等待回复" in said.stderr
    assert len(logged(example)) == 4


def test_no_reply_is_one_level_up_a_reply_is_not(notice: Any, reply: Any, example: Path) -> None:
    notice("--task", "1-1")
    said = notice("--task", "1-1", day="2025-10-17")
    assert [(row["number"], row["level"]) for row in json.loads(said.stdout)] == [("DB-2025-005", "红")]
    assert "DB-2025-004（黄）应于 2025-10-16 前回复而未回复，升级" in logged(example)[-1].reason
    assert reply("DB-2025-005", "--date", "2025-10-20").stderr == "已登记：DB-2025-005 于 2025-10-20 回复\n"
    assert str(logged(example)[-1].steps[-1].date) == "2025-10-20"
    assert notice("--task", "1-1", day="2025-10-21").stdout == ""


def test_of_a_year_whose_holidays_are_not_known_it_says_that_only_weekends_count(notice: Any) -> None:
    said = notice("--dry-run", day="2031-01-08")
    assert "注意：2031 年的放假安排还没有收录，期限只避开了周末；" in said.stderr
    assert "放假安排" not in notice("--dry-run").stderr


def test_a_level_can_be_asked_for(notice: Any, example: Path) -> None:
    assert json.loads(notice("--task", "16", "--level", "蓝").stdout)[0]["level"] == "蓝"
    rows = json.loads(notice("--unit", "区水利局", "--level", "红").stdout)
    assert [(row["subject"], row["level"]) for row in rows] == [("8-1", "红")]


def test_a_dry_run_says_the_same_and_changes_nothing(notice: Any, example: Path, tmp_path: Path) -> None:
    before = (example / "notices.yaml").read_bytes()
    dry = json.loads(notice("--dry-run").stdout)
    assert (example / "notices.yaml").read_bytes() == before
    assert not (tmp_path / "督办单").exists()
    assert [row | {"recorded": ""} for row in dry] == [row | {"recorded": ""} for row in json.loads(notice().stdout)]


def test_a_sheet_can_be_printed_again(notice: Any, reprint: Any, example: Path, tmp_path: Path) -> None:
    notice("--task", "9-2", "-o", "one")
    log = (example / "notices.yaml").read_bytes()
    said = reprint("DB-2025-004", "-o", "two", "--as-of", "2025-12-01")
    assert json.loads(said.stdout)[0]["number"] == "DB-2025-004"
    (one,), (two,) = ((tmp_path / name).iterdir() for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert (example / "notices.yaml").read_bytes() == log
    assert len(json.loads(reprint("4", "DB-2025-003", "4", "-o", "three").stdout)) == 2
    assert reprint("4", "-o", "two").returncode == 2
    assert reprint("DB-2025-004", "-o", "two", "--force").returncode == 0


def test_the_first_notice_of_a_registry_makes_the_log(call: Run, registry: Path, tmp_path: Path) -> None:
    said = call(
        "notice", "issue", "--data", str(registry), "--as-of", "2023-09-30", "--task", "5-1", "--format", "json"
    )
    assert json.loads(said.stdout)[0]["number"] == "DB-2023-001"
    text = (registry / "notices.yaml").read_text(encoding="utf-8")
    assert text.startswith("# 督办单。")
    assert logged(registry)[0].subject == "5-1"


def test_what_cannot_be_made_costs_no_number(notice: Any, example: Path, tmp_path: Path) -> None:
    before = (example / "notices.yaml").read_bytes()
    (tmp_path / "bad.docx").write_text("不是", encoding="utf-8")
    assert "模板不是 Word 文档" in notice("--template", "bad.docx").stderr
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "-o 应是文件夹" in notice("-o", "file").stderr
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "DB-2025-004 区住房和城乡建设局 9-2.docx").write_text("重要", encoding="utf-8")
    assert "已经有了" in notice("-o", "out").stderr
    assert (example / "notices.yaml").read_bytes() == before


@pytest.mark.slow
def test_two_at_once_share_the_numbers_without_gaps_or_repeats(example: Path, tmp_path: Path) -> None:
    items = ["9-2", "1-1", "6-1", "8-1", "12-1", "15-m1"]

    def issue(item: str) -> int:
        command = [
            sys.executable,
            "-m",
            "dcgd",
            "notice",
            "issue",
            "--data",
            str(example),
            "--as-of",
            DAY,
            "--task",
            item,
        ]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120).returncode

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(issue, items)) == [0] * len(items)
    numbers = [each.number for each in logged(example)]
    assert numbers == [f"DB-2025-{number:03d}" for number in range(1, len(numbers) + 1)]
    assert len({(each.unit, each.subject) for each in logged(example)[3:]}) == len(numbers) - 3
    assert len(list((tmp_path / "督办单").iterdir())) == len(numbers) - 3


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--level", "紫", "--task", "1-1"), "没有级别“紫”；可以是：蓝、黄、红"),
        (("--level", "红"), "--level 要与 --unit 或 --task 同用"),
        (("--task", "99-9"), "没有编号“99-9”"),
    ],
)
def test_wrong_use_is_said_in_a_sentence(args: tuple[str, ...], message: str, notice: Any, example: Path) -> None:
    before = (example / "notices.yaml").read_bytes()
    said = notice(*args)
    assert (said.returncode, said.stdout) == (2, "")
    assert message in said.stderr
    assert (example / "notices.yaml").read_bytes() == before


def test_no_notice_is_of_a_day_to_come_or_before_another(notice: Any, example: Path) -> None:
    assert "还没有到" in notice("--task", "9-2", day="2999-01-01").stderr
    notice("--task", "9-2")
    said = notice("--task", "1-1", day="2025-09-29")
    assert said.stderr == "错误：DB-2025-004 已于 2025-09-30 签发，不能再签发更早的（2025-09-29）\n"
    assert len(logged(example)) == 4


def test_the_reason_stands_beneath_its_notice_where_there_is_no_room(call: Run, example: Path) -> None:
    said = call(
        "notice", "issue", "--task", "9-2", "--dry-run", "--data", str(example), "--as-of", DAY, "-f", "table"
    ).stdout
    assert "\n  · 完成 11/30 个（36.7%），序时进度 75.0%，低 38.3 个百分点；" in said


def test_a_matter_nobody_leads_is_named(notice: Any) -> None:
    assert "没有牵头单位，发不了督办单：17 " in notice("--dry-run").stderr


def test_who_is_to_answer_for_an_item_that_names_nobody_can_be_said(notice: Any, example: Path) -> None:
    assert "指明发给谁：--task 17 --unit 单位" in notice("--task", "17").stderr
    [row] = json.loads(notice("--task", "17", "--unit", "区政府办").stdout)
    assert (row["number"], row["unit"], row["subject"]) == ("DB-2025-004", "区政府办公室", "17")
    assert [each.unit for each in logged(example)[3:]] == ["区政府办公室"]
    assert notice("--task", "9-2", "--unit", "区政府办").stdout == "", "it has a lead, and that is another unit"


def test_a_bare_notice_lists_and_issues_nothing(call: Run, example: Path, tmp_path: Path) -> None:
    before = (example / "notices.yaml").read_bytes()
    for words in ((), ("list",)):
        said = call("notice", *words, "--data", str(example), "--as-of", DAY, "--format", "json")
        rows = json.loads(said.stdout)
        assert [(row["number"], row["label"], row["days_over"], row["replied"]) for row in rows] == [
            ("DB-2025-001", "已回复", 0, "2025-06-09"),
            ("DB-2025-002", "已回复", 3, "2025-09-18"),
            ("DB-2025-003", "逾期未复", 13, None),
        ]
        assert [row["title"] for row in rows] == ["水闸安全鉴定", "完成云汐第三中学建设", "加装电梯"]
    assert (example / "notices.yaml").read_bytes() == before
    assert not (tmp_path / "督办单").exists()


@pytest.mark.parametrize(
    ("args", "numbers"),
    [
        (("--as-of", "2025-09-12"), [1, 2, 3]),
        (("--as-of", "2025-09-09"), [1, 2]),
        (("--as-of", "2025-09-30", "--open"), [3]),
        (("--as-of", "2025-09-12", "--open"), [2, 3]),
        (("--as-of", "2025-09-17", "--overdue", "--open"), [2]),
        (("--as-of", "2025-09-30", "--unit", "教体局"), [2]),
        (("--as-of", "2025-09-30", "--task", "14"), [3]),
        (("--as-of", "2025-09-30", "--task", "5-1", "-t", "11-m1"), [1, 2]),
    ],
)
def test_the_list_is_of_what_was_issued_by_then(
    args: tuple[str, ...], numbers: list[int], call: Run, example: Path
) -> None:
    said = call("notice", "list", "--data", str(example), "--format", "json", *args)
    assert [row["number"] for row in json.loads(said.stdout)] == [f"DB-2025-{number:03d}" for number in numbers]


def test_the_list_fits_a_terminal_of_80_columns(call: Run, example: Path) -> None:
    table = call("notice", "--data", str(example), "--as-of", DAY, "-f", "table").stdout
    assert max(map(width, table.splitlines())) <= 80
    assert "逾期未复" in table


def test_the_list_can_fail_for_a_timer(call: Run, example: Path) -> None:
    asked = ("notice", "--data", str(example), "--as-of", DAY, "--overdue", "--fail")
    assert call(*asked).returncode == 1
    assert call(*asked, "--unit", "区水利局").returncode == 0


def test_what_was_typed_before_says_how_it_is_typed_now(call: Run, example: Path, tmp_path: Path) -> None:
    here = ("--data", str(example), "--as-of", DAY)
    said = call("notice", "--task", "9-2", "--dry-run", *here)
    assert said.stderr.startswith("现在写作 dcgd notice issue …\n")
    assert "DB-2025-004" in said.stdout
    said = call("notice", "DB-2025-001", "-o", "out", *here)
    assert said.stderr.startswith("现在写作 dcgd notice print …\n")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["DB-2025-001 区水利局 5-1.docx"]
    said = call("notice", "--replied", "DB-2025-003", *here)
    assert said.returncode == 2
    assert "现在写作 dcgd notice reply …" in said.stderr
    assert call("notice", "foo").stderr.startswith("错误：没有命令“foo”")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("DB-2025-999",), "没有督办单“DB-2025-999”"),
        (("99",), "没有督办单“99”"),
        (("1",), "DB-2025-001 已于 2025-06-09 回复"),
        (("3", "--date", "2025-09-09"), "DB-2025-003 是 2025-09-10 签发的，不会在 2025-09-09 回复"),
        (("3", "--date", "2999-01-01"), "2999-01-01 还没有到"),
        ((), "缺少参数 单号…"),
    ],
)
def test_no_reply_is_noted_that_cannot_be(args: tuple[str, ...], message: str, reply: Any, example: Path) -> None:
    before = (example / "notices.yaml").read_bytes()
    said = reply(*args)
    assert (said.returncode, said.stdout) == (2, "")
    assert message in said.stderr
    assert (example / "notices.yaml").read_bytes() == before


def test_a_number_may_be_short(reply: Any, example: Path) -> None:
    assert reply("2025-3", "--date", "2026-02-02").stderr == "已登记：DB-2025-003 于 2026-02-02 回复\n"
    assert str(logged(example)[2].steps[-1].date) == "2026-02-02"
