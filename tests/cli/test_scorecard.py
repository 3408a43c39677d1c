"""`dcgd scorecard` over the example: ranks, every point explained, what other rules would change."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "yunxi-2025"
Run = Callable[..., subprocess.CompletedProcess[str]]
AS_OF = ("--as-of", "2025-12-31", "--format", "json")
RULES = """\
appraisal:
  profile: earn
  cap: 110
  reference: 0
  items:
    done: {lead: 3, participant: 0.5}
  notices: {红: -5}
  problem_rejected: -1.5
  evaluations:
    - {unit: 示例市云汐区水利局, date: 2025-10-08, points: 1.5, by: 区长, reason: 防汛得力}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "台账"
    shutil.copytree(EXAMPLE, folder)
    return folder


def card(call: Run, data: Path, *options: str) -> list[dict[str, Any]]:
    done = call("scorecard", "--data", str(data), *AS_OF, *options)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_units_are_ranked_and_every_score_is_explained_to_the_point(call: Run, data: Path) -> None:
    ranked = card(call, data)
    leading = [each for each in ranked if each["leads"]]
    assert [each["rank"] for each in leading] == sorted(each["rank"] for each in leading)
    assert len(ranked) == 15
    assert [(each["leads"], each["rank"]) for each in ranked[len(leading) :]] == [(0, None)] * (15 - len(leading))
    explained = card(call, data, *(part for each in ranked for part in ("--explain", each["name"])))
    for each in ranked:
        *lines, total = [line for line in explained if line["name"] == each["name"]]
        assert total["kind"] == "total"
        assert round(sum(line["points"] for line in lines), 2) == total["points"] == each["points"]
    housing = [line for line in explained if line["name"] == "区住房和城乡建设局"]
    assert {"14-1", "DB-2025-003", "WT-2025-002", "2025-01"} <= {line["record"] for line in housing}


@pytest.mark.parametrize(("by", "head"), [("unit", "单位"), ("section", "章节")])
@pytest.mark.parametrize("more", [(), ("--compare", "earn")])
def test_the_column_of_names_is_headed_by_what_is_ranked(
    call: Run, data: Path, by: str, head: str, more: tuple[str, ...]
) -> None:
    done = call("scorecard", "--data", str(data), *AS_OF[:2], "--by", by, "-f", "csv", *more)
    titles = done.stdout.splitlines()[0].split(",")
    assert head in titles
    assert {"单位", "章节"} & set(titles) == {head}


def test_sections_are_ranked_too(call: Run, data: Path) -> None:
    found = card(call, data, "--by", "section")
    assert {each["name"] for each in found} == {"一", "二", "三", "四", "五"}
    lines = card(call, data, "--by", "section", "--explain", "第四章")
    assert lines[-1]["points"] == next(each["points"] for each in found if each["name"] == "四")


def test_rules_of_the_registry_come_through_the_index_and_can_be_compared_before_they_are_adopted(
    call: Run, data: Path
) -> None:
    (data.parent / "新.yaml").write_text(RULES, encoding="utf-8")
    before = {each["name"]: each for each in card(call, data)}
    compared = {each["name"]: each for each in card(call, data, "--compare", str(data.parent / "新.yaml"))}
    (data / "rules.yaml").write_text(RULES, encoding="utf-8")
    after = {each["name"]: each for each in card(call, data)}
    for name, each in after.items():
        if name in compared:
            assert compared[name]["other_points"] == each["points"]
            assert compared[name]["other_rank"] == each["rank"]
            assert compared[name]["points"] == before[name]["points"]
            assert compared[name]["change"] == round(each["points"] - before[name]["points"], 2)
        else:
            assert (each["points"], each["rank"]) == (before[name]["points"], before[name]["rank"])
    [praise] = [each for each in card(call, data, "--explain", "水利局") if each["kind"] == "evaluation"]
    assert (praise["points"], praise["record"], praise["date"]) == (1.5, "区长", "2025-10-08")
    kept = card(call, data, "--compare", "deduct")
    assert any(each["name"] == "区水利局" for each in kept)


def test_the_same_rules_change_nothing(call: Run, data: Path) -> None:
    done = call("scorecard", "--data", str(data), *AS_OF, "--compare", "deduct")
    assert (json.loads(done.stdout), done.stderr) == ([], "没有变化。\n")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--by", "灯色"), "没有分类“灯色”；可以是：unit（单位）、group（单位类别）、section（章节）"),
        (("--explain", "区水力局"), "没有“区水力局”；是不是：区水利局？"),
        (
            ("--compare", "没有.yaml"),
            "没有这个文件；也可以是：deduct（百分扣分制）、earn（加分制）、liability（责任扣分制）",
        ),
        (("--compare", "{data}/units.yaml"), "不认识的键 units"),
        (("--explain", "水利局", "--compare", "earn"), "只能用一个"),
    ],
)
def test_wrong_use_is_said_in_a_sentence(call: Run, data: Path, options: tuple[str, ...], words: str) -> None:
    done = call("scorecard", "--data", str(data), *(each.replace("{data}", str(data)) for each in options))
    assert done.returncode == 2
    assert words in done.stderr


def test_several_registries_are_scored_each_by_itself(call: Run, data: Path, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "另一份")
    alone = card(call, data)
    both = json.loads(call("scorecard", "--data", str(data), "--data", str(tmp_path / "另一份"), *AS_OF).stdout)
    assert [each["points"] for each in both] == [each["points"] for each in alone] * 2
    assert [each["rank"] for each in both] == [each["rank"] for each in alone] * 2


def test_units_are_ranked_within_their_group(call: Run, example: Path) -> None:
    def rows(*options: str) -> list[dict[str, object]]:
        done = call("scorecard", *options, "--data", str(example), "--as-of", "2025-12-31", "--format", "json")
        return json.loads(done.stdout)  # type: ignore[no-any-return]

    everybody = {row["name"]: row for row in rows()}
    by_group = rows("--by", "group")
    assert {row["name"]: row["points"] for row in by_group} == {name: row["points"] for name, row in everybody.items()}
    assert [row["group"] for row in by_group if row["rank"] == 1] == ["政府部门", "政府部门", "垂管单位", "开发区"]
    alone = rows("--group", "开发区")
    assert [(row["name"], row["rank"]) for row in alone] == [("云汐经济开发区", 1)]
    assert everybody["云汐经济开发区"]["rank"] == 3
    refused = call("scorecard", "--by", "section", "--group", "开发区", "--data", str(example))
    assert (refused.returncode, "章节不分单位类别" in refused.stderr) == (2, True)


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ((), "12 个单位里第 11 名，政府部门 10 个里第 9 名"),
        (("--by", "group"), "政府部门 10 个单位里第 9 名"),
        (("--group", "政府部门"), "10 个单位里第 9 名"),
    ],
)
def test_a_rank_says_among_how_many_and_in_which_group(
    call: Run, data: Path, options: tuple[str, ...], place: str
) -> None:
    *_lines, total = card(call, data, *options, "--explain", "水利局")
    assert total["why"] == place
