"""`dcgd show`: one task whole, as it stands on a day."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

Run = Callable[..., subprocess.CompletedProcess[str]]
DAY = ("--as-of", "2025-09-30")


def shown(call: Run, *args: str) -> dict[str, Any]:
    done = call("show", *args, "-f", "json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_text_units_targets_verdicts_and_reports(example: Path, call: Run) -> None:
    done = call("show", "5", "--data", str(example), *DAY)
    assert done.returncode == 0
    assert (
        done.stdout
        == """\
5. 加强水利和农村治污
章节：二
牵头单位：区水利局
参与单位：区农业农村局
分管领导：吴某某  责任人：张某某  联系人：曹某某

加强水利和农村治污。汛期前（5月31日前）完成12座水闸安全鉴定，农村生活污水治理率达到65%。

目标 5-1 水闸安全鉴定：12 座
  [黄] 逾期完成，时限 2025-05-31
  · 完成 12/12 座（100.0%）
  · 2025-06-20 的报送才达到目标，超过时限 2025-05-31 共 20 天

目标 5-2 农村生活污水治理率：65%
  [绿] 正常，时限 2025-12-31
  承接：示政办发〔2025〕1号:4-1
  · 基数 53%，现为 62%，目标 65%（完成 75.0%），序时进度 75.0%，持平
  · 按最近 3 次报送的趋势，到 2025-12-31 预计为 65.1%，能达到目标（65%）；目前每月增 1.03 个百分点，\
此后每月需增 1 个百分点

进展：
  2025-01-31  5-1  0 座  区水利局
  2025-02-28  5-1  2 座  区水利局
  2025-03-31  5-1  4 座  区水利局
  2025-04-30  5-1  7 座  区水利局
  2025-05-31  5-1  9 座  区水利局  3 座因图纸缺失推迟
  2025-06-20  5-1  12 座  区水利局  12 座全部完成鉴定  佐证/鉴定报告汇编.pdf
  2025-03-31  5-2  55.8%  区水利局
  2025-06-30  5-2  59%  区水利局
  2025-09-30  5-2  62%  区水利局

问题：
  WT-2025-001 3 座水闸图纸缺失，鉴定单位无法进场（5-1），已销号，承办 区水利局

督办单：
  DB-2025-001（红）区水利局：5-1，2025-06-03 发出，限 2025-06-10 前回复，2025-06-09 回复
