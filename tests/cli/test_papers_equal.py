"""One fact, one number: every paper of a month's set, workbooks too, says what `status` and the listings say."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from districts import EXAMPLE

Json = list[dict[str, Any]]
Ask = Callable[..., Any]
LIGHTS = "红黄蓝绿灰"
BASIS = ("--data", str(EXAMPLE), "--as-of", "2025-09-30")
KINDS = ("bulletin", "notice", "reminder", "brief", "appraisal", "ledger", "problems", "form", "plan")


@pytest.fixture(scope="module")
def run_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Run `dcgd …` with one cache for all tests here; what it prints."""
    cache = {"DCGD_CACHE": str(tmp_path_factory.mktemp("cache"))}

    def run(*args: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "dcgd", *args],
            env={**os.environ, **cache}, capture_output=True, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="module")
def papers(run_once: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a September's papers, of all kinds."""
    out = tmp_path_factory.mktemp("papers") / "out"
    run_once("papers", *KINDS, "--scores", "--period", "2025-09", "--data", str(EXAMPLE), "-o", str(out))
    return out


@pytest.fixture(scope="module")
def ask(run_once: Callable[..., str]) -> Ask:
    """What a command says in JSON of the end of September."""
    return lambda *args: json.loads(run_once(*args, *BASIS, "-f", "json"))


@pytest.fixture(scope="module")
def status(ask: Ask) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of `status`, by what it counts by and the name."""
    chiefs = (("--person", row["name"]) for row in ask("people") if "区长" in (row["post"] or ""))
    leaders = ("--by", "person", "--duty", "leader", *(part for pair in chiefs for part in pair))
    rows = [row for by in ((), ("--by", "unit"), leaders) for row in ask("status", *by)]
    return {(row["by"], row["name"]): row for row in rows}


@pytest.fixture(scope="module")
def items(run_once: Callable[..., str]) -> dict[str, dict[str, Any]]:
    """Every item with its verdict, who leads it and how many units are asked for reports, by title."""
    told: dict[str, Json] = json.loads(run_once("export", "json", "assessments", "tasks", "shares", *BASIS))
    leads = {task["number"]: task["leads"] for task in told["tasks"]}
    shares = Counter(share["target"] for share in told["shares"])
    return {
        row["title"]: {**row, "leads": leads[row["task"]], "asked": shares[row["id"]] or len(leads[row["task"]])}
        for row in told["assessments"]
    }


@pytest.fixture(scope="module")
def named(ask: Ask) -> dict[str, str]:
    """What papers call each unit."""
    return {row["name"]: row["short"] or row["name"] for row in ask("units")}


def tables(path: Path) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(str(path)).tables]


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


def sheet_rows(path: Path, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet by its header, bands left out; what a task's rows share stands in the first."""
    cells = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows()]
    (head,) = (number for number, row in enumerate(cells) if "序号" in row or "章节" in row)
    titles = ["".join(str(title).split()) for title in cells[head]]
    there = [dict(zip(titles, row, strict=True)) for row in cells[head + 1 :]]
    return [row for row in there if isinstance(row.get("序号"), int) or isinstance(row.get("事项"), int)]


@pytest.mark.slow
def test_the_bulletin_counts_what_status_counts(
    papers: Path, status: dict[tuple[str, str], dict[str, Any]], items: dict[str, dict[str, Any]]
) -> None:
    text = text_of(papers / "2025-09 通报.docx")
    whole = status["light", "全部"]
    total, *parts = re.findall(r"(\d+)项", re.search("细化为(.*?。)", text)[1])  # type: ignore[index]
    assert int(total) == sum(map(int, parts)) == whole["total"] == len(items)
    for light in "红黄蓝绿":
        assert f"{light}灯{whole[light]}项" in text
    assert f"另有{whole['灰']}项不亮灯" in text
    listed = [row for row in tables(papers / "2025-09 通报.docx")[0] if row[0].isdigit()]
    unled = Counter(item["light"] for item in items.values() if not item["leads"])
    counted = {light: whole[light] - unled[light] for light in "红黄"}
    bands = re.findall(r"([红黄])灯事项（(\d+)项）", str(tables(papers / "2025-09 通报.docx")[0]))
    assert {light: int(count) for light, count in bands} == counted
    assert Counter(items[row[1]]["light"] for row in listed) == counted


def test_every_table_of_units_counts_what_status_counts(
    papers: Path, status: dict[tuple[str, str], dict[str, Any]], named: dict[str, str]
) -> None:
    expected = {named[name]: row for (by, name), row in status.items() if by == "unit"}
    annex = {row[1]: row for row in tables(papers / "2025-09 通报.docx")[1][1:]}
    assert annex.keys() == {name for name, row in expected.items() if row["total"]}
    for name, row in annex.items():
        assert [int(row[2]), int(row[6]), int(row[7])] == [expected[name][key] for key in ("total", "黄", "红")], name
    ledger = {row["单位"]: row for row in sheet_rows(papers / "2025-09 工作台账.xlsx", "各单位汇总")}
    assert ledger.keys() == expected.keys()
    for name, found in ledger.items():
        told = [found["牵头事项"], *(found[light] for light in LIGHTS), found["有风险"], found["参与（不算）"]]
        keys = ("total", *LIGHTS, "at_risk", "participates")
        assert told == [expected[name][key] for key in keys], name
        if name in annex:
            assert found["已完成"] == int(annex[name][4]), name


