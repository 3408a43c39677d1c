"""The public edition: what is withheld and what is private stands in no byte of it; what it shows is what counts."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from dcgd.publish.site.page import pages
from dcgd.publish.snapshot import Snapshot

Made = Callable[..., Snapshot]
MARK = "密件"
PRIVATE = {
    "note", "difficulty", "next_step", "filled_by", "checked_by", "recorded_by", "reason", "approved_by", "post",
    "cause", "measures", "evidence", "desk", "copies",
}  # fmt: skip
"""The keys whose words are for the office alone, wherever they stand. Telephones: reliability/test_private."""
OF_STEPS = {"problems.yaml", "notices.yaml", "requests.yaml"}
WITHHELD = {"1-2", "3-m1", "13-1", "9-1"}


def marked(folder: Path) -> set[str]:
    """Give each private word of a registry a mark of its own, withhold some items; returns the marks."""
    marks: set[str] = set()

    def mark() -> str:
        marks.add(f"{MARK}{len(marks):04}密")
        return f"{MARK}{len(marks) - 1:04}密"

    people = yaml.safe_load((folder / "people.yaml").read_text(encoding="utf-8"))["people"]
    names = {person["name"]: mark() for person in people}
    for path in sorted(folder.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        for name, other in names.items():
            text = text.replace(name, other)
        path.write_text(yaml.safe_dump(_marked(yaml.safe_load(text), path.name, mark), allow_unicode=True), "utf-8")
    return marks


def _marked(value: Any, file: str, mark: Callable[[], str], key: str = "") -> Any:
    if isinstance(value, list):
        return [_marked(part, file, mark, key) for part in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str):
        return mark() if key in PRIVATE or (file in OF_STEPS and key == "title") else value
    if not isinstance(value, dict):
        return value
    made = {name: _marked(part, file, mark, name) for name, part in value.items()}
    if file == "tasks.yaml" and "checkpoints" in made:
        for point in made["checkpoints"]:
            point.update({"text": mark()} if "text" in point else {})
    for item in [*made.get("targets", ()), *made.get("milestones", ())]:
        if item["id"] in WITHHELD:
            quote = mark()
            made["text"] = made["text"].replace(item["quote"], quote)
            item.update({"public": False, "quote": quote} | ({"implied": True} if "kind" in item else {}))
            item.update({name: mark() for name in ("title", "indicator") if name in item})
    if made.get("number") == 16:  # a task without targets and milestones, which is an item itself
        made |= {"public": False, "title": mark(), "text": mark()}
    if file.startswith("2025-") and "date" in made:
        made |= {name: mark() for name in ("note", "difficulty", "next_step", "filled_by", "checked_by")}
    return made


def marks_in(files: dict[str, bytes]) -> set[str]:
    return set(re.findall(rf"{MARK}\d+密", "\n".join(name + data.decode("utf-8") for name, data in files.items())))


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    text = files[f"data/{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def drawn(files: dict[str, bytes]) -> Any:
    found = re.search(
        r'<script type="application/json" id="data">(.*?)</script>', files["index.html"].decode(), re.DOTALL
    )
    assert found is not None
    return json.loads(found[1])


def withhold(folder: Path, *ids: str) -> None:
    """Write `public: false` at some items of a registry."""
    path = folder / "tasks.yaml"
    text = path.read_text(encoding="utf-8")
    for id_ in ids:
        text, flow = re.subn(rf"\{{id: {id_},", rf"{{id: {id_}, public: false,", text)
        text, block = re.subn(rf"^( *)- (id|number): {id_}$", r"\g<0>\n\1  public: false", text, flags=re.MULTILINE)
        assert flow + block == 1
    path.write_text(text, encoding="utf-8", newline="\n")


@pytest.mark.parametrize("day", [date(2025, 6, 30), date(2025, 9, 30), date(2026, 1, 31)])
def test_no_byte_holds_a_private_word(made: Made, example: Path, day: date) -> None:
    marks = marked(example)
    snapshot = made(example, day)
    assert not any(document["errors"] for document in snapshot.documents)
    assert len(marks) > 500
    assert len(marks_in(pages(snapshot))) > 100, "the page of the office shows such words, so they are found"
    assert marks_in(pages(snapshot, public=True)) == set()


def test_what_is_withheld_counts_nowhere(made: Made, example: Path) -> None:
    before = drawn(pages(made(example), public=True))
    withhold(example, "1-1", "1-2", "1-m1")
    files = pages(made(example), public=True)
    after = drawn(files)
    assert (before["whole"]["total"], after["whole"]["total"]) == (34, 31), "7-3 is withheld in the example"
    assert {"1-1", "1-2", "1-m1"}.isdisjoint(item["id"] for item in after["items"])
    assert "1" not in [task["key"] for task in after["tasks"]]
    totals = [sum(group["total"] for group in each["groups"]["section"]) for each in (before, after)]
    assert totals == [34, 31]
    units = [{group["key"]: group["total"] for group in each["groups"]["unit"]} for each in (before, after)]
    assert units[0]["区科学技术局"] - units[1]["区科学技术局"] == 3
    assert len(rows(files, "items")) == 31
    assert "高新技术企业" not in b"".join(files.values()).decode()


def test_a_section_and_a_unit_without_a_public_item_are_not_there(made: Made, example: Path) -> None:
    snapshot = made(example)
    first = [judged.item for judged in snapshot.items if judged.home.section == "一"]
    withhold(example, *(item.id for item in first))
    files = pages(made(example), public=True)
    assert "强化创新驱动" not in b"".join(files.values()).decode()
    assert "一" not in [row["章节"] for row in rows(files, "sections")]


def test_a_task_with_something_withheld_is_shown_without_its_text(made: Made, example: Path) -> None:
    withhold(example, "1-2")
    files = pages(made(example), public=True)
    (task,) = (task for task in drawn(files)["tasks"] if task["key"] == "1")
    assert (task["text"], task["quotes"]) == ("", ["新增高新技术企业15家以上", "3月底前建立高新技术企业培育库"])
    assert "120家" not in b"".join(files.values()).decode()
    assert {row["编号"]: row["依据"] for row in rows(files, "items")}["1-1"] == "新增高新技术企业15家以上"


def test_a_quote_that_shares_words_with_a_withheld_one_is_left_out(made: Made, example: Path) -> None:
    path = example / "tasks.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("quote: 新增高新技术企业15家以上", "quote: 新增高新技术企业15家以上，科技型"), "utf-8")
    withhold(example, "1-2")
    files = pages(made(example), public=True)
    assert {row["编号"]: row["依据"] for row in rows(files, "items")}["1-1"] == ""


def test_a_promise_stands_with_its_progress_its_day_and_its_source(made: Made) -> None:
    files = pages(made(), public=True)
    items = {row["编号"]: row for row in rows(files, "items")}
    assert items["1-1"] | {"理由": ""} == {
        "文号": "云汐政办字〔2025〕3号", "编号": "1-1", "类别": "目标", "任务": "1", "事项": "新增高新技术企业",
        "目标": "15 家以上", "牵头单位": "区科学技术局", "参与单位": "区财政局", "时限": "2025-12-31",
        "原时限": "2025-12-31", "状态": "滞后", "灯": "黄", "有风险": "是", "最近报送": "2025-09-30", "完成率%": "53.3",
        "序时进度%": "75.0", "理由": "", "依据": "新增高新技术企业15家以上",
    }  # fmt: skip
    assert items["1-m1"]["依据"] == "3月底前建立高新技术企业培育库"
    last = [row for row in rows(files, "reports") if row["编号"] == "1-1"][-1]
    assert (last["文号"], last["日期"], last["数值"], last["计量单位"]) == (
        "云汐政办字〔2025〕3号", "2025-09-30", "8", "家",
    )  # fmt: skip
    (adjusted,) = rows(files, "adjustments")
    assert adjusted == {
        "文号": "云汐政办字〔2025〕3号", "编号": "10-1", "事项": "城镇新增就业", "日期": "2025-07-15",
        "项目": "目标值", "原为": "6500", "现为": "6000",
    }  # fmt: skip


def test_figures_and_lights_are_those_of_the_office(made: Made) -> None:
    snapshot = made()
    inside, outside = drawn(pages(snapshot)), drawn(pages(snapshot, public=True))
    for name in ("light", "label", "done_percent", "history"):
        said = [{item["id"]: item.get(name) for item in each["items"]} for each in (inside, outside)]
        assert said[0].pop("7-3"), "it is withheld"
        assert said[0] == said[1]


def test_every_table_lies_beside_the_page_and_is_named_on_it(made: Made) -> None:
    files = pages(made(), public=True)
    linked = re.findall(r'<a href="(data/[^"]+)" download>', files["index.html"].decode())
    assert sorted(linked) == sorted(name for name in files if name.startswith("data/"))
    assert len(linked) == 8
    for name in linked:
        assert files[name].startswith(b"\xef\xbb\xbf")
        assert rows(files, name.removeprefix("data/").removesuffix(".csv"))


def test_no_cell_is_a_formula(made: Made, example: Path) -> None:
    path = example / "tasks.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("indicator: 新增高新技术企业", "indicator: '=cmd|1!A1'"), "utf-8")
    files = pages(made(example), public=True)
    assert "'=cmd|1!A1" in [row["事项"] for row in rows(files, "items")]
    cells = (cell for name in _tables(files) for row in rows(files, name) for cell in row.values())
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def _tables(files: dict[str, bytes]) -> Iterator[str]:
    return (name[5:-4] for name in files if name.startswith("data/"))
