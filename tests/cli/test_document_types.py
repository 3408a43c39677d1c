"""Documents of several types beside one another: what each is called, counted in, and when it is due."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
DAY = ("--as-of", "2025-10-20")
TASKS = """\
document:
  number: 云汐{words}〔2025〕1号
  title: 云汐区2025年{words}
  issuer: 云汐区人民政府办公室
  issued: 2025-01-05
  start: 2025-01-01
  due: 2025-12-31
  type: {type}
sections:
  - number: 一
    title: 第5次{words}
    issued: 2025-08-29
    tasks:
      - {{number: 1, title: 整修水渠, text: 整修水渠。, leads: [区水利局]}}
      - {{number: 2, title: 拨付资金, text: 拨付资金。, leads: [区财政局], due: 2025-11-30}}
"""


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """Minutes and directives of a district, which share their units."""
    folder = tmp_path / "云汐"
    for name, type_, words in (("会议", "minutes", "常务会议"), ("批示", "directive", "领导批示")):
        (folder / name).mkdir(parents=True)
        text = TASKS.format(type=type_, words=words)
        (folder / name / "tasks.yaml").write_text(text, encoding="utf-8", newline="\n")
    units = "units:\n  - {name: 区财政局}\n  - {name: 区水利局}\n"
    (folder / "units.yaml").write_text(units, encoding="utf-8", newline="\n")
    return folder


def rows(call: Run, *args: str) -> list[dict[str, Any]]:
    done = call(*args, "-f", "json")
    assert done.returncode == 0, done.stderr
    listed: list[dict[str, Any]] = json.loads(done.stdout)
    return listed


def test_every_listing_says_of_what_type_the_document_is(district: Path, call: Run) -> None:
    data = ("--data", str(district))
    assert call("validate", str(district)).returncode == 0
    assert [row["type"] for row in rows(call, "list", *data)] == ["minutes"] * 2 + ["directive"] * 2
    assert [row["type"] for row in rows(call, "overdue", *data, *DAY)] == ["minutes", "directive"]
    assert {row["type"] for row in rows(call, "progress", "missing", *data, *DAY)} == {"minutes", "directive"}
    for command in (("list",), ("overdue",), ("progress", "missing")):
        head, first, *_rest = call(*command, *data, *DAY, "-f", "csv").stdout.splitlines()
        assert head.startswith("文件,类型,")
        assert first.split(",")[1] in ("会议纪要", "批示")
    alone = ("--data", str(district / "会议"))
    assert call("list", *alone, "-f", "csv").stdout.startswith("序号,章节,议定事项,"), "one type needs no column"


def test_the_whole_is_counted_by_type_with_the_share_that_is_done(district: Path, call: Run) -> None:
    meetings = str(district / "会议")
    added = call("progress", "add", "1", "--done", "--date", "2025-10-10", "--data", meetings)
    assert added.returncode == 0, added.stderr
    told = [row for row in rows(call, "status", "--data", str(district), *DAY) if row["by"] == "type"]
    assert [(row["type"], row["name"], row["total"], row["done_percent"]) for row in told] == [
        ("minutes", "议定事项（件）", 2, 50.0),
        ("directive", "批示事项（件）", 2, 0.0),
    ]
    assert "办结率" in call("status", "--data", str(district), *DAY, "-f", "csv").stdout
    assert [row["by"] for row in rows(call, "status", "--data", meetings, *DAY) if row["by"] == "type"] == []
    assert [row["done_percent"] for row in rows(call, "status", "--by", "type", "--data", meetings, *DAY)] == [50.0]


def test_what_has_no_due_date_is_due_so_many_working_days_after_its_meeting(district: Path, call: Run) -> None:
    data = ("--data", str(district / "批示"), *DAY)
    assert [(row["id"], row["due"]) for row in rows(call, "overdue", *data)] == [("1", "2025-09-19")]
    (district / "批示" / "rules.yaml").write_text("deadlines: {directive: 60}\n", encoding="utf-8")
    assert rows(call, "overdue", *data) == []
    done = call("set", "1", "due", "2025-12-20", "--reason", "批复", "--approved-by", "会议", "--data", data[1])
    assert done.returncode == 0, done.stderr
    assert "from: 2025-11-27" in (district / "批示" / "tasks.yaml").read_text(encoding="utf-8")
    assert call("validate", data[1]).returncode == 0


def test_reminders_count_meetings_in_their_own_word(district: Path, call: Run) -> None:
    said = call("progress", "missing", "--text", "--data", str(district / "会议"), *DAY).stdout
    assert "下列1件进展" in said


def test_nothing_is_reported_from_before_its_meeting(district: Path, call: Run) -> None:
    done = call("progress", "add", "1", "--percent", "5", "--date", "2025-08-01", "--data", str(district / "会议"))
    assert (done.returncode, "2025-08-01 早于起始日 2025-08-29" in done.stderr) == (2, True)


def test_a_new_meeting_comes_with_its_day(district: Path, call: Run) -> None:
    new = ("add", "task", "--new-section", "第6次常务会议", "--text", "护坝。", "--lead", "区水利局")
    data = ("--data", str(district / "会议"))
    assert call(*new, "--issued", "9月29日", *data).returncode == 0
    text = (district / "会议" / "tasks.yaml").read_text(encoding="utf-8")
    assert "  - number: 二\n    title: 第6次常务会议\n    issued: 2025-09-29\n    tasks:\n" in text
    [item] = [row for row in rows(call, "at-risk", *data, *DAY) if row["id"] == "3"]
    assert item["due"] == "2025-11-17"
    refused = call("add", "task", "--text", "护坝。", "--lead", "区水利局", "--issued", "2025-09-29", *data)
    assert (refused.returncode, "--issued 要与 --new-section 同用" in refused.stderr) == (2, True)


def test_another_type_and_another_day_of_a_meeting_are_changes(changed: Callable[..., list[Any]]) -> None:
    tasks = "tasks.yaml"
    [told] = changed((tasks, "  issued: 2023-01-10\n", "  issued: 2023-01-10\n  type: minutes\n"))
    assert (told.kind, told.subject, told.after) == ("document-changed", "文件类型", "minutes")


def test_the_example_of_meetings_and_directives_is_sound_and_shows_both(call: Run) -> None:
    example = Path(__file__).resolve().parents[2] / "examples" / "yunxi-meetings"
    assert "0 个错误，0 个警告，0 个提示" in call("validate", str(example)).stderr
    told = rows(call, "status", "--by", "type", "--data", str(example), "--as-of", "2025-09-30")
    assert [(row["type"], row["done_percent"]) for row in told] == [("directive", 50.0), ("minutes", 33.3)]


def test_a_file_of_the_folder_above_is_named_where_it_lies(district: Path, call: Run) -> None:
    (district / "people.yaml").write_text("people:\n  - {name: 李某某}\n", encoding="utf-8", newline="\n")
    done = call("add", "person", "周某某", "--unit", "区水利局", "--data", str(district / "会议"))
    assert (done.returncode, done.stderr) == (0, f"已增加：周某某，写入 {district / 'people.yaml'}\n")
