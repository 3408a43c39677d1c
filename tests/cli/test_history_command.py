"""`dcgd history`: lights month by month; what was red once is never green again."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


def lines(call: Run, *args: str) -> dict[str, str]:
    """The lights of each row, from the first month on."""
    done = call("history", *args, "-f", "json")
    assert done.returncode == 0, done.stderr
    months = {row["id"]: [value for key, value in row.items() if key[:2] == "20"] for row in json.loads(done.stdout)}
    return {name: "".join(found) for name, found in months.items()}


def test_a_month_that_was_red_and_is_made_up_is_yellow_with_a_star(example: Path, call: Run) -> None:
    found = lines(call, "9-2", "7-1", "--data", str(example), "--as-of", "2025-12-31")
    assert found == {
        "9-2": "绿黄黄黄红红红红红黄黄*黄*",
        "7-1": "绿黄黄红红黄黄黄*黄*黄*黄*黄*",
        "合计": "绿黄黄红红红红红红黄黄*黄*",
    }


def test_each_month_is_judged_by_its_last_day_and_the_running_one_by_the_day_asked_for(
    example: Path, call: Run
) -> None:
    args = ("5-1", "--data", str(example), "--as-of")
    assert lines(call, *args, "2025-06-10") == {"5-1": "黄黄黄黄黄红"}
    assert lines(call, *args, "2025-06-30") == {"5-1": "黄黄黄黄黄黄"}


def test_a_task_stands_for_its_items_and_the_last_row_is_the_worst_of_each_month(example: Path, call: Run) -> None:
    found = lines(call, "8", "9", "--data", str(example), "--as-of", "2025-03-31")
    assert found == {"8-1": "绿绿绿", "9-1": "灰黄绿", "9-2": "绿黄黄", "合计": "绿黄黄"}


def test_by_unit_and_by_section(example: Path, call: Run) -> None:
    args = ("--data", str(example), "--as-of", "2025-02-28")
    assert list(lines(call, "--unit", "教体局", *args)) == ["11-m1"], "11-1 begins in October"
    assert list(lines(call, "--section", "五", "--item", "task", *args)) == ["16", "17", "合计"]


def test_before_the_period_there_is_nothing_to_show(example: Path, call: Run) -> None:
    done = call("history", "--data", str(example), "--as-of", "2024-12-31")
    assert done.returncode == 0
    assert done.stderr == "没有符合条件的事项，或周期还没有开始。\n"
    assert len(done.stdout.splitlines()) == 1


def test_overduer_reports_do_not_change_earlier_months(example: Path, call: Run) -> None:
    early = lines(call, "--data", str(example), "--as-of", "2025-06-30")
    late = lines(call, "--data", str(example), "--as-of", "2026-01-31")
    assert all(late[name].startswith(line) for name, line in early.items())


def test_once_all_is_decided_no_more_months_follow(example: Path, registry: Path, call: Run) -> None:
    args = ("--data", str(example), "--as-of")
    assert len(lines(call, "1-1", *args, "2030-01-01")["1-1"]) == 13, "due in December: January settles it"
    assert len(lines(call, "3-m1", *args, "2030-01-01")["3-m1"]) == 19, "put off to June of the next year"
    assert lines(call, "5-1", *args, "2030-01-01")["5-1"] == "黄黄黄黄黄黄黄", "due in May, reported in June"
    real = lines(call, "--data", str(registry), "--as-of", "2030-01-01")
    assert set(real.values()) == {"灰灰灰灰灰黄黄黄黄黄黄黄红"}


def test_a_later_day_changes_no_light_that_is_shown(example: Path, call: Run) -> None:
    early = lines(call, "--data", str(example), "--as-of", "2026-07-31")
    assert lines(call, "--data", str(example), "--as-of", "2030-01-01") == early


def test_the_year_stands_with_the_first_month_and_each_january(example: Path, call: Run) -> None:
    done = call("history", "1-1", "--data", str(example), "--as-of", "2026-01-31", "-f", "csv")
    assert done.stdout.splitlines()[0] == "编号,事项,25-01,2,3,4,5,6,7,8,9,10,11,12,26-01"


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("9-3",), "没有编号“9-3”；是不是："),
        (("--unit", "区水力局"), "没有“区水力局”；是不是：区水利局？"),
        (("--item", "x"), "没有类别“x”"),
    ],
)
def test_typos(example: Path, call: Run, args: tuple[str, ...], why: str) -> None:
    done = call("history", *args, "--data", str(example))
    assert done.returncode == 2
    assert done.stderr.startswith(f"错误：{why}")


def test_an_item_that_continues_last_years_has_one_line_over_both_years(example: Path, call: Run) -> None:
    both = ("--data", str(example), "--data", str(ROOT / "examples/yunxi-2024"), "--as-of", "2025-09-30")
    found = {name.rpartition("/")[2]: line for name, line in lines(call, "3-m1", *both).items()}
    assert found == {"example:3-m1": "灰黄黄黄黄黄红红红红红红绿绿黄黄黄黄黄黄绿"}
    whole = [name.rpartition("/")[2] for name in lines(call, *both)]
    assert "yunxi-2024:2-m1" not in whole
    assert "yunxi-2024:4-2" in whole, "what nothing continues keeps its line"
    assert lines(call, "3-m1", "--data", str(example), "--as-of", "2025-09-30") == {"3-m1": "绿绿黄黄黄黄黄黄绿"}
