"""`dcgd summary` and `dcgd export`: where papers go, what is refused, and that their numbers are those of `status`."""

import io
import json
import os
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from docx import Document
from icalendar import Calendar

from systems import posix

Run = Callable[..., subprocess.CompletedProcess[str]]
DAY = ("--as-of", "2025-09-30")


@pytest.fixture
def made(call: Run, example: Path, tmp_path: Path) -> Callable[..., Path]:
    """Run a command with `-o` and return the file or folder it wrote."""

    def make(*args: str) -> Path:
        out = tmp_path / "out"
        done = call(*args, "--data", str(example), *DAY, "-o", str(out))
        assert done.returncode == 0, done.stderr
        assert done.stdout == ""
        assert str(out) in done.stderr
        return out

    return make


@pytest.fixture
def status(call: Run, example: Path) -> Callable[..., dict[tuple[str, str], dict[str, Any]]]:
    """The rows of `dcgd status` by what they count."""

    def ask(*args: str) -> dict[tuple[str, str], dict[str, Any]]:
        done = call("status", "--data", str(example), *DAY, "--format", "json", "--by", "light", "--by", "section",
                    "--by", "unit", *args)  # fmt: skip
        return {(row["by"], row["name"]): row for row in json.loads(done.stdout)}

    return ask


NARROWED = pytest.mark.parametrize("narrowed", [(), ("--section", "四"), ("--unit", "区财政局"), ("--item", "target")])


@NARROWED
def test_the_summary_counts_as_status_does(narrowed: tuple[str, ...], call: Run, example: Path, status: Any) -> None:
    text = call("summary", "--data", str(example), *DAY, *narrowed).stdout
    for (by, name), row in status(*narrowed).items():
        if by == "light":
            assert f"| {name} | {row['total']} | {row['percent']}% |" in text
        else:
            lights = " | ".join(str(row[light]) for light in "红黄蓝绿灰")
            (line,) = (line for line in text.split("\n") if line.startswith(f"| {name} |"))
            apart = f" {row['participates']} |" if by == "unit" else ""
            assert line.endswith(f"| {row['total']} | {row['percent']}% | {lights} | {row['at_risk']} |{apart}")


def shorts(example: Path) -> dict[str, str]:
    units = yaml.safe_load((example / "units.yaml").read_text(encoding="utf-8"))["units"]
    return {unit["name"]: unit.get("short", unit["name"]) for unit in units}


@NARROWED
def test_the_ledger_counts_as_status_does(narrowed: tuple[str, ...], made: Any, status: Any, example: Path) -> None:
    called = shorts(example)
    book = openpyxl.load_workbook(io.BytesIO(made("export", "xlsx", *narrowed).read_bytes()))
    lines = {}
    for sheet in (book["各单位汇总"], book["各章节汇总"]):
        titles = ["".join(cell.value.split()) for cell in sheet[3]]
        for values in sheet.iter_rows(min_row=4, values_only=True):
            told = dict(zip(titles, values, strict=True))
            lines[told.get("单位") or told.get("章节")] = told
    for (by, name), row in status(*narrowed).items():
        if by != "light":
            told = lines[called.get(name, name)]
            assert [told[light] for light in "红黄蓝绿灰"] == [row[light] for light in "红黄蓝绿灰"]
            shown = [told.get("牵头事项", told.get("事项")), told["有风险"], told.get("参与（不算）")]
            assert shown == [row["total"], row["at_risk"], row.get("participates")]


@NARROWED
def test_the_bulletin_counts_as_status_does(narrowed: tuple[str, ...], made: Any, status: Any, example: Path) -> None:
    document = Document(str(made("export", "docx", *narrowed)))
    text = "".join(paragraph.text for paragraph in document.paragraphs)
    called = shorts(example)
    lines = {row.cells[1].text: [cell.text for cell in row.cells[2:]] for row in document.tables[-1].rows}
    shown = {called[name] for (by, name), row in status(*narrowed).items() if by == "unit" and row["total"]}
    assert lines.keys() - {"单位"} == shown, "who only takes part answers for nothing"
    for (by, name), row in status(*narrowed).items():
        if by == "light" and name not in ("全部", "灰"):
            assert (f"{name}灯{row['total']}项" in text) == bool(row["total"])
        elif by == "unit" and row["total"]:
            led, _joint, _done, _on_pace, yellow, red, _silent = lines[called[name]]
            assert [led, yellow, red] == [str(row["total"]), str(row["黄"]), str(row["红"])]


def test_the_bulletin_of_a_year_whose_holidays_are_not_known_says_so(call: Run, example: Path) -> None:
    args = ("export", "docx", "--data", str(example), "-o", "a.docx", "--force")
    assert "2031 年的放假安排还没有收录" in call(*args, "--as-of", "2031-01-08").stderr
    assert "放假" not in call(*args, *DAY).stderr


