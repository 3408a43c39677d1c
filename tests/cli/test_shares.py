"""Shares of a target on the command line: shown, listed, counted apart, reported on, adjusted, withdrawn."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

Call = Callable[..., subprocess.CompletedProcess[str]]
SEPTEMBER = ("--as-of", "2025-09-30")


@pytest.fixture
def ask(example: Path, call: Call) -> Callable[..., Any]:
    """A command's JSON over the example, as of September unless it says otherwise."""

    def rows(*args: str, day: tuple[str, ...] = SEPTEMBER) -> Any:
        done = call(*args, "--data", str(example), *day, "-f", "json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return rows


def test_a_task_is_shown_with_the_shares_of_its_targets(example: Path, call: Call) -> None:
    said = call("show", "13-1", "--data", str(example), *SEPTEMBER).stdout
    assert "  · 柳园街道应达 60 张，仅 44 张\n" in said
    assert "  分解 13-1@柳园街道：80 张  [黄] 滞后，时限 2025-12-31，2025-09-30 报 44 张（完成 55.0%）\n" in said
    silent = call("show", "13", "--data", str(example), "--as-of", "2025-02-28").stdout
    assert "  · 未报送：北山镇\n" in silent
    assert "  分解 13-1@北山镇：70 张  [黄] 未报送，时限 2025-12-31\n" in silent


@pytest.mark.parametrize("name", ["13-1@柳园街道", "13-1@柳园街道办事处", "13－1＠柳园街道"])
def test_a_share_is_named_by_any_name_of_its_unit(name: str, ask: Callable[..., Any]) -> None:
    row = ask("show", name)
    assert (row["id"], row["what"], row["target"], row["unit"]) == ("13-1@柳园街道", "share", "13-1", "柳园街道办事处")
    assert (row["value"], row["reported_value"], row["light"], row["gap_points"]) == (80, 44, "黄", 20.0)
    assert [report["value"] for report in row["reports"]] == [0, 0, 10, 15, 22, 30, 36, 40, 44]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("13-1@柳圆街道", "没有 13-1 的分解“柳圆街道”；分解到的是：柳园街道、北山镇、云汐经开区；是不是：柳园街道？"),
        ("14-1@柳园街道", "14-1 没有分解到单位"),
        ("13-9@柳园街道", "13-9"),
    ],
)
def test_a_share_that_there_is_not_is_said_with_what_is_near(name: str, said: str, example: Path, call: Call) -> None:
    for command in (("show", name), ("progress", "add", name, "--value", "3")):
        done = call(*command, "--data", str(example))
        assert done.returncode == 2
        assert said in done.stderr


def test_a_unit_finds_the_shares_that_it_holds_in_every_listing(ask: Callable[..., Any]) -> None:
    assert [(row["number"], row["role"], row["light"]) for row in ask("list", "--unit", "柳园街道")] == [
        (13, "share", "黄")
    ]
    assert [row["id"] for row in ask("targets", "--unit", "柳园街道")] == ["13-1@柳园街道"]
    assert [row["id"] for row in ask("at-risk", "--unit", "柳园街道")] == ["13-1@柳园街道"]
    assert [row["id"] for row in ask("overdue", "--unit", "柳园街道")] == []
    assert "13-1@云汐经开区" in [row["id"] for row in ask("targets", "--unit", "云汐经济开发区")]
    assert "13-1@云汐经开区" not in [row["id"] for row in ask("targets", "--unit", "云汐经开区", "--role", "lead")]
    assert [row["id"] for row in ask("targets", "--group", "镇街")] == ["13-1@柳园街道", "13-1@北山镇"]


def test_shares_are_counted_apart_from_the_items(ask: Callable[..., Any], example: Path, call: Call) -> None:
    whole = ask("status", "--by", "light")[-1]
    assert (whole["name"], whole["total"]) == ("全部", 35)
    done = call("status", "--data", str(example), *SEPTEMBER)
    assert done.stderr == "分解到单位的 3 项另计：黄 1、绿 2；有风险 1（dcgd targets --shares）\n"
    assert not any("@" in row["id"] for row in ask("targets"))
    assert [row["id"] for row in ask("targets", "--shares")] == ["13-1@柳园街道", "13-1@北山镇", "13-1@云汐经开区"]
    (target,) = [row for row in ask("targets") if row["id"] == "13-1"]
    assert (target["rollup"], [share["unit"] for share in target["shares"]]) == (
        "sum",
        ["柳园街道", "北山镇", "云汐经开区"],
    )


