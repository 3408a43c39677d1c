"""A whole month of the example registry: empty workbooks out, filled and spoiled ones in, the bulletin's numbers right.

September 2025 is taken out of the example and comes back through the workbooks of its units. Among the files are nine
kinds of spoiled ones; what they held is named, and comes in when they are sent again in order.
"""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from openpyxl import load_workbook

from stamps import subject, without_stamp

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "yunxi-2025"
PERIOD = ("--period", "2025-09")
AS_OF = ("--as-of", "2025-09-30", "--format", "json")
Run = Callable[..., subprocess.CompletedProcess[str]]
Resave = Callable[[bytes], bytes]


def reported() -> dict[str, dict[str, Any]]:
    """What the example's units reported for September, by item."""
    found = yaml.safe_load((EXAMPLE / "progress" / "2025-09.yaml").read_text(encoding="utf-8"))["reports"]
    return {subject(each): each for each in found}


@pytest.fixture
def early(tmp_path: Path) -> Path:
    """The example as it stood before anybody reported for September."""
    folder = tmp_path / "台账"
    shutil.copytree(EXAMPLE, folder)
    for path in (folder / "progress").iterdir():
        if path.stem >= "2025-09":
            path.unlink()
    return folder


class Filled:
    """A unit's workbook, filled in with what it reported."""

    def __init__(self, path: Path, truth: dict[str, dict[str, Any]], unit: str) -> None:
        self.path = path
        self.book = load_workbook(path)
        self.sheet = self.book["填报"]
        self.at = {"".join(each.value.split()): each.column for each in self.sheet[4]}
        self.rows = {row[1].value: row[0].row for row in self.sheet.iter_rows(min_row=5)}
        self.items = [item for item in self.rows if item in truth and truth[item].get("by", unit) == unit]
        for item in self.items:
            said = truth[item]
            self.cell(item).value = said.get("value", said.get("percent"))
            self.cell(item, "进展情况").value = said.get("note")
            self.cell(item, "存在问题").value = said.get("difficulty")
            self.cell(item, "下一步措施及预计完成时间").value = said.get("next_step")
            self.cell(item, "佐证（文件名或网址）").value = said.get("evidence")

    def cell(self, item: str, title: str = "本期完成") -> Any:
        return self.sheet.cell(self.rows[item], self.at[title])

    def bytes(self) -> bytes:
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def listing(call: Run, folder: Path, *command: str) -> Any:
    return rows(call(*command, "--data", str(folder), *AS_OF))


def bulletin(call: Run, folder: Path, out: Path) -> list[str]:
    """The summary, and every paragraph and cell of the bulletin, as they say how things stand at the month's end."""
    where = ("--data", str(folder), "--as-of", "2025-09-30")
    summary = call("summary", *where)
    done = call("export", "docx", "-o", str(out), *where)
    assert (summary.returncode, done.returncode) == (0, 0), summary.stderr + done.stderr
    whole = docx.Document(str(out))
    cells = [cell.text for table in whole.tables for row in table.rows for cell in row.cells]
    text = [*summary.stdout.splitlines(), *(each.text for each in whole.paragraphs), *cells]
    assert any("11-m1" in line or "云汐第三中学" in line for line in text)
    return text


def unit_of(call: Run, early: Path, out: Path, truth: dict[str, dict[str, Any]]) -> dict[str, Filled]:
    done = call("progress", "template", *PERIOD, "-o", str(out), "--data", str(early), "-f", "json")
    assert done.returncode == 0, done.stderr
    return {each["unit"]: Filled(Path(each["file"]), truth, each["unit"]) for each in rows(done) if each["file"]}