def test_a_paper_of_a_part_says_of_which(call: Run, example: Path, tmp_path: Path) -> None:
    some, said = ("--unit", "区水利局", "--status", "滞后", "--data", str(example), *DAY), "单位区水利局，状态滞后"
    assert f"只看{said}：1 项任务" in call("summary", *some).stdout
    assert "只看" not in call("summary", "--data", str(example), *DAY).stdout
    for kind in ("docx", "xlsx"):
        assert call("export", kind, *some, "-o", str(tmp_path / f"a.{kind}")).returncode == 0
    shown = "".join(paragraph.text for paragraph in Document(str(tmp_path / "a.docx")).paragraphs)
    assert f"本期只含{said}。" in shown
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["A2"].value.endswith(f"　只含{said}")


def test_assessments_are_those_of_the_listing(made: Any, call: Run, example: Path) -> None:
    assessments = json.loads(made("export", "json", "assessments").read_text(encoding="utf-8"))["assessments"]
    done = call("targets", "--data", str(example), *DAY, "--format", "json")
    exported = {row["id"]: row for row in assessments}
    for row in json.loads(done.stdout):
        same = exported[row["id"]]
        for key in ("status", "light", "at_risk", "due", "done_percent", "pace_percent", "gap_points", "risks"):
            assert same[key] == row[key]


def test_a_calendar_of_all_or_one_for_each_unit(made: Any, tmp_path: Path) -> None:
    folder = made("export", "ics", "--each")
    names = sorted(path.name for path in folder.iterdir())
    assert "区水利局重点工作任务.ics" in names
    assert len(names) == 15
    for path in folder.iterdir():
        assert Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def test_units_whose_names_no_file_can_have_get_files_of_their_own(call: Run, example: Path, tmp_path: Path) -> None:
    for name in ("tasks.yaml", "units.yaml"):
        text = (example / name).read_text(encoding="utf-8")
        text = text.replace("区水利局", "../区/局").replace("区民政局", "../区:局")
        (example / name).write_text(text, encoding="utf-8")
    assert call("export", "ics", "--each", "--data", str(example), *DAY, "-o", "out").returncode == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert len(names) == 15
    assert {"_区_局重点工作任务.ics", "_区_局重点工作任务-2.ics"} <= names


def test_a_unit_of_another_writing_has_the_same_calendar(call: Run, example: Path, tmp_path: Path) -> None:
    def calendar(*unit: str) -> str:
        return call("export", "ics", "--data", str(example), *DAY, "--unit", *unit, "-o", "-").stdout

    assert calendar("水利局") == calendar("区水利局") != calendar("区财政局")


def test_every_paper_of_the_same_data_is_the_same_to_the_byte(made: Any, tmp_path: Path) -> None:
    for form in ("xlsx", "docx", "ics", "json"):
        one = made("export", form).rename(tmp_path / f"one.{form}").read_bytes()
        two = made("export", form).rename(tmp_path / f"two.{form}").read_bytes()
        assert one == two, form
    first = made("export", "parquet").rename(tmp_path / "one")
    second = made("export", "parquet").rename(tmp_path / "two")
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes()


def test_papers_go_to_stdout_as_bytes(example: Path, tmp_path: Path) -> None:
    import sys

    for form in ("xlsx", "docx"):
        command = [sys.executable, "-m", "dcgd", "export", form, "--data", str(example), *DAY, "-o", "-"]
        done = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path)
        with zipfile.ZipFile(io.BytesIO(done.stdout)) as archive:
            assert archive.testzip() is None
    assert list(tmp_path.glob("*.xlsx")) == []


def test_without_a_place_a_paper_has_a_name_of_its_own(call: Run, example: Path, tmp_path: Path) -> None:
    said = call("export", "xlsx", "--data", str(example), *DAY)
    assert said.stderr == "写好了：工作台账-2025-09-30.xlsx\n"
    assert (tmp_path / "工作台账-2025-09-30.xlsx").is_file()
    (tmp_path / "here").mkdir()
    assert "here/通报-2025-09-30.docx" in call("export", "docx", "--data", str(example), *DAY, "-o", "here").stderr


@pytest.mark.parametrize("command", [("summary",), ("export", "xlsx"), ("export", "docx"), ("export", "ics"),
                                     ("export", "csv", "tasks"), ("export", "json"), ("export", "parquet", "tasks"),
                                     ("export", "template", "bulletin")])  # fmt: skip
