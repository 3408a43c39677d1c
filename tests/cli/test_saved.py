"""Listings in files: workbooks above all, in which an id such as 5-1 stays what it is."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

Run = Callable[..., subprocess.CompletedProcess[str]]
LISTINGS = (
    ("list",), ("targets",), ("overdue",), ("at-risk",), ("status",), ("history",), ("units",), ("scorecard",),
    ("progress", "log"), ("progress", "missing"), ("problem", "list"), ("notice", "list"),
    ("sql", "SELECT id, value FROM targets"),
)  # fmt: skip
DAY = ("--as-of", "2025-09-30")


@pytest.mark.parametrize("listing", LISTINGS, ids=" ".join)
def test_every_listing_can_be_written_as_a_workbook(
    call: Run, example: Path, tmp_path: Path, listing: tuple[str, ...]
) -> None:
    done = call(*listing, "--data", str(example), *DAY, "--format", "xlsx", "-o", "清单.xlsx")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    rows = json.loads(call(*listing, "--data", str(example), *DAY, "--format", "json").stdout)
    sheet = load_workbook(tmp_path / "清单.xlsx").worksheets[0]
    assert sheet.max_row == len(rows) + 1
    ids = [row.get("id") for row in rows]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)][: len(ids)] == ids or not any(ids) or listing[0] in (
        "progress", "history"
    )  # fmt: skip
    assert all(cell.data_type in ("s", "n") for row in sheet.iter_rows() for cell in row)


def test_an_id_survives(call: Run, example: Path, tmp_path: Path) -> None:
    call("targets", "--data", str(example), *DAY, "-o", "t.xlsx")
    sheet = load_workbook(tmp_path / "t.xlsx").worksheets[0]
    assert [(cell.value, cell.number_format) for cell in sheet["A"][:2]] == [("编号", "@"), ("1-1", "@")]


@pytest.mark.parametrize(
    ("name", "begins"), [("a.csv", "编号,"), ("a.json", "[\n"), ("a.yaml", "- id:"), ("a.md", "|"), ("a.tsv", "id\t")]
)
def test_the_name_of_a_file_says_its_format(call: Run, example: Path, tmp_path: Path, name: str, begins: str) -> None:
    done = call("targets", "--data", str(example), *DAY, "-o", name)
    assert (done.stdout, done.stderr) == ("", f"写好了：{name}\n")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_a_file_that_is_there_is_not_overwritten_unless_asked(call: Run, example: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mine", encoding="utf-8")
    refused = call("targets", "--data", str(example), "-o", "a.csv")
    assert refused.returncode == 2
    assert "a.csv 已经有了；要覆盖它，加 --force" in refused.stderr
    assert call("targets", "--data", str(example), "-o", "a.csv", "--force").returncode == 0


def test_a_name_that_promises_another_format_is_refused(call: Run, example: Path) -> None:
    done = call("targets", "--data", str(example), "-f", "csv", "-o", "a.xlsx")
    assert done.returncode == 2
    assert "写出的是 CSV 文件，名称不能是 a.xlsx" in done.stderr


@pytest.mark.parametrize("name", ["a.doc", "a.PDF", "a.html"])
def test_a_name_of_no_format_that_a_listing_has_is_refused_with_those_that_would_do(
    name: str, call: Run, example: Path
) -> None:
    done = call("targets", "--data", str(example), "-o", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"名称不能是 {name}；后缀写 .xlsx、.csv、.json、.yaml、.yml、.md、.txt、.tsv 都行" in done.stderr


def test_a_pipe_can_have_chinese_titles_and_words(call: Run, example: Path) -> None:
    args = ("targets", "--data", str(example), *DAY)
    keys = call(*args).stdout.splitlines()
    titles = call(*args, "--header", "chinese").stdout.splitlines()
    assert keys[0].startswith("id\tindicator\tgoal\tfirmness\t")
    assert titles[0].startswith("编号\t目标\t目标值\t约束性\t")
    assert (keys[1].split("\t")[3], titles[1].split("\t")[3]) == ("firm", "约束性")
    assert call(*args, "-f", "csv", "--header", "代码").stdout.splitlines()[0].startswith("id,indicator,goal,firmness,")


def test_tables_that_a_person_opens_have_chinese_titles(call: Run, example: Path) -> None:
    args = ("export", "csv", "targets", "--data", str(example))
    assert call(*args).stdout.splitlines()[0].startswith("document,task,id,indicator,kind,")
    assert call(*args, "--bom").stdout.splitlines()[0].startswith("\ufeff文件序号,任务,编号,指标,种类,")
    assert call(*args, "--bom", "--header", "code").stdout.splitlines()[0].startswith("\ufeffdocument,task,id,")


def test_every_column_of_every_table_has_a_chinese_title(call: Run, example: Path) -> None:
    from dcgd.index.schema import TableName

    for table in TableName:
        head = call("export", "csv", table, "--data", str(example), "--header", "chinese").stdout.splitlines()[0]
        assert not [title for title in head.split(",") if title.isascii()], table


def test_codes_are_said_with_their_chinese(call: Run) -> None:
    said = "".join(call("status", "--help").stdout.split())
    assert "light灯色、status状态、type文件类型、document文件" in said
    assert "xlsx工作簿" in said
    assert "overdue逾期、far_behind严重滞后" in "".join(call("list", "--help").stdout.split())


def test_columns_of_a_query_keep_their_names_unless_a_person_reads(call: Run, example: Path) -> None:
    args = ("sql", "SELECT id, unit_measure, 1 AS mine FROM targets", "--data", str(example))
    assert call(*args, "-f", "csv").stdout.splitlines()[0] == "id,unit_measure,mine"
    assert call(*args, "-f", "csv", "--bom").stdout.splitlines()[0] == "\ufeff编号,计量单位,mine"
    assert call(*args, "--header", "chinese").stdout.splitlines()[0] == "编号\t计量单位\tmine"
