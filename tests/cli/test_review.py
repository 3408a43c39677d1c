"""`dcgd review`: a draft gone through one by one; each step stands at once, and who breaks off loses nothing."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from districts import EXAMPLE
from systems import posix
from terminal import KILL, talk

OFFICIAL = EXAMPLE / "source" / "yunxi-2025-3.md"
Run = Callable[..., subprocess.CompletedProcess[str]]
FIRST = "15-2"
"""Of the made-up notice the worst drafted: its deadline is that of the sentence beside it."""


@pytest.fixture
def imported(call: Run, tmp_path: Path) -> Path:
    assert call("import", str(OFFICIAL), "-o", "云汐").returncode == 0
    return tmp_path / "云汐"


def ids(call: Run, folder: Path) -> list[str]:
    return [row["id"] for row in json.loads(call("review", str(folder), "--list", "--format", "json").stdout)]


def marks(folder: Path) -> int:
    """How many records are marked; the comments above them say the words, too."""
    texts = [(folder / name).read_text(encoding="utf-8") for name in ("tasks.yaml", "units.yaml")]
    return sum(len(re.findall(r"^[^#\n]*review: true", text, re.MULTILINE)) for text in texts)


def test_the_list_has_all_that_is_marked_the_worst_first_with_its_evidence(call: Run, imported: Path) -> None:
    done = call("review", str(imported), "--list", "--format", "json")
    rows = json.loads(done.stdout)
    assert len(rows) == marks(imported) > 20
    assert f"待核对的 {len(rows)} 条。" in done.stderr
    assert [row["weight"] for row in rows] == sorted((row["weight"] for row in rows), reverse=True)
    assert rows[0]["id"] == FIRST
    assert rows[0]["doubts"][0] == "期限 2025-10-25 不在引文里，也许是旁边那句的"
    assert rows[0]["words"] == "12345热线按期办结率保持在95%以上"
    name, line = rows[0]["source"].split(":")
    assert rows[0]["words"] in (imported / name).read_text(encoding="utf-8").splitlines()[int(line) - 1]


def test_in_a_script_every_step_is_a_command(call: Run, imported: Path) -> None:
    def step(*words: str) -> str:
        done = call("review", str(imported), *words)
        assert done.returncode == 0, done.stderr
        return done.stderr

    before = ids(call, imported)
    left = len(before) - 2
    assert step("accept", "4-1", "区发展和改革委员会") == f"已认可 4-1、区发展和改革委员会；还有 {left} 条待核对\n"
    assert step("改正", FIRST, "时限", "-").startswith(f"已改正 {FIRST} 12345热线按期办结率；还有 {left} 条")
    assert "已拆出 5-3 水闸，待核对" in step("split", "5-1", "12座水闸")
    assert f"已删去 5-3 水闸；还有 {left} 条" in step("drop", "5-3")
    assert set(before) - set(ids(call, imported)) == {"4-1", "区发展和改革委员会"}
    assert ids(call, imported)[0] != FIRST
    assert call("validate", str(imported)).returncode == 0


def test_what_is_left_where_one_was_split_off_is_doubted(call: Run, imported: Path) -> None:
    assert call("review", str(imported), "split", "5-1", "12座水闸").returncode == 0
    rows = json.loads(call("review", str(imported), "--list", "--format", "json").stdout)
    [left] = [row for row in rows if row["id"] == "5-1"]
    assert "引文里也有 5-3 的“12座水闸”，也许只该留另一半" in left["doubts"]


def test_the_last_target_that_is_dropped_leaves_no_list_of_nothing(call: Run, imported: Path) -> None:
    for id_ in [id_ for id_ in ids(call, imported) if id_.startswith("1-") and "m" not in id_]:
        assert call("review", str(imported), "drop", id_).returncode == 0
    assert "targets: []" not in (imported / "tasks.yaml").read_text(encoding="utf-8")
    assert call("validate", str(imported)).returncode == 0


def test_all_that_is_accepted_is_shown(call: Run, example: Path) -> None:
    path = example / "tasks.yaml"
    text = path.read_text(encoding="utf-8")
    for line, more in (
        ("            due: 2025-08-31\n", "            review: true\n"),
        ("        title: 实施城镇老旧小区改造\n", "        owner: 沈某某\n        review: true\n"),
    ):
        text = text.replace(line, line + more)
    path.write_text(text, encoding="utf-8", newline="\n")
    rows = json.loads(call("review", str(example), "--list", "--format", "json").stdout)
    drafts = {row["id"]: row["draft"] for row in rows}
    points = "2025-03-31 完成基础施工、2025-06-30 主体封顶、2025-07-31 配电工程完工"
    assert drafts["11-m1"] == f"2025-08-31前；节点 {points}"
    assert drafts["14"] == "牵头 区住房和城乡建设局；责任人 沈某某"
    assert call("review", str(example), "correct", "14", "责任人", "-").returncode == 0
    assert call("review", str(example), "accept", "14", "11-m1").stderr == "已认可 14、11-m1；都核对过了\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("accept",), "写明认可哪一条：它的编号"),
        (("accept", "9-9"), "没有待核对的“9-9”；是不是：9-1"),
        (("correct", "5-1", "value"), "correct 后面写三样：编号、键、新值"),
        (("correct", "5-1", "value", "38"), "quote-number"),
        (("correct", "5-1", "颜色", "红"), "目标能改的是：indicator（指标）"),
        (("correct", "5-1", "due", "昨天"), "时限：“昨天”不是日期"),
        (("drop", "5-1", "5-2"), "一次删去一条"),
        (("split", "5-1", "没有的话"), "原文里没有“没有的话”"),
        (("approve", "5-1"), "没有做法“approve”"),
        (("accept", "5-1", "--list"), "--list 只列出来"),
    ],
)
def test_what_cannot_be_done_changes_nothing(call: Run, imported: Path, words: tuple[str, ...], said: str) -> None:
    before = (imported / "tasks.yaml").read_bytes()
    done = call("review", str(imported), *words)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert (imported / "tasks.yaml").read_bytes() == before


@posix("terminals are POSIX here")
def test_at_a_terminal_one_key_is_a_step_that_stands_at_once(imported: Path) -> None:
    text, total = (imported / "tasks.yaml").read_bytes(), marks(imported)
    shown, code = talk(
        ("review", str(imported)),
        ("q 停下", "c"), ("改哪一样", "时限"),
        ("时限改为（现在是“2025-10-25”，- 是不写）", "-"), ("q 停下", "a"), ("q 停下", "u"), ("q 停下", "q"),
    )  # fmt: skip
    assert code == 0, shown
    steps = (f"[还有 {total} 条] 目标 {FIRST}", "已改正", "已认可", f"[还有 {total - 1} 条]", "上一步撤销了")
    assert [step for step in steps if step not in shown] == []
    assert f"停下了，做过的都已写入；还有 {total} 条待核对。" in shown
    assert "【12345热线按期办结率保持在95%以上】" in shown
    after = (imported / "tasks.yaml").read_bytes()
    assert marks(imported) == total
    head, item, rest = text.partition(b"- id: 15-2")
    assert after == head + item + rest.replace(b"            due: 2025-10-25\n", b"", 1), "nothing else was touched"


@posix("terminals are POSIX here")
def test_who_is_killed_has_what_was_done_and_goes_on_with_the_rest(call: Run, imported: Path) -> None:
    first, second = ids(call, imported)[:2]
    shown, _ = talk(("review", str(imported)), ("q 停下", "a"), ("q 停下", KILL))
    assert f"已认可 {first}" in shown
    assert ids(call, imported)[0] == second
    assert call("validate", str(imported)).returncode == 0


@posix("terminals are POSIX here")
def test_what_is_put_off_comes_again_and_a_slip_is_told(call: Run, imported: Path) -> None:
    first, second = ids(call, imported)[:2]
    shown, code = talk(
        ("review", str(imported)),
        ("q 停下", "u"), ("q 停下", "n"), ("q 停下", "c"), ("改哪一样", "颜色"), ("改为", "红"), ("q 停下", "\x03"),
    )  # fmt: skip
    assert code == 0, shown
    assert "没有可以撤销的" in shown
    assert "目标能改的是" in shown
    assert f" {second} " in shown
    assert ids(call, imported)[:2] == [first, second], "nothing was done"


def test_the_registry_of_the_package_is_reviewed_already(call: Run, imported: Path) -> None:
    for folder in ("tasks.yaml", "units.yaml"):
        path = imported / folder
        path.write_text(path.read_text(encoding="utf-8").replace("review: true", "review: false"), encoding="utf-8")
    assert call("review", str(imported)).stderr == "都核对过了。\n"