def test_the_tables_of_sections_and_items_count_what_status_counts(
    papers: Path, status: dict[tuple[str, str], dict[str, Any]]
) -> None:
    for row in sheet_rows(papers / "2025-09 工作台账.xlsx", "各章节汇总"):
        expected = status["light" if row["章节"] == "全部" else "section", row["章节"]]
        told = [row["事项"], *(row[light] for light in LIGHTS), row["有风险"], round(100 * row["占比"], 1)]
        assert told == [expected[key] for key in ("total", *LIGHTS, "at_risk", "percent")]
    rows = sheet_rows(papers / "2025-09 工作台账.xlsx", "总台账")
    whole = status["light", "全部"]
    assert Counter(row["状态"][0] for row in rows) == {light: whole[light] for light in LIGHTS}


def test_every_brief_counts_its_leaders_part(papers: Path, status: dict[tuple[str, str], dict[str, Any]]) -> None:
    briefs = sorted(papers.glob("*领导专报*.docx"))
    told = {name: row for (by, name), row in status.items() if by == "person" and row["total"]}
    assert len(briefs) == len(told)
    for path in briefs:
        (row,) = (row for name, row in told.items() if name in path.name)
        text = text_of(path)
        total, *parts = re.findall(r"(\d+)项", re.search("分管的(.*?)。", text.split("报：")[1])[1])  # type: ignore[index]
        assert int(total) == sum(map(int, parts)) == row["total"], path.name
        in_title, *of_title = map(int, re.findall(r"(\d+)项", text.split("报：")[0]))
        assert in_title == sum(of_title or [in_title]) == row["total"], path.name


def figures(line: str) -> Iterator[tuple[str, float]]:
    """What a sentence or a cell says of an item in numbers: gap and done share in percent, without direction."""
    yield from (("gap", float(number)) for number in re.findall(r"[欠超](?:序时进度)?([\d.]+)(?:个百分点|$)", line))
    yield from (("done", float(number)) for number in re.findall(r"(?:完成|的)([\d.]+)%", line))


def test_every_figure_of_an_item_is_the_same_wherever_it_stands(papers: Path, items: dict[str, dict[str, Any]]) -> None:
    seen: Counter[str] = Counter()
    for path in sorted(papers.glob("*.docx")):
        if "督办单" in path.name:  # of the day on which it was issued
            continue
        lines = [*text_of(path).split("\n"), *("｜".join(row) for table in tables(path) for row in table)]
        for line in lines:
            about = [title for title in items if title in line]
            if len(about) != 1:
                continue
            item = items[about[0]]
            for kind, number in figures(line):
                expected = item["gap_points"] if kind == "gap" else item["done_percent"]
                assert number == abs(expected), (path.name, line)
                seen[path.name[8:10]] += 1
    for row in sheet_rows(papers / "2025-09 工作台账.xlsx", "总台账"):
        item = items.get(row["目标、成果"].replace("\n", "")) or items[re.sub(r"^\d+\. |\n", "", row["重点任务"])]
        assert row["状态"].split("\n")[0] == item["light"]
        if row["较序时（百分点）"] is not None:
            assert row["较序时（百分点）"] == item["gap_points"]
        if row["完成率"] is not None:
            assert round(100 * row["完成率"], 1) == item["done_percent"]
        seen["台账"] += 1
    for cells in tables(papers / "2025-09 通报.docx")[0]:
        if cells[0].isdigit() and re.fullmatch(r"[\d.]+", cells[5]):
            assert float(cells[5]) == items[cells[1]]["gap_points"]
            seen["附件"] += 1
    assert seen["台账"] == len(items)
    assert min(seen[name] for name in ("通报", "提醒", "领导", "附件")) >= 1, seen


def test_forms_and_the_plan_hold_every_item_of_a_lead_once(papers: Path, items: dict[str, dict[str, Any]]) -> None:
    asked = Counter(
        re.split(r"（|配合：", str(row["重点任务"]).replace("\n", ""))[0]
        for path in papers.glob("*填报表*.xlsx")
        for row in sheet_rows(path, "填报")
    )
    for title, item in items.items():
        expected = item["asked"] if item["status"] != "not_started" else 0
        assert asked[re.split("（", title)[0]] == expected, title
    plan = sheet_rows(papers / "2025-09 目标任务分解表.xlsx", "分解表")
    assert len(plan) == len(items)


def test_problems_are_counted_as_the_list_counts_them(papers: Path, ask: Ask) -> None:
    rows: Json = ask("problem", "list", "--all")
    head = openpyxl.load_workbook(papers / "2025-09 销号台账.xlsx")["未销号"]["A2"].value
    still = [row for row in rows if row["open"]]
    over = [row for row in still if row["days_over"]]
    assert f"共{len(rows)}个，已销号{len(rows) - len(still)}个，未销号{len(still)}个（超期{len(over)}个）" in head
    assert len(sheet_rows(papers / "2025-09 销号台账.xlsx", "未销号")) == len(still)


def test_the_appraisal_has_the_points_of_the_scorecard(papers: Path, ask: Ask, named: dict[str, str]) -> None:
    scores: Json = ask("scorecard", "--by", "group")
    expected = {named[row["name"]]: (row["rank"], row["points"]) for row in scores if row["rank"]}
    found = {
        row[1]: (int(row[0]), float(row[2]))
        for table in tables(papers / "2025-09 考核结果（含得分）.docx")
        for row in table
        if row[0].isdigit()
    }
    assert found == expected
