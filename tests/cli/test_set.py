"""`dcgd set` and `dcgd unit`: changes of a registry without writing YAML."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., subprocess.CompletedProcess[str]]
APPROVED = ("--reason", "政策: 调整", "--approved-by", "常务会", "--date", "2023-09-01", "--data", "data")


def test_set_writes_an_adjustment(registry: Path, call: Call) -> None:
    done = call("set", "5-1", "value", "16家", *APPROVED)
    assert done.returncode == 0, done.stderr
    assert "已记下：5-1 新增高新技术企业的目标值从 15 调整为 16（2023-09-01，常务会批准）" in done.stderr
    assert 'from: 15, to: 16, reason: "政策: 调整", approved_by: 常务会, recorded: ' in (
        registry / "tasks.yaml"
    ).read_text("utf-8")
    for field, value, words in (
        ("due", "2024-03-31", "时限从 2023-12-31 调整为 2024-03-31"),
        ("comparator", "左右", "比较方式从 以上 调整为 左右"),
        ("firmness", "力争", "约束性从 约束性 调整为 力争"),
    ):
        done = call("set", "5-1", field, value, *APPROVED)
        assert (done.returncode, words in done.stderr) == (0, True), done.stderr
    assert call("validate", "data", "--strict").returncode == 0
    shown = call("targets", "--data", "data", "--as-of", "2023-10-01", "--format", "json").stdout
    assert next(row for row in json.loads(shown) if row["id"] == "5-1")["due"] == "2024-03-31"


def test_a_deadline_without_a_year_is_of_the_year_of_the_adjustment(registry: Path, call: Call) -> None:
    done = call("set", "5-1", "due", "11月底", *APPROVED)
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("due 的“11月底”没有写年份，按 2023-11-30 算\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("5-1", "value", "十六"), "“十六”不是数"),
        (("5-1", "value", "16人"), "按“家”计"),
        (
            ("5-1", "vale", "16"),
            "没有能调整的项“vale”；是不是：value（目标值）、baseline（基数）？可以是：value（目标值）、due（时限）、comparator（比较方式）、",
        ),
        (("5-1", "due", "2023-02-30"), "不是日历上有的日期"),
        (("5-1", "comparator", "大概"), "可以是：at_least（以上）"),
        (("5-9", "value", "16"), "没有编号“5-9”"),
        (("5-1", "value", "15"), "已经是 15"),
        (("5-1", "due", "2022-12-30"), "period-order 起算日 2023-01-01 晚于调整后的时限 2022-12-30"),
        (("5-1", "value", "12", "--date", "2999-01-01"), "2999-01-01 还没有到"),
    ],
)
def test_set_refuses_what_cannot_be(arguments: tuple[str, ...], said: str, registry: Path, call: Call) -> None:
    before = (registry / "tasks.yaml").read_bytes()
    done = call("set", *APPROVED, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert (registry / "tasks.yaml").read_bytes() == before


def test_set_wants_to_know_why_and_by_whom(registry: Path, call: Call) -> None:
    assert "缺少选项" in call("set", "5-1", "value", "16", "--reason", "x", "--data", "data").stderr
    done = call("set", "5-1", "value", "16", "--reason", "x", "--approved-by", " ", "--data", "data")
    assert "不能是空的" in done.stderr


def test_unit(registry: Path, call: Call) -> None:
    assert "已增加：区大数据局" in call("add", "unit", "区大数据局", "--alias", "大数据局", "--data", "data").stderr
    said = call("unit", "rename", "大数据局", "区数据局", "--data", "data").stderr
    assert "区大数据局 → 区数据局；“区大数据局”留作别名" in said
    assert "区数据局 ← 区数局" in call("unit", "alias", "区数据局", "区数局", "--data", "data").stderr
    assert call("validate", "data").returncode == 0
    assert "{name: 区数据局, aliases: [大数据局, 区大数据局, 区数局]}" in (registry / "units.yaml").read_text("utf-8")
    for arguments in (
        ("add", "区 局"),
        ("add", ""),
        ("add", "区水利局"),
        ("rename", "区水力局", "x"),
        ("alias", "x", "y"),
    ):
        assert call("unit", *arguments, "--data", "data").returncode == 2


def test_a_checkpoint_is_moved_by_its_words_or_its_day(example: Path, call: Call) -> None:
    def moved(checkpoint: str, to: str) -> subprocess.CompletedProcess[str]:
        approved = ("--reason", "雨季", "--approved-by", "区政府", "--date", "2025-08-05", "--data", str(example))
        return call("set", "11-m1", "checkpoints", to, "--checkpoint", checkpoint, *approved)

    assert "11-m1 在 2025-07-31 已有节点“配电工程完工”；先调整那一个" in moved("主体封顶", "2025-07-31").stderr
    assert "的节点从 2025-07-31 调整为 2025-08-31" in moved("配电", "8月底").stderr
    assert "的节点从 2025-06-30 调整为 2025-07-31" in moved("6月底", "2025-07-31").stderr
    shown = call("show", "11", "--as-of", "2025-08-10", "--data", str(example)).stdout
    assert "节点：2025-08-31 配电工程完工（原为 2025-07-31），还有 21 天" in shown
    assert "节点“主体封顶”延期：原为 2025-06-30，现为 2025-07-31" in shown
    assert call("validate", str(example)).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("set", "11-m1", "checkpoints", "9月底"), "11-m1 有几个节点，用 --checkpoint 写明哪一个（日期或它的话）；"),
        (("set", "11-m1", "due", "9月底", "--checkpoint", "主体封顶"), "--checkpoint 只用来调整节点"),
        (("set", "11-1", "checkpoints", "9月底"), "11-1 没有节点"),
        (("set", "11-m1", "checkpoints", "9月底", "--checkpoint", "封底"), "11-m1 没有节点“封底”；它的节点："),
    ],
)
def test_which_checkpoint_must_be_plain(example: Path, call: Call, arguments: tuple[str, ...], words: str) -> None:
    done = call(
        *arguments, "--reason", "雨季", "--approved-by", "区政府", "--date", "2025-08-05", "--data", str(example)
    )
    assert (done.returncode, words in done.stderr) == (2, True), done.stderr


def test_a_day_is_moved_forward_with_a_word(registry: Path, call: Call) -> None:
    done = call("set", "5-1", "due", "11月底", *APPROVED)
    assert "注意：2023-11-30 比原来的时限 2023-12-31 早，是提前，不是延期；要延到以后的，写明年份" in done.stderr


def test_what_an_adjustment_brings_that_validate_warns_of_is_said(example: Path, call: Call) -> None:
    approved = ("--reason", "雨季", "--approved-by", "区政府", "--date", "2025-08-05", "--data", str(example))
    done = call("set", "2-2", "checkpoints", "2025-12-31", "--checkpoint", "6月底", *approved)
    assert done.returncode == 0
    assert "注意：" not in done.stderr
    done = call("set", "11-m1", "checkpoints", "2025-11-30", "--checkpoint", "配电", *approved)
    assert (done.returncode, "注意：" in done.stderr, "不在事项的起止" in done.stderr) == (0, True, True)
