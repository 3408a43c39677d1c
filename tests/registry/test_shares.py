"""Shares in a registry: named by any name of their unit, compared, carried over, kept when items get other numbers."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dcgd.registry.load import read

Call = Callable[..., subprocess.CompletedProcess[str]]
JULY = "progress/2025-07.yaml"
OF_LIUYUAN = "target: 13-1, share: 柳园街道, date: 2025-07-31, value: 36, by: 柳园街道办事处"


def rewritten(folder: Path, file: str, old: str, new: str) -> None:
    """Write something else in a file of a registry, where it stands once."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def of_july(folder: Path) -> list[tuple[str, object]]:
    """What stands of July on 13-1, and on whose share."""
    standing = read(folder).registry.standing.reports
    reports = [filed.entity for filed in standing if filed.entity.date.isoformat() == "2025-07-31"]
    return [(report.subject, report.value) for report in reports if report.target == "13-1"]


def test_a_report_and_its_withdrawal_may_call_the_unit_by_different_names(example: Path) -> None:
    before = of_july(example)
    other = OF_LIUYUAN.replace("share: 柳园街道", "share: 柳园街道办事处")
    rewritten(example, JULY, OF_LIUYUAN, other)
    assert of_july(example) == before
    withdrawal = "target: 13-1, share: 云汐区柳园街道, date: 2025-07-31, withdrawn: true, by: 区民政局, note: 多填"
    rewritten(example, JULY, other + "}", other + "}\n  - {" + withdrawal + "}")
    assert of_july(example) == [entry for entry in before if entry[0] != "13-1@柳园街道"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("target: 13-1, share: 柳园街道,", "target: 13-1,", "report-share 13-1 分解到了各单位"),
        ("target: 13-1, share: 柳园街道,", "target: 13-1, share: 柳圆街道,", "report-share 没有 13-1 的分解“柳圆街道”"),
        ("target: 13-1, share: 柳园街道,", "target: 14-1, share: 柳园街道,", "report-share 14-1 没有分解到单位"),
    ],
)
def test_a_report_of_no_share_is_an_error_with_its_place(
    old: str, new: str, code: str, example: Path, call: Call
) -> None:
    rewritten(example, JULY, OF_LIUYUAN, OF_LIUYUAN.replace(old, new))
    said = call("validate", "--data", str(example))
    assert said.returncode == 1
    assert f"{JULY}:" in said.stdout
    assert code in said.stdout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{unit: 北山镇, value: 70}", "{unit: 北山镇, value: 60}", "目标值下调	13-1@北山镇"),
        ("{unit: 北山镇, value: 70}", "{unit: 北山镇, value: 70, due: 2025-10-31}", "期限提前	13-1@北山镇"),
        ("              - {unit: 北山镇, value: 70}\n", "", "分解删除	13-1@北山镇"),
        (
            "            shares:  # 年初",
            "            rollup: mean\n            shares:  # 年初",
            "分解的合成改变	13-1",
        ),
    ],
)
def test_what_differs_in_shares_is_told(
    old: str, new: str, said: str, example: Path, tmp_path: Path, call: Call
) -> None:
    other = tmp_path / "另一份"
    shutil.copytree(example, other)
    rewritten(other, "tasks.yaml", old, new)
    assert said in call("diff", str(example), str(other)).stdout
    if "rollup" not in new:
        added = call("diff", str(other), str(example)).stdout
        assert "13-1@北山镇" in added


def test_what_differs_in_the_target_itself_is_told_once(example: Path, tmp_path: Path, call: Call) -> None:
    other = tmp_path / "另一份"
    shutil.copytree(example, other)
    rewritten(
        other,
        "tasks.yaml",
        "            quote: 新增养老床位200张\n",
        "            quote: 养老床位200张\n            weight: 2\n",
    )
    said = call("diff", str(example), str(other)).stdout
    assert "引文改动\t13-1\t" in said
    assert "13-1@" not in said


def test_an_id_that_only_a_share_mentions_is_not_given_again(example: Path, call: Call) -> None:
    text = (example / "tasks.yaml").read_text(encoding="utf-8")
    assert "id: 13-2" not in text
    rewritten(example, JULY, OF_LIUYUAN, OF_LIUYUAN.replace("target: 13-1", "target: 13-7"))
    done = call(
        *("add", "target", "13", "--indicator", "新增养老服务站", "--value", "5", "--unit-measure", "个"),
        *("--quote", "新增养老床位200张", "--kind", "cumulative", "--data", str(example)),
    )
    assert "13-8" in done.stderr


def test_what_is_carried_over_keeps_who_takes_which_part(example: Path, tmp_path: Path, call: Call) -> None:
    for month in ("2025-11", "2025-12", "2026-01"):
        (example / f"progress/{month}.yaml").unlink()
    new = tmp_path / "新一年"
    done = call("init", str(new), "--carry-over", str(example))
    assert done.returncode == 0, done.stderr
    text = (new / "tasks.yaml").read_text(encoding="utf-8")
    assert "            shares:\n              - {unit: 柳园街道, value: 80}\n" in text
    assert "note: 上年 13-1：完成 170/200 张（85.0%）" in text
    assert "200 张以上（已报 170 张）" in call("diff", str(example), str(new)).stdout


def test_a_document_that_says_who_takes_which_part_is_imported_with_shares(tmp_path: Path, call: Call) -> None:
    notice = tmp_path / "通知.md"
    notice.write_text(
        "# 甲区2025年重点工作任务\n\n## 一、民生\n\n"
        "1. 改造老旧小区7个，其中柳园4个、新区3个。（牵头单位：区住房和城乡建设局）\n\n"
        "2. 新增养老床位20张。（牵头单位：区民政局）\n\n3. 植树300亩。（牵头单位：区林业局）\n",
        encoding="utf-8",
    )
    new = tmp_path / "草稿"
    done = call("import", str(notice), "-o", str(new), "--year", "2025")
    assert done.returncode == 0, done.stderr
    registry = read(new).registry
    shares = {
        item.id: [(share.unit, int(share.value)) for share in item.shares] for item in registry.tasks[0].entity.targets
    }
    assert shares == {"1-1": [("柳园", 4), ("新区", 3)]}
    assert {"柳园", "新区"} <= {filed.entity.name for filed in registry.units}
    again = call("import", str(notice), "--update", str(new), "--year", "2025")
    assert "没有不同" in again.stdout + again.stderr


def test_rates_that_are_summed_are_told_how_else_they_make_one(example: Path, call: Call) -> None:
    rewritten(example, "tasks.yaml", "unit_measure: 张\n", "unit_measure: '%'\n")
    rewritten(example, "tasks.yaml", "{unit: 北山镇, value: 70}", "{unit: 北山镇, value: 90}")
    said = call("validate", "--data", str(example)).stdout
    assert (
        "各单位的合计是 220%，比目标值 200%多 20%。比率不能相加：写 rollup: mean（平均）、min（最低）或 max（最高）"
        in said
    )
