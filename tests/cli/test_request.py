"""`dcgd request`: an extension asked for, decided and listed, as a clerk goes about it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_an_extension_is_asked_for_approved_and_counts(example: Path, call: Run) -> None:
    data = ("--data", str(example))
    done = call(
        *("request", "ask", "9-1", "due", "2026-03-31", "--by", "住建局", "--note", "冬季停工"),
        *("--date", "2025-11-20", *data),
    )
    said = "已登记：YQ-2025-003 9-1 时限从 2025-12-31 到 2026-03-31；接下来：dcgd request decide YQ-2025-003 "
    said += "--approve（或 --refuse） --by 谁\n"
    assert (done.returncode, done.stderr) == (0, said)
    late = ("request", "ask", "5-1", "due", "2025-12-31", "--by", "区水利局", "--note", "缺人", "--date", "2025-12-20")
    assert "时限已过" in call(*late, *data).stderr
    assert call("request", "decide", "3", "--by", "会议", *data).returncode == 2
    decided = ("request", "decide", "3", "--approve", "--by", "第52次常务会议", "--date", "2025-11-28")
    assert "9-1 的时限已调整" in call(*decided, *data).stderr
    assert call("request", "withdraw", "4", "--by", "区水利局", "--note", "办完了", *data).returncode == 0
    rows = json.loads(call("request", *data, "-f", "json").stdout)
    assert [(row["id"], row["label"], row["decided_by"]) for row in rows] == [
        ("YQ-2025-001", "已批准", "区政府第52次常务会议"),
        ("YQ-2025-002", "未批准", "区政府第53次常务会议"),
        ("YQ-2025-003", "已批准", "第52次常务会议"),
    ]
    rows = json.loads(call("request", "list", "--all", *data, "-f", "json").stdout)
    assert [row["label"] for row in rows] == ["已批准", "未批准", "已批准", "已撤回"]
    [target] = [row for row in json.loads(call("targets", *data, "-f", "json").stdout) if row["id"] == "9-1"]
    assert (target["due"], target["original_due"]) == ("2026-03-31", "2025-12-31")
    assert call("validate", str(example)).returncode == 0


def test_the_extension_of_a_checkpoint_is_asked_for_and_approved(example: Path, call: Run) -> None:
    data = ("--data", str(example))
    ask = (
        "request",
        "ask",
        "11-m1",
        "checkpoints",
        "9月底",
        "--by",
        "教体局",
        "--note",
        "雨季",
        "--date",
        "2025-08-05",
    )
    several = call(*ask, *data)
    assert (several.returncode, "用 --checkpoint 写明哪一个" in several.stderr) == (2, True)
    done = call(*ask, "--checkpoint", "配电", *data)
    assert "checkpoints 的“9月底”没有写年份，按 2025-09-30 算" in done.stderr
    assert "已登记：YQ-2025-003 11-m1 节点从 2025-07-31 到 2025-09-30" in done.stderr
    assert call(*ask, "--checkpoint", "7月31日", *data).returncode == 2, "it is asked for already"
    assert call(*ask, "--checkpoint", "主体封顶", *data).returncode == 0, "another is another request"
    row = json.loads(call("request", *data, "-f", "json").stdout)[2]
    assert (row["field"], row["checkpoint"], row["to"]) == ("checkpoints", "2025-07-31", "2025-09-30")
    assert row["by"] == "区教育体育局", "a unit stands under its own name"
    decided = ("request", "decide", "3", "--approve", "--by", "区政府", "--date", "2025-08-10")
    assert "11-m1 的节点已调整" in call(*decided, *data).stderr
    shown = call("show", "11", "--as-of", "2025-08-20", *data).stdout
    assert "节点：2025-09-30 配电工程完工（原为 2025-07-31）" in shown
    assert call("validate", str(example)).returncode == 0
    wrong = call("request", "ask", "9-1", "due", "2026-03-31", "--by", "a", "--note", "b", "--checkpoint", "c", *data)
    assert "--checkpoint 只用来调整节点" in wrong.stderr


def test_a_step_of_a_day_to_come_is_refused_and_a_decision_says_how(example: Path, call: Run) -> None:
    ask = ("request", "ask", "9-1", "due", "2199-03-31", "--by", "区水利局", "--note", "缺人", "--data", str(example))
    done = call(*ask, "--date", "2199-01-01")
    assert (done.returncode, "2199-01-01 还没有到" in done.stderr) == (2, True)
    bare = call("request", "decide", "1", "--by", "会议", "--data", str(example))
    assert "dcgd request decide 1 --approve（或 --refuse） --by 谁" in bare.stderr


def test_of_several_registries_each_request_says_of_which_document_it_is(
    example: Path, registry: Path, call: Run
) -> None:
    listed = json.loads(call("request", "--data", str(registry), "--data", str(example), "-f", "json").stdout)
    assert {(row["document"], row["id"].partition(":")[0]) for row in listed} == {("云汐政办字〔2025〕3号", "example")}
