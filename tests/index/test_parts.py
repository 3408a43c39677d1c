"""An edit costs what it touches: what it comes to is what it would come to if all were read."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.data_words import Decision
from dcgd.edits.seal import seal_month
from dcgd.index.store import open_index
from dcgd.model import Action, Answer
from dcgd.registry import change as changing
from dcgd.registry.change import Edited
from dcgd.registry.load import Reading
from dcgd.registry.part import attempt
from partly import (
    STAMP,
    Sides,
    Work,
    adjusted,
    answered,
    asked,
    claim,
    decided,
    raised,
    stepped,
    withdrawn,
    written,
)
from systems import make_link

ITEMS = st.sampled_from(["1-1", "1-2", "2-1@柳园街道", "2-1@新区街道", "2-1", "3-m1", "4", "1", "9-1", "x"])
DAYS = st.sampled_from(["2023-06-30", "2023-07-31", "2023-09-30", "2023-11-30", "2022-12-31"])
UNITS = st.sampled_from(["区科技局", "水利局", "柳园街道办事处", "区档案馆", "区水力局", "某某某"])
NUMBERS = st.sampled_from(["1", "2", "3", "002", "WT-2023-003", "2023-1", "DB-2023-001", "YQ-2023-002", "77"])
AMOUNTS = st.sampled_from(
    [{"value": "3"}, {"value": "9.5"}, {"value": "12"}, {"percent": "50"}, {"percent": "100"}, {}]
)
NOTICE = {"number": "DB-2023-001", "level": "蓝", "unit": "区水利局", "subject": "4", "reason": "滞后"}
DATED = NOTICE | {"issued": "2023-11-01", "reply_by": "2023-11-08"}
OF_TASK = {"task": 4, "date": "2023-06-30", "percent": 60}
RECORDS: list[tuple[str, str, dict[str, Any]]] = [
    ("progress/2023-09.yaml", "reports", {"target": "1-1", "date": "2023-09-30", "value": 3}),
    ("progress/2023-09.yaml", "reports", {"target": "3-1", "date": "2023-09-30", "value": 3}),
    ("progress/2023-09.yaml", "reports", {"milestone": "3-m1", "date": "2023-08-31", "percent": 30}),
    ("progress/2023-10.yaml", "reports", OF_TASK | {"date": "2023-10-31", "note": "电话 13800000000"}),
    ("progress/2023-06.yaml", "reports", OF_TASK | {"percent": None, "withdrawn": True, "by": "甲", "note": "错"}),
    ("progress/2023-06.yaml", "reports", OF_TASK | {"remark": "好"}),
    ("progress/2023-06.yaml", "reports", OF_TASK | {"by": "区科技局"}),
    ("problems.yaml", "problems", {"id": "WT-2023-001", "task": 4, "title": "又一个", "steps": []}),
    ("requests.yaml", "requests", {"id": "YQ-2023-001", "subject": "4", "field": "due", "to": "2023-12-30"}),
    ("notices.yaml", "notices", DATED),
    ("notices.yaml", "notices", DATED | {"number": "DB-2023-003"}),
    ("notices.yaml", "notices", DATED | {"number": "DB-2023-009"}),
]
WORKS = st.one_of(
    st.builds(
        lambda item, day, amount, more: claim(item, day, **amount, **more),
        ITEMS,
        DAYS,
        AMOUNTS,
        st.sampled_from([{}, {"by": "科技局"}, {"by": "区水利局"}, {"correction": True}, {"checkpoint": "完成招标"}]),
    ),
    st.builds(withdrawn, ITEMS, st.one_of(st.none(), DAYS)),
    st.builds(raised, ITEMS, st.sampled_from([None, "缺钱", "问 13800000000"]), UNITS),
    st.builds(stepped, NUMBERS, st.sampled_from(Action), DAYS, st.one_of(st.none(), UNITS)),
    st.builds(answered, NUMBERS, st.sampled_from(Answer), DAYS),
    st.builds(asked, ITEMS, st.sampled_from(["2023-12-20", "2022-01-01", "2024-03-01"])),
    st.builds(decided, NUMBERS, st.sampled_from(Decision), DAYS),
    st.builds(adjusted, ITEMS, st.sampled_from(["2023-12-20", "2022-01-01", "2024-03-01"])),
    st.builds(
        lambda record, item: written(record[0], record[1], record[2], [item]),
        st.sampled_from(RECORDS),
        st.sampled_from(["4", "1-1", "3-m1"]),
    ),
)
"""Edits of all kinds, many of which must be refused."""


@given(works=st.lists(WORKS, min_size=1, max_size=4))
def test_a_part_tells_of_an_edit_what_the_whole_does(
    tmp_path_factory: pytest.TempPathFactory, works: list[Work]
) -> None:
    sides = Sides(tmp_path_factory.mktemp("sides"))
    for work in works:
        assert sides.by_part(work) == sides.by_whole(work)
        assert sides.contents(sides.part) == sides.contents(sides.whole)
    assert sides.rows(anew=False) == sides.rows(anew=True)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: f"{record[1]}-{sorted(record[2].items())[0][1]}")
@pytest.mark.parametrize("item", ["4", "1-1"])
def test_a_wrong_record_is_refused_in_the_same_words(
    tmp_path: Path, record: tuple[str, str, dict[str, Any]], item: str
) -> None:
    sides = Sides(tmp_path)
    work = written(*record, [item])
    assert sides.by_part(work) == sides.by_whole(work)
    assert sides.contents(sides.part) == sides.contents(sides.whole)


RIGHT = {
    "report": claim("1-1", "2023-11-30", value="12家", by="科技局"),
    "report of a share": claim("2-1@柳园街道", "2023-11-30", value="3", by="柳园街道办事处"),
    "report of a task": claim("4", "2023-09-30", percent="60"),
    "report between others": claim("1-1", "2023-07-31", value="7"),
    "withdrawal": withdrawn("4", None),
    "problem": raised("3-m1", "缺钱", "水利局"),
    "problem of a report": raised("1-1", None, "科技局"),
    "step of a problem": stepped("1", Action.ASSIGN, "2023-07-31", "水利局"),
    "step in one line": stepped("WT-2023-002", Action.ASSIGN, "2023-07-31", "水利局"),
    "answer": answered("1", Answer.DELIVER, "2023-07-31"),
    "request": asked("4", "2023-12-20"),
    "refusal of a request": decided("1", Decision.REFUSE, "2023-09-30"),
    "approval of a request": decided("1", Decision.APPROVE, "2023-09-30"),
    "adjustment": adjusted("3-m1", "2023-12-20"),
}


@pytest.mark.parametrize("work", RIGHT.values(), ids=RIGHT.keys())
def test_an_edit_of_a_valid_registry_reads_its_part_alone(
    tmp_path: Path, builds: Callable[[], int], work: Work
) -> None:
    sides = Sides(tmp_path)
    sides.rows(anew=False)
    with patch.object(changing, "_of_all", side_effect=AssertionError("all was read")):
        sides.by_part(work)
    sides.by_whole(work)
    assert sides.contents(sides.part) == sides.contents(sides.whole)
    before = builds()
    kept = sides.rows(anew=False)
    assert builds() == before, "the next question reads nothing"
    assert kept == sides.rows(anew=True)


def spoilt(name: str, old: str, new: str) -> Callable[[Path], object]:
    def spoil(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return spoil


def seal(folder: Path) -> None:
    edit = partial(seal_month, period="2023-06", as_of=date(2023, 6, 30), evidence={}, stamp=STAMP, reason=None)
    changing.change(folder, edit)


@pytest.mark.parametrize("work", RIGHT.values(), ids=RIGHT.keys())
def test_what_is_sealed_stands_in_the_way_of_no_record(tmp_path: Path, work: Work) -> None:
    sides = Sides(tmp_path)
    for side in (sides.part, sides.whole):
        seal(side)
    sides.rows(anew=False)
    with patch.object(changing, "_of_all", side_effect=AssertionError("all was read")):
        sides.by_part(work)
    sides.by_whole(work)
    assert sides.contents(sides.part) == sides.contents(sides.whole)
    assert sides.rows(anew=False) == sides.rows(anew=True)


def test_what_is_later_than_all_that_is_sealed_is_no_reason_to_read_the_registry_again(
    tmp_path: Path, builds: Callable[[], int]
) -> None:
    sides = Sides(tmp_path)
    seal(sides.part)
    sides.rows(anew=False)
    before = builds()
    for work, more in ((RIGHT["report"], 0), (claim("1-1", "2023-06-30", value="7", by="科技局"), 1)):
        sides.by_part(work)
        sides.rows(anew=False)
        assert builds() == before + more


@pytest.mark.parametrize("file", ["progress/2023-06.yaml", "problems.yaml"])
def test_a_sealed_record_is_not_made_another(tmp_path: Path, file: str) -> None:
    """An edit that changes what is there, in a part that has no seals."""
    sides = Sides(tmp_path)
    for side in (sides.part, sides.whole):
        seal(side)

    def edit(before: Reading) -> Edited[int]:
        text = before.parsed[file].text
        return Edited({file: text.replace("value: 5", "value: 4").replace("title: 缺土地", "title: 缺地")}, 0)

    work = Work(edit, ("1-1",))
    refused = sides.by_part(work)
    assert refused == sides.by_whole(work)
    assert "封存过的记录" in str(refused)


@pytest.mark.parametrize(
    "spoil",
    [
        seal,
        spoilt("tasks.yaml", "number: 4", "number: 5"),
        spoilt("tasks.yaml", "due: 2023-12-31\n", "due: 2023-12-31\n  closed: 2023-11-01\n"),
        spoilt("progress/2023-09.yaml", "date: 2023-09-30, value", "date: 2023-08-31, value"),
        lambda folder: (folder / "seals.yaml").write_text("seals: []\n", encoding="utf-8"),
        spoilt("problems.yaml", "problems:\n", "problems: # 一\n\n"),
        spoilt("notices.yaml", "\n", "\r\n"),
        spoilt("requests.yaml", "requests", "\ufeffrequests"),
    ],
)
def test_whatever_stands_there_both_come_to_the_same(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    sides = Sides(tmp_path)
    for side in (sides.part, sides.whole):
        spoil(side)
    for work in RIGHT.values():
        assert sides.by_part(work) == sides.by_whole(work)
        assert sides.contents(sides.part) == sides.contents(sides.whole)
    assert sides.rows(anew=False) == sides.rows(anew=True)


SAVED = {
    "units.yaml": "  - {name: 区司法局}\n",
    "progress/2023-11.yaml": "  - {task: 4, date: 2023-11-01, percent: 50}\n",
}


@pytest.mark.parametrize("name", ["tasks.yaml", "progress/2023-11.yaml", "units.yaml"])
def test_what_somebody_saves_meanwhile_is_read_anew(tmp_path: Path, name: str) -> None:
    """An editor takes no lock: what it saves while a part is edited is seen before anything is written."""
    sides = Sides(tmp_path)
    sides.rows(anew=False)
    times: list[int] = []

    def interrupted(*given: Any) -> Any:
        made = attempt(*given)
        if not times:
            times.append(1)
            path = sides.part / name
            text = path.read_text(encoding="utf-8") if path.exists() else "reports:\n"
            path.write_text(text.replace("title: 河长制", "title: 河湖长制") + SAVED.get(name, ""), encoding="utf-8")
        return made

    with patch.object(changing, "attempt", interrupted):
        outcome = sides.by_part(RIGHT["report"])
    assert times
    assert "is_known=False" in str(outcome)
    text = (sides.part / "progress/2023-11.yaml").read_text(encoding="utf-8")
    assert "value: 12" in text
    assert ("percent: 50" in text) == (name == "progress/2023-11.yaml")
    assert sides.rows(anew=False) == sides.rows(anew=True)


def damaged(sides: Sides) -> None:
    [kept] = sides.cache.glob("*.sqlite")
    kept.write_bytes(kept.read_bytes()[:5000])


def foreign(sides: Sides) -> None:
    [kept] = sides.cache.glob("*.sqlite")
    kept.write_bytes(b"not an index" * 1000)


def unkept(sides: Sides) -> None:
    sides.cache = sides.part / "tasks.yaml" / "cache"


def behind_a_link(sides: Sides) -> None:
    for side in (sides.part, sides.whole):
        (side / "tasks.yaml").rename(side / "real")
        make_link(side / "tasks.yaml", "real")


@pytest.mark.parametrize("spoil", [damaged, foreign, unkept, behind_a_link])
def test_without_an_index_that_tells_the_whole_is_read(tmp_path: Path, spoil: Callable[[Sides], None]) -> None:
    sides = Sides(tmp_path)
    sides.rows(anew=False)
    spoil(sides)
    for work in RIGHT.values():
        assert sides.by_part(work) == sides.by_whole(work)
        assert sides.contents(sides.part) == sides.contents(sides.whole)


def test_who_reads_the_index_meanwhile_does_not_keep_a_record_from_being_written(tmp_path: Path) -> None:
    sides = Sides(tmp_path)
    reader = open_index([sides.source], sides.cache, lambda _done, _all: None)
    try:
        reader.execute("BEGIN")
        [before] = reader.execute("SELECT count(*) FROM reports").fetchone()
        assert sides.by_part(RIGHT["report"]) == sides.by_whole(RIGHT["report"])
        assert reader.execute("SELECT count(*) FROM reports").fetchone() == (before,)
    finally:
        reader.close()
    assert sides.contents(sides.part) == sides.contents(sides.whole)
    assert sides.rows(anew=False) == sides.rows(anew=True)
