"""`progress add --checkpoint`: a checkpoint in words is reported as met."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from stamps import unstamped

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_checkpoint_in_words_is_named_by_its_words_or_its_day_and_needs_no_number(example: Path, call: Run) -> None:
    here = ("--date", "2025-10-15", "--data", str(example))
    for named in ("主体封顶", "上半年"):
        done = call("progress", "add", "11-m1", "--checkpoint", named, "--yes", *here)
        assert (done.returncode, done.stdout) == (0, "")
        assert "已登记：11-m1 完成云汐第三中学建设，2025-10-15 完成节点“主体封顶”，写入 " in done.stderr
        line = unstamped((example / "progress/2025-10.yaml").read_text(encoding="utf-8")).splitlines()[-1]
        assert line == "  - {milestone: 11-m1, date: 2025-10-15, checkpoint: 2025-06-30}"
    done = call("progress", "add", "11-m1", "--percent", "96", "--checkpoint", "7月底", *here)
    assert "为 96%（上次 2025-09-30 为 95%），完成节点“配电工程完工”" in done.stderr
    assert call("validate", str(example)).returncode == 0
    log = call("progress", "log", "11-m1", "--data", str(example)).stdout.splitlines()
    assert [line.split("\t")[3:5] for line in log[-4:-1]] == [
        ["完成节点“主体封顶”", ""],
        ["完成节点“主体封顶”", ""],
        ["96%，完成节点“配电工程完工”", "+1"],
    ]


def test_a_report_of_a_checkpoint_that_is_none_is_told_with_those_there_are(example: Path, call: Run) -> None:
    path = example / "progress/2025-11.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("checkpoint: 2025-11-30", "checkpoint: 2025-11-03"), encoding="utf-8")
    done = call("validate", str(example))
    assert done.returncode == 0, "a warning"
    assert "report-checkpoint" in done.stdout
    assert "13-m1 没有 2025-11-03 的形象进度节点" in done.stdout
    assert "它的节点：2025-06-30（装修完工）、2025-11-30（通过消防审验）" in done.stdout