def test_a_month_is_played_through(call: Run, early: Path, tmp_path: Path, resaved: Resave) -> None:
    truth, out, back = reported(), tmp_path / "发", tmp_path / "收"
    books = unit_of(call, early, out, truth)
    back.mkdir()

    def hand_in(name: str, data: bytes) -> None:
        (back / name).write_bytes(data)

    # Numbers typed as text, with 家 and ％, full width; dates as 9月30日, 2025.9.30 and serials.
    science, water = books["区科学技术局"], books["区水利局"]
    science.cell("1-1").value, science.cell("1-1", "数据截止日").value = "８家", "9月30日"
    science.cell("1-2").value, science.cell("1-2", "数据截止日").value = "92 家", "2025.9.30"
    water.cell("5-2").value = "62.0％"
    day = water.cell("5-2", "数据截止日")
    day.value, day.number_format = (date(2025, 9, 30) - date(1899, 12, 30)).days, "General"
    hand_in("科技局9月.xlsx", resaved(science.bytes()))
    hand_in("区水利局_2025-09.xlsx", water.bytes())
    # The same file twice.
    hand_in("区水利局_2025-09(1).xlsx", water.bytes())
    # Rows sorted, one copied, one hidden, an empty one deleted.
    housing = books["区住房和城乡建设局"]
    found = [[each.value for each in row] for row in housing.sheet.iter_rows(min_row=5)]
    found = [row for row in sorted(found, key=lambda row: str(row[3])) if row[1] not in (None, "14-2")]
    for number, row in enumerate([*found, found[0]], 5):
        for column, value in enumerate(row, 1):
            housing.sheet.cell(number, column).value = value
    housing.sheet.row_dimensions[5].hidden = True
    hand_in("住建局.xlsx", housing.bytes())
    # Columns moved.
    industry = books["区工业和信息化局"]
    for row in industry.sheet.iter_rows(min_row=4):
        values = [each.value for each in row]
        for each, value in zip(row, values[::-1], strict=True):
            each.value = value
    hand_in("工信局.xlsx", resaved(industry.bytes()))
    # 万: 4560 人.
    labour = books["区人力资源和社会保障局"]
    labour.cell("10-1").value = "0.456万人"
    hand_in("人社局.xlsx", labour.bytes())
    # Cells merged over two rows.
    air = books["区生态环境分局"]
    air.sheet.merge_cells(
        start_row=air.rows["7-1"],
        end_row=air.rows["7-2"],
        start_column=air.at["进展情况"],
        end_column=air.at["进展情况"],
    )
    air.cell("7-1", "进展情况").value = "同上"
    hand_in("环境分局.xlsx", air.bytes())
    # The wrong unit's file, last month's file, an old .xls, a picture.
    hand_in("区教体局.xlsx", books["区行政审批服务局"].bytes())
    august = tmp_path / "8月"
    done = call("progress", "template", "--period", "2025-08", "-o", str(august), "--data", str(early), "-u", "民政局")
    assert done.returncode == 0, done.stderr
    hand_in("民政局.xlsx", next(august.iterdir()).read_bytes())
    hand_in("开发区.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000)
    hand_in("发改局.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 1000)
    hand_in("区卫生健康局_2025-09.xlsx", books["区卫生健康局"].bytes())

    collect = ("progress", "collect", str(back), *PERIOD, "--data", str(early), "-f", "json")
    tree = {path: path.read_bytes() for path in early.rglob("*.yaml")}
    preview = call(*collect, "--dry-run")
    assert {path: path.read_bytes() for path in early.rglob("*.yaml")} == tree, "a preview writes nothing"
    done = call(*collect, "--returns", str(tmp_path / "退"))
    assert rows(done) == rows(preview)
    assert done.returncode == preview.returncode == 1
    lines = rows(done)
    by_outcome = {
        name: [each for each in lines if each["outcome"] == name] for name in ("record", "known", "doubt", "refused")
    }

    # Every doubt names its place, every file that is refused says why.
    assert [(each["id"], each["place"]) for each in by_outcome["doubt"]] == [
        (item, f"填报!{air.cell(item).coordinate}") for item in ("7-1", "7-2")
    ]
    assert {Path(each["file"]).name: each["why"][:8] for each in by_outcome["refused"]} == {
        "区教体局.xlsx": "文件名写的是区教",
        "民政局.xlsx": "是 2025-0",
        "开发区.xls": "是旧格式（.xl",
        "发改局.jpg": "是图片；图片里的",
    }
    # Each unit that is doubted or refused has a text to be sent back, what nobody can be asked about one of its own.
    assert sorted(path.name for path in (tmp_path / "退").iterdir()) == [
        f"{unit}_2025-09_退回.txt" for unit in ("区民政局", "区生态环境分局", "区行政审批服务局", "没有认出单位的文件")
    ]
    text = (tmp_path / "退" / "区生态环境分局_2025-09_退回.txt").read_text(encoding="utf-8-sig")
    assert f"填报!{air.cell('7-1').coordinate}" in text
    assert "没有疑问、不必再报的 1 项：7-3。" in text
    assert "退回修改 4 份" in done.stderr
    assert len(by_outcome["known"]) == 3, "the file handed in twice, the row copied"
    # What is recorded is what the units reported, no more and no less.
    taken = {each["id"] for each in by_outcome["record"]}
    towns = {f"13-1@{name}" for name in ("柳园街道", "北山镇", "云汐经开区")}
    waiting = {"4-1", "4-2", "6-1", "7-1", "7-2", "13-m1", "15-1", "15-2", "15-m1", "16", "11-m1"} | towns
    assert taken == set(truth) - waiting
    assert "还缺" in done.stderr
    missing = {line.split("：")[0].strip() for line in done.stderr.splitlines() if line.startswith("  ")}
    assert missing >= {"区发展和改革局", "云汐经济开发区", "区民政局", "区行政审批服务局", "区生态环境分局"}
    assert not missing & {"区科学技术局", "区水利局", "区人力资源和社会保障局"}
    chase = call("progress", "missing", *PERIOD, "--as-of", "2025-10-10", "--text", "--data", str(early)).stdout
    assert ". 建成区综合养老服务中心" in chase

    # Sent again in order.
    shutil.rmtree(back)
    back.mkdir()
    air.sheet.unmerge_cells(next(str(each) for each in air.sheet.merged_cells.ranges if each.min_row > 4))
    air.cell("7-1", "进展情况").value = None
    late = ("区生态环境分局", "区发展和改革局", "云汐经济开发区", "区民政局", "区行政审批服务局", "区教育体育局")
    for unit in (*late, "柳园街道办事处", "北山镇人民政府"):
        hand_in(f"{unit}.xlsx", books[unit].bytes())
    done = call(*collect)
    assert done.returncode == 0, done.stdout
    assert {each["id"] for each in rows(done) if each["outcome"] == "record"} == waiting

    # The month is the example's month: the same reports, the same numbers in the bulletin.
    path = early / "progress" / "2025-09.yaml"
    ours = yaml.safe_load(path.read_text(encoding="utf-8"))["reports"]
    said = [without_stamp(each) for each in ours]
    by_item = {subject(each): each for each in said}
    assert by_item == {item: without_stamp(each) for item, each in truth.items()}
    assert len(ours) == len(truth)
    for command in (("status",), ("targets",), ("at-risk",), ("overdue",), ("progress", "log")):
        listings = [[without_stamp(row) for row in listing(call, folder, *command)] for folder in (early, EXAMPLE)]
        assert sorted(map(str, listings[0])) == sorted(map(str, listings[1]))
    assert bulletin(call, early, tmp_path / "ours.docx") == bulletin(call, EXAMPLE, tmp_path / "example.docx")
    assert call("validate", str(early)).returncode == 0
    # And once more: nothing is added.
    before = path.read_bytes()
    assert {each["outcome"] for each in rows(call(*collect))} == {"known"}
    assert path.read_bytes() == before


def test_a_text_that_is_there_already_stays_and_a_folder_that_cannot_be_stops_all(
    call: Run, early: Path, tmp_path: Path
) -> None:
    (tmp_path / "收").mkdir()
    (tmp_path / "收" / "区水利局.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000)
    collect = ("progress", "collect", str(tmp_path / "收"), *PERIOD, "--data", str(early))
    for expected in (1, 2):
        assert call(*collect, "--returns", str(tmp_path / "退")).returncode == 1
        assert len(list((tmp_path / "退").iterdir())) == expected
    (tmp_path / "文件").write_bytes(b"")
    done = call(*collect, "--returns", str(tmp_path / "文件"))
    assert (done.returncode, done.stdout) == (2, "")
    assert str(tmp_path / "文件") in done.stderr


def test_a_name_that_the_listing_cannot_have_stops_all_before_anything_is_recorded(
    call: Run, early: Path, tmp_path: Path
) -> None:
    book = unit_of(call, early, tmp_path / "发", reported())["区水利局"]
    (tmp_path / "水利局.xlsx").write_bytes(book.bytes())
    (tmp_path / "有了.csv").write_bytes(b"")
    collect = ("progress", "collect", str(tmp_path / "水利局.xlsx"), *PERIOD, "--data", str(early))
    for name, words in (("结果.docx", "名称不能是"), ("有了.csv", "已经有了")):
        done = call(*collect, "-o", str(tmp_path / name))
        assert (done.returncode, done.stdout) == (2, "")
        assert words in done.stderr
        assert not (early / "progress" / "2025-09.yaml").exists()


def test_what_a_month_of_the_year_asks_for_is_never_shown_as_all_of_it(call: Run, early: Path, tmp_path: Path) -> None:
    october = ("--period", "2025-10")
    call("progress", "template", *october, "-o", str(tmp_path), "-u", "区卫生健康局", "--data", str(early))
    health = Filled(tmp_path / "区卫生健康局_2025-10.xlsx", reported(), "区卫生健康局")
    assert health.cell("12-1", "年度目标及时限").value == "3.2 人\n2025.12.31前"
    assert health.cell("12-1", "本期应达（节点）").value == "应达 3.15 人\n（83.3%）"


def test_filled_forms_are_not_overwritten(call: Run, early: Path, tmp_path: Path) -> None:
    template = ("progress", "template", *PERIOD, "-o", str(tmp_path / "发"), "-u", "区水利局", "--data", str(early))
    assert call(*template).returncode == 0
    [path] = (tmp_path / "发").iterdir()
    path.write_bytes(b"filled")
    done = call(*template)
    assert (done.returncode, path.read_bytes()) == (2, b"filled")
    assert "--force" in done.stderr
    assert call(*template, "--force").returncode == 0
    assert path.read_bytes() != b"filled"


def test_wrong_use_is_said_in_a_sentence(call: Run, early: Path, tmp_path: Path) -> None:
    data = ("--data", str(early))
    for command, words in (
        (("progress", "template", "--period", "2025-13", *data), "不是月份"),
        (("progress", "template", *PERIOD, "-u", "区水力局", *data), "区水利局"),
        (("progress", "collect", str(tmp_path / "没有.xlsx"), *PERIOD, *data), "没有这个文件"),
        (("progress", "missing", "--period", "月底", *data), "不是月份"),
    ):
        done = call(*command)
        assert done.returncode == 2
        assert words in done.stderr
        assert "Traceback" not in done.stderr