def test_a_share_is_reported_by_its_unit_and_can_be_withdrawn(
    example: Path, call: Call, ask: Callable[..., Any]
) -> None:
    path = example / "progress/2025-10.yaml"
    before = ask("show", "13-1", day=("--as-of", "2025-10-31"))["targets"][0]
    done = call(
        *("progress", "add", "13-1@柳园街道办事处", "--value", "66张", "--date", "2025-10-31", "--yes"),
        *("--by", "柳园街道", "--correct", "--data", str(example)),
    )
    assert done.returncode == 0, done.stderr
    assert "已登记：13-1@柳园街道 新增养老床位，2025-10-31 为 66 张" in done.stderr
    assert "{target: 13-1, share: 柳园街道, date: 2025-10-31, value: 66, by: 柳园街道办事处, correction: true" in (
        path.read_text("utf-8")
    )
    after = ask("show", "13-1", day=("--as-of", "2025-10-31"))["targets"][0]
    assert (before["reported_value"], after["reported_value"]) == (170, 178)
    done = call(
        "progress",
        "withdraw",
        "13-1@柳园街道",
        "--date",
        "2025-10-31",
        "--by",
        "区政府办公室",
        "--note",
        "多填",
        "--data",
        str(example),
    )
    assert done.returncode == 0, done.stderr
    assert ask("show", "13-1", day=("--as-of", "2025-10-31"))["targets"][0] == before


def test_a_target_with_shares_takes_no_report_of_its_own(example: Path, call: Call) -> None:
    done = call("progress", "add", "13-1", "--value", "160", "--date", "2025-10-15", "--data", str(example))
    assert done.returncode == 2
    assert "13-1 分解到了各单位，按分解报：13-1@柳园街道、13-1@北山镇、13-1@云汐经开区" in done.stderr


def test_a_share_is_adjusted_with_approval_and_the_sum_says_what_is_missing(example: Path, call: Call) -> None:
    approved = (
        "--reason",
        "用地未落实",
        "--approved-by",
        "区政府常务会议",
        "--date",
        "2025-10-15",
        "--data",
        str(example),
    )
    done = call("set", "13-1@柳园街道", "value", "60", *approved)
    assert done.returncode == 0, done.stderr
    assert "已记下：13-1@柳园街道 新增养老床位的目标值从 80 调整为 60" in done.stderr
    assert "share-sum 各单位的合计是 180 张，比目标值 200 张少 20 张" in call("validate", "--data", str(example)).stdout
    assert call("set", "13-1@北山镇", "value", "90", *approved).returncode == 0
    assert "share-sum" not in call("validate", "--data", str(example)).stdout
    row = json.loads(
        call("show", "13-1@柳园街道", "--data", str(example), "--as-of", "2025-10-31", "-f", "json").stdout
    )
    assert (row["value"], row["original_value"]) == (60, 80)
    refused = call("set", "13-1@柳园街道", "firmness", "力争", *approved)
    assert "能调整的是：value（目标值）、due（时限）" in refused.stderr


def test_the_log_tells_who_reported_which_share(ask: Callable[..., Any]) -> None:
    rows = ask("progress", "log", "13-1")
    assert {row["id"] for row in rows} == {"13-1@柳园街道", "13-1@北山镇", "13-1@云汐经开区"}
    assert [row["delta"] for row in rows if row["id"] == "13-1@北山镇"] == [None, "+10", "+8", "+7", "+9", "+11", "+11"]


def test_shares_are_a_table_of_their_own(ask: Callable[..., Any]) -> None:
    assert ask("sql", "SELECT target, unit, value FROM shares") == [
        {"target": "13-1", "unit": "柳园街道办事处", "value": 80},
        {"target": "13-1", "unit": "北山镇人民政府", "value": 70},
        {"target": "13-1", "unit": "云汐经济开发区", "value": 50},
    ]
    assert ask("sql", "SELECT count(*) AS n FROM assessments WHERE what = 'share'") == [{"n": 0}]


