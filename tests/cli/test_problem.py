"""`dcgd problem`: the loop on the command line, in files that change only at the end of the trail."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dcgd.publish.tabular.width import width
from stamps import unstamped

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "yunxi-2025"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "台账"
    shutil.copytree(EXAMPLE, folder)
    return folder


def test_the_first_problem_of_a_registry_makes_the_file(call: Run, registry: Path) -> None:
    done = call("problem", "raise", "5", "缺人", "--by", "区科技局", "--date", "2023-06-01", "--data", str(registry))
    assert done.returncode == 0, done.stderr
    assert (registry / "problems.yaml").read_text(encoding="utf-8").splitlines()[:2] == [
        "# 问题及其经过。只在末尾添加（dcgd problem），不改已有的步骤。",
        "problems:",
    ]


def test_the_whole_loop(call: Run, data: Path) -> None:
    path = data / "problems.yaml"
    before = path.read_text(encoding="utf-8")
    rest = ("--by", "区政府办", "--data", str(data))

    def go(*command: str) -> str:
        done = call("problem", *command, *rest)
        assert done.returncode == 0, done.stderr
        return done.stderr

    assert "WT-2025-007" in go("raise", "9-2", "验收标准: 有变", "--date", "2025-10-01", "--evidence", "佐证/函.pdf")
    assert "期限 2025-10-31" in go(
        "assign", "WT-2025-007", "--to", "住建局", "--deadline", "2025-10-31", "--date", "2025-10-02"
    )
    for action, day in (("resolve", "20"), ("feedback", "21"), ("reject", "22"), ("resolve", "23")):
        go(action, "WT-2025-007", "--date", f"2025-10-{day}")
    for day in ("24", "25"):
        go("advance", "WT-2025-007", "--date", f"2025-10-{day}")
    text = unstamped(path.read_text(encoding="utf-8"))
    assert text.startswith(before)
    assert text[len(before) :].splitlines() == [
        "  - id: WT-2025-007",
        "    task: 9",
        "    target: 9-2",
        '    title: "验收标准: 有变"',
        "    steps:",
        "      - {action: raise, date: 2025-10-01, by: 区政府办公室, evidence: 佐证/函.pdf}",
        "      - {action: assign, date: 2025-10-02, by: 区政府办公室, to: 区住房和城乡建设局, deadline: 2025-10-31}",
        "      - {action: resolve, date: 2025-10-20, by: 区政府办公室}",
        "      - {action: feedback, date: 2025-10-21, by: 区政府办公室}",
        "      - {action: reject, date: 2025-10-22, by: 区政府办公室}",
        "      - {action: resolve, date: 2025-10-23, by: 区政府办公室}",
        "      - {action: feedback, date: 2025-10-24, by: 区政府办公室}",
        "      - {action: close, date: 2025-10-25, by: 区政府办公室}",
    ]
    assert call("validate", str(data)).returncode == 0
    shown = json.loads(call("problem", "show", "WT-2025-007", "--data", str(data), "-f", "json").stdout)
    assert (shown["label"], shown["rejected"], len(shown["steps"])) == ("已销号", 1, 8)


def test_a_step_inside_the_file_changes_one_line(call: Run, data: Path) -> None:
    path = data / "problems.yaml"
    before = path.read_text(encoding="utf-8").splitlines()
    done = call("problem", "reject", "WT-2025-001", "--by", "区政府办", "--date", "2025-06-01", "--data", str(data))
    assert done.returncode == 0, done.stderr
    after = unstamped(path.read_text(encoding="utf-8")).splitlines()
    [new] = [line for line in after if line not in before]
    assert new == "      - {action: reject, date: 2025-06-01, by: 区政府办公室}"
    assert [line for line in after if line != new] == before


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("close", "WT-2025-006", "--by", "甲"), "接下来可以：assign（交办）"),
        (("assign", "WT-2025-006", "--by", "甲", "--to", "水利局"), "交办要写明给谁（--to）和办结期限（--deadline）"),
        (
            ("assign", "WT-2025-006", "--by", "甲", "--to", "区水力局", "--deadline", "2026-01-01"),
            "没有“区水力局”；是不是：区水利局",
        ),
        (("resolve", "WT-2025-099", "--by", "甲"), "没有问题“WT-2025-099”；是不是：WT-2025-0"),
        (("raise", "99-1", "甲", "--by", "甲"), "没有编号“99-1”"),
        (("raise", "9-2", " ", "--by", "甲"), "问题不能是空的"),
        (("raise", "9-2", "甲", "--by", "甲", "--date", "2999-01-01"), "还没有到"),
        (("raise", "9-2", "甲"), "缺少选项"),
        (("advance", "WT-2025-001", "--by", "甲"), "已销号；要退回重办用 dcgd problem reject"),
        (
            ("advance", "WT-2025-005", "--by", "甲", "--to", "水利局"),
            "WT-2025-005 的下一步是解决，--to、--deadline 只在",
        ),
        (("advance", "WT-2025-005", "--by", "甲", "--deadline", "2027-01-01"), "WT-2025-005 的下一步是解决"),
        (("show", "WT-1"), "没有问题“WT-1”"),
        (("show", "WT-2025-005", "--as-of", "2025-10-08"), "WT-2025-005 是 2025-10-09 发现的，2025-10-08 还没有"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    call: Run, data: Path, command: tuple[str, ...], words: str
) -> None:
    before = (data / "problems.yaml").read_bytes()
    done = call("problem", *command, "--data", str(data))
    assert done.returncode == 2
    assert words in done.stderr
    assert (data / "problems.yaml").read_bytes() == before


def test_a_list_shows_what_was_known_on_a_day(call: Run, data: Path) -> None:
    def ids(*options: str) -> list[str]:
        done = call("problem", "list", "--data", str(data), "--as-of", "2025-09-30", "-f", "json", *options)
        return [each["id"] for each in json.loads(done.stdout)]

    assert ids() == [f"WT-2025-{number:03d}" for number in (1, 2, 3, 4, 6)]
    assert ids("--open") == ["WT-2025-003", "WT-2025-004", "WT-2025-006"]
    assert ids("--overdue") == ["WT-2025-003"]
    assert ids("--unit", "住建局") == ["WT-2025-002"]
    assert call("problem", "list", "--overdue", "--fail", "--data", str(data), "--as-of", "2025-09-30").returncode == 1


def test_who_a_problem_was_given_to_is_known_by_any_of_its_names(call: Run, data: Path) -> None:
    path = data / "problems.yaml"
    written = path.read_text(encoding="utf-8").replace("to: 区民政局", "to: 示例市云汐区民政局")
    path.write_text(written, encoding="utf-8", newline="\n")
    done = call("problem", "list", "--data", str(data), "--as-of", "2025-09-30", "-f", "json", "--unit", "民政局")
    assert [each["id"] for each in json.loads(done.stdout)] == ["WT-2025-003"]


def test_the_list_fits_a_terminal_of_80_columns(call: Run, data: Path) -> None:
    table = call("problem", "list", "--data", str(data), "--as-of", "2025-09-30", "-f", "table").stdout
    assert max(map(width, table.splitlines())) <= 80


def test_an_overdue_problem_makes_its_task_at_risk_until_it_is_closed(call: Run, data: Path) -> None:
    def risks(day: str) -> list[str]:
        done = call("at-risk", "--data", str(data), "--as-of", day, "-f", "json")
        return next((each["risks"] for each in json.loads(done.stdout) if each["id"] == "13-m1"), [])

    assert "problem" not in risks("2025-09-20")
    assert "problem" in risks("2025-09-21")
    assert "problem" not in risks("2025-11-03")


def test_the_first_problem_makes_the_file(call: Run, data: Path) -> None:
    (data / "problems.yaml").unlink()
    done = call("problem", "raise", "17", "甲", "--by", "区政府办", "--date", "2025-10-01", "--data", str(data))
    assert done.returncode == 0, done.stderr
    assert "problems:\n  - id: WT-2025-001\n    task: 17\n" in (data / "problems.yaml").read_text(encoding="utf-8")


def test_every_step_takes_a_short_number(call: Run, data: Path) -> None:
    day = ("--by", "区政府办", "--date", "2025-12-01", "--data", str(data))
    assert "已登记：WT-2025-001 2025-12-01 退回" in call("problem", "reject", "1", *day).stderr
    assert "已登记：WT-2025-001 2025-12-01 解决" in call("problem", "resolve", "001", *day).stderr
    assert "已登记：WT-2025-001 2025-12-01 反馈" in call("problem", "advance", "2025-1", *day).stderr
    assert json.loads(call("problem", "show", "1", "--data", str(data), "-f", "json").stdout)["id"] == "WT-2025-001"
