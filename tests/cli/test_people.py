"""`dcgd people`, and the options that narrow every listing to people and groups of units."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

Call = Callable[..., subprocess.CompletedProcess[str]]
DAY = ("--as-of", "2025-09-30")


@pytest.fixture
def ask(call: Call, example: Path) -> Call:
    return lambda *words: call(*words, DCGD_DATA=str(example))


def test_who_answers_for_what(ask: Call) -> None:
    lines = ask("people").stdout.splitlines()
    assert lines[0].split("\t") == ["name", "post", "unit", "units", "leader", "owner", "contact"]
    assert lines[1].split("\t")[:2] == ["李某某", "区委常委、常务副区长"]


def test_one_person_with_what_is_red(ask: Call) -> None:
    [row] = json.loads(ask("people", "吴某某", *DAY, "--format", "json").stdout)
    assert (row["light"], row["red"], row["units"][0]) == ("红", ["9-2"], "区水利局")
    assert json.loads(ask("people", "蒋某某", *DAY, "--format", "json").stdout)[0]["red"] == []


def test_phones_only_when_asked_for(ask: Call) -> None:
    assert "0000-0000005" not in ask("people", "曹某某").stdout
    [row] = json.loads(ask("people", "曹某某", "--contacts", "--format", "json").stdout)
    assert (row["phone"], row["email"]) == ("0000-0000005", None)


def test_the_people_of_units(ask: Call) -> None:
    names = [row["name"] for row in json.loads(ask("people", "--unit", "区水利局", "--format", "json").stdout)]
    assert names == ["张某某（水利）", "曹某某"]
    assert "喻某某" in ask("people", "--group", "开发区").stdout


def test_a_registry_without_people_says_how_to_begin(call: Call, registry: Path) -> None:
    done = call("people", "--data", "data")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert "dcgd add person" in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("list",),
        ("targets",),
        ("overdue",),
        ("at-risk",),
        ("history",),
        ("status",),
        ("progress", "missing"),
        ("summary",),
    ],
    ids=" ".join,
)
def test_every_listing_takes_people_and_groups(ask: Call, command: tuple[str, ...]) -> None:
    for asked in (["--person", "吴某某", "--duty", "leader"], ["--group", "垂管单位"]):
        done = ask(*command, *asked, *DAY)
        assert done.returncode == 0
        assert done.stdout
    assert "没有人员“吴某”；是不是：吴某某？" in ask(*command, "--person", "吴某", *DAY).stderr


def test_a_duty_is_somebodys(ask: Call) -> None:
    done = ask("list", "--duty", "leader")
    assert done.returncode == 2
    assert "--duty 要与 --person 同用" in done.stderr


def test_a_role_may_be_that_of_a_group(ask: Call) -> None:
    rows = json.loads(ask("list", "--group", "开发区", "--role", "lead", "--format", "json").stdout)
    assert [(row["number"], row["role"]) for row in rows] == [(6, "lead")]


def groups(done: subprocess.CompletedProcess[str]) -> dict[str, int]:
    return {row["name"]: row["total"] for row in json.loads(done.stdout)}


def test_the_whole_by_person(ask: Call) -> None:
    assert groups(ask("status", "--by", "person", "--duty", "leader", *DAY, "--format", "json")) == {
        "李某某": 8,
        "周某某": 9,
        "吴某某": 10,
        "孙某某": 8,
    }
    asked = ("status", "--by", "person", "--person", "吴某某", *DAY, "--format", "json")
    assert groups(ask(*asked)) == {"吴某某": 10}


def test_the_whole_by_group(ask: Call) -> None:
    assert groups(ask("status", "--by", "group", *DAY, "--format", "json")) == {
        "政府部门": 31,
        "开发区": 1,
        "垂管单位": 4,
    }


def test_show_names_who_answers(ask: Call) -> None:
    assert "分管领导：吴某某  责任人：张某某  联系人：曹某某、华某某" in ask("show", "8", *DAY).stdout


def test_a_list_is_added_once_and_its_doubts_are_shown(call: Call, example: Path, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["姓名", "单位", "手机"], ["甲某某", "区水利局", 13000000001], ["乙某某", "区水力局", None]):
        sheet.append(line)
    book.save(tmp_path / "名单.xlsx")
    done = call("add", "person", "--from", "名单.xlsx", "--data", str(example))
    assert done.returncode == 1
    assert "增加 1，已有 0，存疑 1" in done.stderr
    assert "是不是：区水利局" in done.stdout
    assert "13000000001" not in done.stdout + done.stderr
    assert '{name: 甲某某, unit: 区水利局, phone: "13000000001"}' in (example / "people.yaml").read_text(
        encoding="utf-8"
    )
    again = call("add", "person", "--from", "名单.xlsx", "--data", str(example))
    assert "增加 0，已有 1，存疑 1。" in again.stderr


def test_a_list_and_a_person_by_name_are_two_commands(call: Call, example: Path) -> None:
    done = call("add", "person", "甲某某", "--from", "名单.xlsx", "--data", str(example))
    assert (done.returncode, "不与姓名和别的选项同用" in done.stderr) == (2, True)


def test_who_shares_the_units_shares_the_people(call: Call, registry: Path) -> None:
    (registry / "units.yaml").replace(registry.parent / "units.yaml")
    assert call("add", "person", "甲某某", "--unit", "区水利局", "--data", str(registry)).returncode == 0
    assert "甲某某" in (registry.parent / "people.yaml").read_text(encoding="utf-8")
