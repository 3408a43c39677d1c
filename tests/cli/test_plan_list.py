"""`dcgd plan list`: the checkpoints of a quarter."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Call = Callable[..., subprocess.CompletedProcess[str]]


def test_a_bare_plan_lists_this_quarter_and_tells_of_what_was_left_before(example: Path, call: Call) -> None:
    done = call("plan", "--data", str(example), "--as-of", "2025-08-15")
    assert done.stdout.splitlines() == [
        "date\tid\ttitle\twanted\tleads\towners\tlabel\tlight",
        "2025-07-31\t11-m1\t完成云汐第三中学建设\t配电工程完工\t区教育体育局\t杨某某\t已过 15 天，未完成\t黄",
        "2025-09-30\t2-2\t技术改造投资\t达到 20 亿元\t区工业和信息化局\t冯某某\t还有 46 天\t绿",
    ]
    later = call("plan", "--data", str(example), "--as-of", "2025-10-10")
    assert "此前的季度还有 1 个节点过期未完成，用 --quarter 列出。" in later.stderr


def test_another_quarter_a_unit_a_state(example: Path, call: Call) -> None:
    def ids(*options: str) -> list[str]:
        done = call("plan", "list", *options, "--data", str(example), "--as-of", "2025-08-15", "--format", "json")
        return [row["id"] for row in json.loads(done.stdout)]

    assert ids("--quarter", "二季度") == ["2-2", "11-m1", "13-m1", "16"]
    assert ids("--quarter", "2025年上半年", "--unit", "区民政局") == ["13-m1"]
    assert ids("--quarter", "上半年") == ["2-2", "11-m1", "2-2", "11-m1", "13-m1", "16"]
    assert len(ids("--quarter", "全年")) == 10
    wrong = call("plan", "list", "--quarter", "五季度", "--data", str(example))
    assert (wrong.returncode, "没有“五季度”；写 一季度、二季度" in wrong.stderr) == (2, True)
    assert ids("--state", "late") == ["11-m1"]
    assert ids("--state", "未到期") == ["2-2"]


def test_it_ends_with_1_where_something_is_late_if_asked(example: Path, call: Call) -> None:
    ends = [
        call("plan", "list", "--fail", "--quarter", quarter, "--data", str(example), "--as-of", "2025-08-15").returncode
        for quarter in ("三季度", "二季度")
    ]
    assert ends == [1, 0]
