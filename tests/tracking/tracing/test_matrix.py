"""The matrix over the made-up city and its two districts, and over planted registries."""

import re
import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from dcgd.errors import NotFound
from dcgd.tracking.tracing.compare import State
from dcgd.tracking.tracing.matrix import Line, matrix, upstream
from dcgd.tracking.tracing.sheets import named_sheets, sheets
from districts import BASE, ROOT, opened

EXAMPLES = ROOT / "examples"
CHAIN = [EXAMPLES / name for name in ("shili-2025", "nanting-2025", "yunxi-2025")]
DAY = date(2025, 9, 30)


def lines(*folders: Path, named: tuple[str, ...] = ()) -> list[Line]:
    with closing(opened(*folders)) as connection:
        known = sheets(connection)
        return list(matrix(known, DAY, named_sheets(known, named)))


def states(found: list[Line], registry: str) -> dict[str, State]:
    return {line.member.item.id: line.state for line in found if line.member.home.registry == registry}


def test_every_promise_of_the_city_has_its_line() -> None:
    assert states(lines(*CHAIN), "shili-2025") == {
        "1-1": State.RIGHT,
        "1-2": State.LOWER,
        "2-m1": State.LATER,
        "2-m2": State.UNCOVERED,
        "3-1": State.LOWER,
        "4-1": State.LOWER,
        "5-1": State.RIGHT,
        "6-1": State.LOWER,
        "7-1": State.SOFTER,
        "7-2": State.RIGHT,
        "7-3": State.UNCOVERED,
        "8-1": State.LATER,
    }


def test_what_districts_count_is_added_up_and_what_they_reach_is_not() -> None:
    by_id = {line.member.item.id: line for line in lines(*CHAIN)[:12]}
    assert [part.comparison.state for part in by_id["1-1"].parts] == [State.SHARED, State.SHARED]
    assert by_id["1-2"].comparison.sentences[0] == "目标值 300 家 → 合计 220 家，少 80 家"
    assert [part.comparison.state for part in by_id["4-1"].parts] == [State.RIGHT, State.LOWER]
    assert [part.comparison.state for part in by_id["3-1"].parts] == [State.UNCOVERED, State.LOWER]


def test_a_district_with_a_share_of_the_citys_promise_is_held_to_it() -> None:
    [line] = [line for line in lines(*CHAIN)[:12] if line.member.item.id == "6-1"]
    assert line.comparison.sentences == ["目标值 11000 人 → 合计 10500 人，少 500 人"]
    told = {part.below.registry: (part.comparison.state, part.comparison.sentences) for part in line.parts}
    assert told == {
        "nanting-2025": (State.RIGHT, []),
        "yunxi-2025": (State.LOWER, ["目标值 6500 人 → 6000 人，少 500 人"]),
    }
    [alone] = [line for line in lines(CHAIN[0], CHAIN[1])[:12] if line.member.item.id == "6-1"]
    assert alone.state is State.RIGHT, "what was not given to it is not asked of it"


def test_what_is_here_without_an_origin_is_told() -> None:
    found = lines(*CHAIN)
    assert states(found, "nanting-2025") == {"6-1": State.NO_ORIGIN}
    assert len(states(found, "yunxi-2025")) == 25
    assert set(states(found, "yunxi-2025").values()) == {State.NO_ORIGIN}


def planted(folder: Path, name: str, number: str, issuer: str, **links: str) -> Path:
    """The small registry as another document; `links` are what its items implement, by id without its hyphen."""
    shutil.copytree(BASE, folder / name)
    path = folder / name / "tasks.yaml"
    text = path.read_text(encoding="utf-8").replace("甲政字〔2023〕1号", number).replace("甲区人民政府", issuer)
    if "task2" in links:
        text = text.replace(
            "        leads: [区水利局]\n", f"        leads: [区水利局]\n        implements: [{links['task2']}]\n"
        )
    if "task1" in links:
        text = text.replace(
            "        leads: [区科学技术局]\n",
            f"        leads: [区科学技术局]\n        implements: [{links['task1']}]\n",
        )
    if "target" in links:
        text = text.replace(
            "          - id: 1-1\n", f"          - id: 1-1\n            implements: [{links['target']}]\n"
        )
    path.write_text(text, encoding="utf-8")
    return folder / name


def test_a_link_on_a_task_stands_for_each_of_its_items(tmp_path: Path) -> None:
    city = planted(tmp_path, "city", "市发〔2023〕1号", "示例市人民政府")
    district = planted(tmp_path, "district", "区发〔2023〕2号", "示例市云汐区人民政府", task1="市发〔2023〕1号:1")
    found = lines(city, district)
    assert states(found, "city") == {"1-1": State.RIGHT, "1-m1": State.RIGHT, "2": State.UNCOVERED}
    assert states(found, "district") == {"2": State.NO_ORIGIN}


def test_who_links_to_nothing_is_seen_below_the_place_around_it(tmp_path: Path) -> None:
    city = planted(tmp_path, "city", "市发〔2023〕1号", "示例市人民政府")
    district = planted(tmp_path, "district", "区发〔2023〕2号", "示例市云汐区人民政府")
    assert {line.state for line in lines(city, district)} == {State.UNCOVERED, State.NO_ORIGIN}