def test_a_file_that_is_there_is_kept_unless_forced(
    command: tuple[str, ...], call: Run, example: Path, tmp_path: Path
) -> None:
    there = tmp_path / "there"
    there.write_text("重要", encoding="utf-8")
    data = () if "template" in command else ("--data", str(example))
    said = call(*command, *data, "-o", "there")
    assert said.returncode == 2
    assert said.stderr == "错误：there 已经有了；要覆盖它，加 --force\n"
    assert there.read_text(encoding="utf-8") == "重要"
    assert call(*command, *data, "-o", "there", "--force").returncode == 0
    assert there.read_bytes() != "重要".encode()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_of_several_files_none_is_written_when_one_is_there(call: Run, example: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "units.csv").write_text("重要", encoding="utf-8")
    said = call("export", "csv", "--data", str(example), "-o", "out")
    assert (said.returncode, said.stderr) == (2, "错误：out/units.csv 已经有了；要覆盖它，加 --force\n")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["units.csv"]


@posix("no pipes among files")
def test_a_pipe_gets_the_bytes_and_stays_a_pipe(run: Run, example: Path, tmp_path: Path) -> None:
    import threading

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert run("summary", "--data", str(example), *DAY, "-o", str(pipe), "--force").returncode == 0
    reader.join(10)
    assert got[0].startswith("# 重点工作任务".encode())
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("library", "command", "extra"),
    [
        ("xlsxwriter", ("export", "xlsx"), "xlsx"),
        ("docx", ("export", "docx"), "docx"),
        ("docxtpl", ("export", "docx"), "docx"),
        ("icalendar", ("export", "ics"), "ics"),
        ("pyarrow", ("export", "parquet", "tasks"), "parquet"),
    ],
)
def test_a_missing_library_is_named_with_the_command_that_installs_it(
    library: str, command: tuple[str, ...], extra: str, run: Run, example: Path, tmp_path: Path
) -> None:
    stub = tmp_path / "stubs"
    stub.mkdir()
    (stub / f"{library}.py").write_text(f"raise ModuleNotFoundError('none', name={library!r})\n")
    path = os.pathsep.join([str(stub), os.environ.get("PYTHONPATH", "")])
    said = run(*command, "--data", str(example), PYTHONPATH=path)
    assert said.returncode == 2
    assert said.stderr.endswith(f"要用的库（{library}）没有安装；安装它：pip install 'dcgd[{extra}]'\n")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("summary", "--by", "x"), "没有分类“x”；可以是：section（章节）、unit（单位）"),
        (("export", "csv", "task"), "没有表“task”；是不是：tasks（任务）、"),
        (("export", "csv", "zzz"), "没有表“zzz”；可以是：documents（文件）、"),
        (("export", "csv"), "几张表要写成几个文件；用 -o 指明文件夹"),
        (("export", "parquet", "-o", "-"), "几张表要写成几个文件；用 -o 指明文件夹"),
        (("export", "template", "x"), "没有模板“x”；可以是：summary"),
        (("export", "xlsx", "--section", "一", "--unit", "区水利局"), "没有符合条件的事项，没有导出。"),
        (("export", "docx", "--template", "none.docx"), "none.docx：没有这个文件或文件夹"),
    ],
)
def test_wrong_use_is_said_in_a_sentence(args: tuple[str, ...], message: str, call: Run, example: Path) -> None:
    data = () if "template" in args and "docx" not in args else ("--data", str(example))
    said = call(*args, *data)
    assert said.returncode == 2
    assert message in said.stderr
    assert "Traceback" not in said.stderr


def test_a_wrong_template_is_said_to_be_wrong(call: Run, example: Path, tmp_path: Path) -> None:
    (tmp_path / "my.md").write_text("{{ ''.__class__ }}", encoding="utf-8")
    said = call("summary", "--data", str(example), "--template", "my.md")
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("错误：my.md：模板做了不允许的事")
    (tmp_path / "my.docx").write_text("不是", encoding="utf-8")
    said = call("export", "docx", "--data", str(example), "--template", "my.docx")
    assert said.stderr == "错误：my.docx：模板不是 Word 文档（.docx）\n"


def test_the_house_templates_can_be_taken_and_given_back(call: Run, example: Path, tmp_path: Path) -> None:
    data = ("--data", str(example), *DAY)
    call("export", "template", "summary", "-o", "my.md")
    assert call("summary", *data, "--template", "my.md").stdout == call("summary", *data).stdout
    call("export", "template", "bulletin", "-o", "my.docx")
    call("export", "docx", *data, "--template", "my.docx", "-o", "a.docx")
    call("export", "docx", *data, "-o", "b.docx")
    texts = [
        [paragraph.text for paragraph in Document(str(tmp_path / name)).paragraphs] for name in ("a.docx", "b.docx")
    ]
    assert texts[0] == texts[1]


def test_nobody_learns_where_the_data_is(made: Any, example: Path) -> None:
    folder = made("export", "csv")
    assert not [path.name for path in folder.iterdir() if str(example.parent).encode() in path.read_bytes()]
