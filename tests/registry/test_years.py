"""Two documents of two years, compared year by year."""

from pathlib import Path

import pytest

from dcgd.publish.changes import Spot, sentence, summary, table
from dcgd.registry.diff import Change, Side, compare
from dcgd.registry.diff.years import of_two_years
from dcgd.registry.load import read
from districts import BASE, EXAMPLE, ROOT

OLD = ROOT / "examples" / "yunxi-2024"


@pytest.fixture(scope="module")
def changes() -> list[Change]:
    return compare(Side(read(OLD).registry), Side(read(EXAMPLE).registry))


def told(changes: list[Change]) -> dict[str, tuple[str, str, str, str]]:
    return {change.title: (change.kind, change.before, change.after, change.detail) for change in changes}


def test_each_item_is_told_with_both_years_numbers(changes: list[Change]) -> None:
    said = told(changes)
    assert said["新增高新技术企业"] == (
        "year-raised",
        "12 家以上（已报 13 家）",
        "15 家以上（已报 16 家）",
        "多 3 家，25.0%",
    )
    assert said["城镇新增就业"] == (
        "year-lowered", "7000 人以上（已报 7100 人）", "6000 人以上（已报 6035 人）", "少 1000 人，14.3%",
    )  # fmt: skip
    assert said["科技型中小企业入库"][0] == "year-carried"
    assert said["水闸安全鉴定"][:2] == ("year-new", "")
    assert said["新建公共停车场"] == ("year-dropped", "6 处以上（已报 4 处）", "", "")


def test_nothing_is_called_weaker_and_the_whole_is_a_sentence(changes: list[Change]) -> None:
    assert {change.effect for change in changes} == {"neutral"}
    assert not any(change.unapproved for change in changes)
    assert summary(changes) == "37 项：同比提高 2，延续 2，今年新列 30，同比降低 1，今年不再列 2"
    assert sentence(changes[0]) == (
        "1-1 新增高新技术企业：同比提高，12 家以上（已报 13 家） → 15 家以上（已报 16 家）：多 3 家，25.0%"
    )


def test_they_stand_in_the_order_of_the_newer_document_then_of_the_older(changes: list[Change]) -> None:
    kept = [change.subject for change in changes if change.kind != "year-dropped"]
    assert kept[:4] == ["1-1", "1-2", "1-m1", "2-1"]
    assert [change.subject for change in changes[len(kept) :]] == ["4-2", "5"]


def test_what_was_dropped_stands_in_the_older_registry(changes: list[Change]) -> None:
    older = {change.subject: change.place.path for change in changes if change.is_of_older}
    assert list(older) == ["4-2", "5"]
    tasks = read(EXAMPLE.with_name("yunxi-2024")).registry
    assert older["4-2"] in {item.place.path for item in tasks.items if item.entity.id == "4-2"}


def test_a_table_for_people_weighs_nothing(changes: list[Change]) -> None:
    titles = [column.title for column in table(changes, lambda _place: Spot("tasks.yaml", 1, 1)).columns]
    assert titles == ["变更", "编号", "名称", "原", "现", "改动", "位置"]


def changed(tmp_path: Path, *swaps: tuple[str, str]) -> list[Change]:
    """The small registry against itself a year later, with some words of its tasks.yaml changed."""
    text = (BASE / "tasks.yaml").read_text(encoding="utf-8").replace("2023", "2024")
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "tasks.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "units.yaml").write_bytes((BASE / "units.yaml").read_bytes())
    return compare(Side(read(BASE).registry), Side(read(tmp_path).registry))


def test_what_continues_an_item_is_that_item_whatever_it_is_called(tmp_path: Path) -> None:
    said = changed(
        tmp_path,
        ("indicator: 新增高新技术企业", "indicator: 高企净增数\n            continues: '甲政字(2023)1号:1-1'"),
        ("value: 15", "value: 12"),
    )
    assert told(said)["高企净增数"] == ("year-lowered", "15 家以上", "12 家以上", "少 3 家，20.0%")
    assert {change.kind for change in said} == {"year-lowered", "year-carried"}


def test_another_name_without_it_is_new_and_the_old_one_dropped(tmp_path: Path) -> None:
    said = changed(tmp_path, ("indicator: 新增高新技术企业", "indicator: 高企净增数"))
    assert [(change.kind, change.title) for change in said if change.kind in ("year-new", "year-dropped")] == [
        ("year-new", "高企净增数"),
        ("year-dropped", "新增高新技术企业"),
    ]


def test_a_lower_cap_asks_for_more(tmp_path: Path) -> None:
    text = (BASE / "tasks.yaml").read_text(encoding="utf-8")
    older, newer = tmp_path / "older", tmp_path / "newer"
    for folder, year, value in ((older, "2023", "15"), (newer, "2024", "12")):
        folder.mkdir()
        made = text.replace("2023", year).replace("value: 15", f"value: {value}\n            comparator: at_most")
        (folder / "tasks.yaml").write_text(made, encoding="utf-8")
        (folder / "units.yaml").write_bytes((BASE / "units.yaml").read_bytes())
    said = compare(Side(read(older).registry), Side(read(newer).registry))
    assert told(said)["新增高新技术企业"] == ("year-raised", "不超过 15 家", "不超过 12 家", "少 3 家，20.0%")


def test_a_mistyped_number_of_one_document_does_not_make_two_years_of_it(tmp_path: Path) -> None:
    for name in ("tasks.yaml", "units.yaml"):
        text = (BASE / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("〔2023〕1号", "〔2023〕2号"), encoding="utf-8")
    assert not of_two_years(read(BASE).registry, read(tmp_path).registry)
