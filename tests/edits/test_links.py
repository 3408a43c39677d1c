"""Accepted links are written where they belong, once, and nothing else is touched."""

import shutil
from pathlib import Path

import pytest

from dcgd.edits.links import accept_links
from dcgd.errors import NotFound
from dcgd.registry.load import read
from districts import BASE

LINK = "市政发〔2023〕1号:3-1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "data")
    return tmp_path / "data"


def write(folder: Path, links: dict[str, list[str]]) -> tuple[int, int]:
    edited = accept_links(read(folder), links)
    for name, text in edited.texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return edited.result.written, edited.result.there


def test_targets_milestones_and_tasks_take_links_and_all_else_stays(folder: Path) -> None:
    before = (folder / "tasks.yaml").read_text(encoding="utf-8")
    assert write(folder, {"1-1": [LINK], "1-m1": [LINK, "市政发〔2023〕1号:4"], "2": [LINK]}) == (4, 0)
    after = (folder / "tasks.yaml").read_text(encoding="utf-8")
    registry = read(folder).registry
    assert {item.entity.id: item.entity.implements for item in registry.items} == {
        "1-1": (LINK,),
        "1-m1": (LINK, "市政发〔2023〕1号:4"),
    }
    assert registry.tasks[1].entity.implements == (LINK,)
    kept = [line for line in after.splitlines() if "implements" not in line]
    assert [line for line in before.splitlines() if "1-m1" not in line] == kept


def test_once_more_it_changes_nothing_however_the_brackets_are_written(folder: Path) -> None:
    write(folder, {"1-1": [LINK]})
    assert accept_links(read(folder), {"1-1": [LINK]}).texts == {}
    assert write(folder, {"1-1": ["市政发[2023]1号：3-1", "市政发〔2023〕1号:3-2"]}) == (1, 1)
    [item] = [item.entity for item in read(folder).registry.items if item.entity.id == "1-1"]
    assert item.implements == (LINK, "市政发〔2023〕1号:3-2")


def test_an_item_that_is_not_there_is_told_with_what_is_near(folder: Path) -> None:
    with pytest.raises(NotFound, match="没有编号“1-7”；是不是：1-1"):
        accept_links(read(folder), {"1-7": [LINK]})