def test_units_are_ranked_by_their_shares_within_their_group(ask: Callable[..., Any]) -> None:
    rows = ask("scorecard", "--shares")
    assert [(row["group"], row["rank"], row["name"], row["13-1"]) for row in rows] == [
        ("开发区", 1, "云汐经济开发区", "绿 80.0%"),
        ("镇街", 1, "北山镇人民政府", "绿 94.3%"),
        ("镇街", 2, "柳园街道办事处", "黄 55.0%"),
    ]
    assert (rows[2]["mean_done_percent"], rows[2]["mean_pace_percent"]) == (55.0, 75.0)
    early = ask("scorecard", "--shares", "--group", "镇街", day=("--as-of", "2025-02-28"))
    assert [(row["rank"], row["13-1"]) for row in early] == [(1, "黄 0.0%"), (1, "黄 未报送")]


@pytest.mark.parametrize("other", [("--by", "group"), ("--explain", "区民政局"), ("--compare", "earn")])
def test_the_ranking_by_shares_gives_no_points(other: tuple[str, str], example: Path, call: Call) -> None:
    done = call("scorecard", "--shares", *other, "--data", str(example), *SEPTEMBER)
    assert (done.returncode, "--shares 不与 --by、--explain、--compare 同用" in done.stderr) == (2, True)


def test_the_life_of_a_target_has_the_reports_of_its_shares(ask: Callable[..., Any]) -> None:
    whole = ask("log", "13-1", "--event", "reported")
    assert {row["id"] for row in whole} == {"13-1@柳园街道", "13-1@北山镇", "13-1@云汐经开区"}
    own = ask("log", "13-1@柳园街道办事处", "--event", "reported")
    assert [row["sentence"] for row in own][-1] == "44 张；存在问题：两处选址的消防改造没有开工"
    assert [row["id"] for row in ask("log", "柳园街道", "--event", "reported")] == ["13-1@柳园街道"] * 9


def test_a_share_has_its_lights_month_by_month(ask: Callable[..., Any]) -> None:
    (row,) = ask("history", "13-1@柳园街道")
    assert (row["id"], row["2025-01"], row["2025-09"]) == ("13-1@柳园街道", "绿", "黄")
    assert {row["id"] for row in ask("progress", "log", "13-1@柳园街道")} == {"13-1@柳园街道"}


def test_who_has_not_reported_a_share_is_the_unit_that_holds_it(example: Path, call: Call) -> None:
    path = example / "progress/2025-09.yaml"
    kept = [line for line in path.read_text("utf-8").splitlines(True) if "share: 北山镇" not in line]
    path.write_text("".join(kept), encoding="utf-8", newline="\n")
    asked = (
        "progress",
        "missing",
        "--period",
        "2025-09",
        "--data",
        str(example),
        "--as-of",
        "2025-10-20",
        "-f",
        "json",
    )
    for narrowed in ((), ("--unit", "北山镇")):
        rows = json.loads(call(*asked, *narrowed).stdout)
        assert [row["id"] for row in rows if row["unit"] == "北山镇人民政府"] == ["13-1@北山镇"]
    assert not any(row["unit"] == "区民政局" for row in json.loads(call(*asked).stdout))
    text = call(*asked[:-2], "--unit", "北山镇", "--text").stdout
    assert "1. 新增养老床位（上次报送2025年8月31日）" in text


def test_a_paper_names_the_shares_that_hold_a_target_up(example: Path, tmp_path: Path, call: Call) -> None:
    for path in (example / "progress").iterdir():
        kept = [line for line in path.read_text("utf-8").splitlines(True) if "share: 北山镇" not in line]
        path.write_text("".join(kept), encoding="utf-8", newline="\n")
    done = call("papers", "bulletin", "--period", "2025-09", "-o", str(tmp_path / "公文"), "--data", str(example))
    assert done.returncode == 0, done.stderr
    text = "\n".join(part.text for part in docx.Document(str(tmp_path / "公文" / "2025-09 通报.docx")).paragraphs)
    said = "完成年度目标（200张）的42.0%，欠序时进度33.0个百分点；柳园街道应达60张，仅44张；未报送：北山镇。"
    assert said in text


def test_a_unit_that_is_named_gets_a_notice_on_its_share(example: Path, call: Call) -> None:
    args = ("notice", "issue", "--dry-run", "--as-of", "2025-09-30", "--format", "json", "--data", str(example))
    [row] = json.loads(call(*args, "--unit", "柳园街道").stdout)
    assert (row["subject"], row["unit"], row["level"]) == ("13-1@柳园街道", "柳园街道办事处", "黄")
    assert "13-1@柳园街道" not in call(*args).stdout, "by itself the item goes to who leads it"