def test_a_neighbour_is_above_only_where_somebody_says_so(tmp_path: Path) -> None:
    one = planted(tmp_path, "one", "区发〔2023〕1号", "示例市云汐区人民政府")
    other = planted(tmp_path, "other", "区发〔2023〕2号", "示例市南汀区人民政府")
    assert lines(one, other) == []
    found = lines(one, other, named=("区发[2023]1号",))
    assert set(states(found, "one").values()) == {State.UNCOVERED}
    assert set(states(found, "other").values()) == {State.NO_ORIGIN}


def test_a_name_that_means_no_registry_is_told_with_what_is_near() -> None:
    with closing(opened(*CHAIN)) as connection, pytest.raises(NotFound, match="是不是：示政办发〔2025〕1号"):
        named_sheets(sheets(connection), ["示政办发〔2025〕2号"])


def test_a_number_that_is_not_there_is_astray_and_a_document_that_is_not_given_an_origin(tmp_path: Path) -> None:
    city = planted(tmp_path, "city", "市发〔2023〕1号", "示例市人民政府")
    links = {"target": "市发〔2023〕1号:7-7", "task2": "省发〔2023〕1号:1"}
    district = planted(tmp_path, "district", "区发〔2023〕2号", "示例市云汐区人民政府", **links)
    found = lines(city, district)
    assert states(found, "district") == {"1-1": State.ASTRAY, "1-m1": State.NO_ORIGIN, "2": State.ELSEWHERE}
    said = [line.astray for line in found if line.state in (State.ASTRAY, State.ELSEWHERE)]
    assert said == [("没有“市发〔2023〕1号:7-7”",), ("没有给出“省发〔2023〕1号:1”的登记册",)]


def test_a_document_in_the_middle_is_both_below_and_above(tmp_path: Path) -> None:
    city = planted(tmp_path, "city", "市发〔2023〕1号", "示例市人民政府")
    district = planted(tmp_path, "district", "区发〔2023〕2号", "示例市云汐区人民政府", target="市发〔2023〕1号:1-1")
    street = planted(tmp_path, "street", "街发〔2023〕3号", "示例市云汐区清河街道办事处", target="区发〔2023〕2号:1-1")
    found = lines(city, district, street)
    promises = [line for line in found if line.state in (State.RIGHT, State.UNCOVERED)]
    assert [(line.member.home.registry, line.member.item.id) for line in promises if line.state is State.RIGHT] == [
        ("city", "1-1"),
        ("district", "1-1"),
    ]


def test_another_year_or_kind_of_document_is_not_below_the_city(tmp_path: Path) -> None:
    city = planted(tmp_path, "city", "市发〔2023〕1号", "示例市人民政府")
    later = planted(tmp_path, "later", "区发〔2024〕2号", "示例市云汐区人民政府")
    path = later / "tasks.yaml"
    path.write_text(re.sub("2023-", "2024-", path.read_text(encoding="utf-8")), encoding="utf-8")
    with closing(opened(city, later)) as connection:
        assert upstream(sheets(connection)) == {}


def test_what_leads_back_to_itself_is_told_on_both_sides(tmp_path: Path) -> None:
    one = planted(tmp_path, "one", "市发〔2023〕1号", "示例市人民政府", target="区发〔2023〕2号:1")
    other = planted(tmp_path, "other", "区发〔2023〕2号", "示例市云汐区人民政府", target="市发〔2023〕1号:1-1")
    circles = [line for line in lines(one, other) if line.state is State.CIRCLE]
    assert [(line.member.home.registry, line.member.item.id) for line in circles] == [("one", "1-1"), ("other", "1-1")]
    assert circles[0].astray == ("顺着 区发〔2023〕2号:1-1 又指回它",)


def test_what_leads_only_to_what_is_not_given_has_a_line_wherever_it_stands(tmp_path: Path) -> None:
    city = planted(tmp_path, "city", "市发〔2023〕1号", "示例市人民政府")
    district = planted(tmp_path, "district", "区发〔2023〕2号", "示例市云汐区人民政府", target="市发〔2023〕1号:1-1")
    stray = planted(tmp_path, "stray", "别发〔2023〕7号", "别县人民政府", target="别市发〔2023〕1号:1-1")
    assert states(lines(city, district, stray), "stray") == {"1-1": State.ELSEWHERE}


def test_what_counts_in_another_measure_is_said_to_be_left_out(tmp_path: Path) -> None:
    city = planted(tmp_path, "city", "市发〔2023〕1号", "示例市人民政府")
    district = planted(tmp_path, "district", "区发〔2023〕2号", "示例市云汐区人民政府", target="市发〔2023〕1号:1-1")
    path = district / "tasks.yaml"
    other = """\
          - id: 1-2
            implements: [市发〔2023〕1号:1-1]
            indicator: 高新技术企业占比
            kind: level
            value: 20
            unit_measure: '%'
            quote: 新增高新技术企业 15 家以上
"""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("          - id: 1-1\n", f"{other}          - id: 1-1\n"), encoding="utf-8")
    [line] = [line for line in lines(city, district) if line.member.item.id == "1-1" and line.parts]
    assert line.state is State.RIGHT
    assert line.parts[0].comparison.sentences == ["1-2 的计量单位是 %，与 家 不能比，没有算进去"]