"""
    )


def test_a_task_is_whole_with_its_checkpoints_adjustments_problems_and_notices(example: Path, call: Run) -> None:
    def shown(task: str, day: str = "2025-09-30") -> str:
        return call("show", task, "--data", str(example), "--as-of", day).stdout

    assert "  节点：2025-06-30 达到 12 亿元，" in shown("2")
    moved = "2025-09-10 时限 2025-12-31 → 2026-06-30（区政府第52次常务会议批准：主体设备进口审批延后）\n"
    assert f"  调整：{moved}" in shown("3")
    assert f"  此后调整：{moved}" in shown("3", "2025-09-09")
    assert "（14-1），此后 2025-10-09 发现\n" in shown("14"), "what came later is named as such"
    assert "（14-1），办理中，承办 区住房和城乡建设局，办结期限 2025-12-15\n" in shown("14", "2025-10-20")
    assert "14-2，2025-09-10 发出，限 2025-09-17 前回复，逾期未复，迟 13 天\n" in shown("14")
    assert "14-2，此后 2025-09-10 发出\n" in shown("14", "2025-09-09")


def test_the_json_of_a_task_has_its_problems_and_notices_too(example: Path, call: Run) -> None:
    found = json.loads(call("show", "11", "--data", str(example), *DAY, "-f", "json").stdout)
    assert [(row["id"], row["later"]) for row in found["problems"]] == [("WT-2025-002", False)]
    assert [(row["number"], row["replied"]) for row in found["notices"]] == [("DB-2025-002", "2025-09-18")]


def test_reports_after_the_day_do_not_show(example: Path, call: Run) -> None:
    found = shown(call, "1", "--data", str(example), "--as-of", "2025-02-28")
    assert {report["date"] for report in found["reports"]} == {"2025-01-31", "2025-02-28"}


def test_a_correction_is_marked_as_one(example: Path, call: Run) -> None:
    reports = shown(call, "1", "--data", str(example), *DAY)["reports"]
    assert [(each["subject"], each["value"]) for each in reports if each["correction"]] == [("1-2", 58)]


def test_json_has_the_verdict_beside_the_keys_of_the_item(example: Path, call: Run) -> None:
    found = shown(call, "10", "--data", str(example), *DAY)
    assert found["status"] == "on_track"
    target = found["targets"][0]
    assert (target["id"], target["kind"], target["quote"]) == ("10-1", "cumulative", "城镇新增就业6500人以上")
    assert (target["value"], target["original_value"], target["status"]) == (6000, 6500, "on_track")
    assert target["adjustments"][0]["from"] == 6500
    assert found["milestones"] == []
    assert "verdict" not in found
    assert yaml.safe_load(call("show", "10", "--data", str(example), *DAY, "-f", "yaml").stdout) == found


def test_what_is_only_striven_for_says_so(example: Path, call: Run) -> None:
    tasks = example / "tasks.yaml"
    old, new = (
        "            quote: 建成新材料中试基地\n",
        "            quote: 建成新材料中试基地\n            firmness: strive\n",
    )
    tasks.write_text(tasks.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    text = call("show", "3", "--data", str(example), *DAY).stdout
    assert "成果 3-m1 建成新材料中试基地（力争）\n" in text
    assert "目标 12-2 重点人群家庭医生签约率：80%（力争）\n" in call("show", "12", "--data", str(example), *DAY).stdout
    milestones = {each["id"]: each for each in shown(call, "3", "--data", str(example), *DAY)["milestones"]}
    assert (milestones["3-m1"]["firmness"], milestones["3-m2"]["firmness"]) == ("strive", "firm")


def test_what_is_to_be_known_of_an_item_is_said(registry: Path, call: Run) -> None:
    text = call("show", "51", "--data", str(registry), "--as-of", "2023-06-30").stdout
    target, milestone = text.split("目标 51-1")[1].split("成果 51-m1")
    assert "\n  说明：原文没有写是哪几项指标，几项合为一项：报各项中增长率最低的一项" in target
    assert "说明" not in milestone


def test_a_task_without_targets_has_a_verdict_of_its_own(example: Path, call: Run) -> None:
    found = shown(call, "16", "--data", str(example), *DAY)
    assert (found["verdict"]["status"], found["status"]) == ("on_track", "on_track")
    text = call("show", "17", "--data", str(example), *DAY).stdout
    assert "牵头单位：（原文没有写）" in text
    assert "说明：原文没有写责任单位。" in text
    assert "任务 17 强化督查落实\n  [黄] 未报送，时限 2025-12-31\n" in text


def test_a_task_that_was_extended_is_due_later_and_shows_both_days(example: Path, call: Run) -> None:
    data = ("--data", str(example))
    extended = (
        "set",
        "17",
        "due",
        "2026年3月底",
        "--date",
        "2025-10-09",
        "--reason",
        "批复",
        "--approved-by",
        "常务会",
    )
    assert "17 强化督查落实的时限从 2025-12-31 调整为 2026-03-31" in call(*extended, *data).stderr
    found = shown(call, "17", *data, "--as-of", "2026-01-31")
    assert (found["verdict"]["due"], found["verdict"]["original_due"]) == ("2026-03-31", "2025-12-31")
    assert [(made["from"], made["to"], made["approved_by"]) for made in found["adjustments"]] == [
        ("2025-12-31", "2026-03-31", "常务会")
    ]
    assert "17\t" not in call("overdue", "--as-of", "2026-01-31", *data).stdout
    text = call("show", "17", *data, "--as-of", "2026-01-31").stdout
    assert "时限 2026-03-31" in text
    assert "2025-12-31" in text


@pytest.mark.parametrize(
    ("name", "number"), [("5", 5), ("５", 5), ("5-2", 5), ("５－２", 5), ("5–2", 5), ("1-m1", 1), ("十五", 15)]
)
def test_a_task_by_its_number_or_by_the_id_of_one_of_its_items(
    example: Path, call: Run, name: str, number: int
) -> None:
    assert shown(call, name, "--data", str(example))["number"] == number


@pytest.mark.parametrize("name", ["18", "0", "foo", "-", "x:5"])
def test_what_is_no_task_says_what_there_is(example: Path, call: Run, name: str) -> None:
    done = call("show", "--data", str(example), "--", name)
    assert done.returncode == 2
    assert done.stderr == f"错误：没有任务“{name}”；任务从 1 到 17\n"


def test_among_several_registries_the_one_meant_has_to_be_named(example: Path, registry: Path, call: Run) -> None:
    args = ("--data", str(example), "--data", str(registry))
    done = call("show", "5", *args)
    assert done.returncode == 2
    assert done.stderr.startswith("错误：有 2 个登记册都有任务 5，请写明是哪一个，如 example:5")
    assert shown(call, "data:5", *args)["title"] == "壮大科技型企业群体"
    assert shown(call, "example:5-1", *args)["title"] == "加强水利和农村治污"


def test_an_unknown_format_is_refused(call: Run) -> None:
    done = call("show", "5", "-f", "csv")
    assert (done.returncode, done.stderr) == (2, "错误：没有格式“csv”；可以是：text（文字）、json、yaml\n")


def test_without_a_period_the_text_shows_and_nothing_is_judged(example: Path, call: Run) -> None:
    path = example / "tasks.yaml"
    text = path.read_text(encoding="utf-8").replace("start: 2025-01-01", "start: 去年", 1)
    path.write_text(text, encoding="utf-8", newline="\n")
    done = call("show", "5", "--data", str(example))
    assert done.returncode == 0, done.stderr
    assert "目标 5-1 水闸安全鉴定" in done.stdout
    assert "运行 dcgd validate 查看" in done.stderr


def test_the_requests_of_a_task_stand_at_its_end(call: Any) -> None:
    data = ("--data", str(Path(__file__).resolve().parents[2] / "examples" / "yunxi-2025"))
    said = call("show", "14", "--as-of", "2025-12-01", *data).stdout
    line = "YQ-2025-002 14-2 的目标值调整为 20，2025-09-15 区住房和城乡建设局申请，未批准"
    assert line in said.replace("\n  ", "")
    assert "未批准" not in call("show", "14", "--as-of", "2025-09-20", *data).stdout


def test_what_an_item_refers_to_in_other_documents_is_shown(example: Path, call: Run) -> None:
    done = call("show", "3", "--data", str(example), "--as-of", "2025-09-30")
    assert "承接：示政办发〔2025〕1号:2-m1" in done.stdout
    assert "接续：云汐政办字〔2024〕5号:2-m1" in done.stdout
