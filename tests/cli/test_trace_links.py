"""`trace --suggest` writes nothing into a registry; `--accept` writes what a person left in the file."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]
DATA = ("--data", "shili-2025", "--data", "nanting-2025")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The city and the neighbour, which says nothing of what it implements."""
    for name in ("shili-2025", "nanting-2025"):
        shutil.copytree(ROOT / "examples" / name, tmp_path / name)
    path = tmp_path / "nanting-2025/tasks.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "implements" not in line), encoding="utf-8", newline="\n")
    return tmp_path


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*.yaml")}


def test_what_is_proposed_left_in_the_file_and_accepted_is_written_once(call: Run, work: Path) -> None:
    before = contents(work)
    assert call("trace", "--suggest", *DATA, "-o", "承接.yaml", cwd=work).returncode == 0
    assert {path: data for path, data in contents(work).items() if path.name != "承接.yaml"} == before
    text = (work / "承接.yaml").read_text(encoding="utf-8")
    entries = text.split("- item:")
    (work / "承接.yaml").write_text("- item:".join(entries[:4]), encoding="utf-8")
    done = call("trace", "--accept", "承接.yaml", *DATA, cwd=work)
    assert (done.returncode, done.stderr) == (
        0,
        "已写下 3 条承接，写入 " + str(work / "nanting-2025/tasks.yaml") + "\n",
    )
    assert (work / "shili-2025/tasks.yaml").read_bytes() == before[work / "shili-2025/tasks.yaml"]
    written = (work / "nanting-2025/tasks.yaml").read_text(encoding="utf-8")
    kept = "".join(line for line in written.splitlines(keepends=True) if "implements" not in line)
    assert kept.encode() == before[work / "nanting-2025/tasks.yaml"]
    assert call("validate", *DATA, cwd=work).returncode == 0
    again = call("trace", "--accept", "承接.yaml", *DATA, cwd=work)
    assert again.stderr == "已写下 0 条承接，3 条已经有了\n"
    assert (work / "nanting-2025/tasks.yaml").read_text(encoding="utf-8") == written


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("- {item: '南汀政办字〔2025〕2号:1-9', implements: '示政办发〔2025〕1号:1-1'}", "2号 里没有编号“1-9”"),
        ("\n- {item: '南汀政办字〔2025〕2号:1-1', implements: '示政办发〔2025〕1号:9'}", "第 2 行：示政办发"),
        ("- {item: '南汀政办字〔2025〕2号:1-1', implements: '示政办发〔2052〕1号:1'}", "是不是：示政办发〔2025〕1号"),
        ("- {item: 1-1, implements: '示政办发〔2025〕1号:1-1'}", "“1-1”不是 文号:编号"),
        ("- {item: '示政办发〔2025〕1号:1-1', implements: '示政办发〔2025〕1号:1-2'}", "是同一份文件的"),
        ("- 甲", "每条要有 item 和 implements"),
        ("- {item: [", "YAML 语法错误"),
        ("- {item: &a x, implements: *a}", "第 1 行"),
    ],
)  # fmt: skip
def test_one_wrong_entry_and_nothing_is_written(call: Run, work: Path, file: str, said: str) -> None:
    good = "\n- {item: '南汀政办字〔2025〕2号:1-2', implements: '示政办发〔2025〕1号:1-2'}\n"
    (work / "承接.yaml").write_text(file + good, encoding="utf-8")
    before = contents(work)
    done = call("trace", "--accept", "承接.yaml", *DATA, cwd=work)
    assert done.returncode == 2
    assert said in done.stderr
    assert contents(work) == before


def test_a_file_that_is_no_list_is_told(call: Run, work: Path) -> None:
    (work / "承接.yaml").write_text("item: 甲\n", encoding="utf-8")
    done = call("trace", "--accept", "承接.yaml", *DATA, cwd=work)
    assert (done.returncode, "不是 --suggest 写的" in done.stderr) == (2, True)


def test_an_empty_list_says_so(call: Run, work: Path) -> None:
    (work / "承接.yaml").write_text("[]\n", encoding="utf-8")
    assert call("trace", "--accept", "承接.yaml", *DATA, cwd=work).stderr == "文件里没有要写的。\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--accept", "没有.yaml"), "没有这个文件"),
        (("--suggest", "--accept", "没有.yaml"), "一次只用一个"),
        (("--suggest", "--by", "unit"), "不与 --by"),
        (("--suggest", "--unit", "市民政局"), "不与 --by"),
    ],
)
def test_wrong_use_is_told(call: Run, work: Path, words: tuple[str, ...], said: str) -> None:
    done = call("trace", *words, *DATA, cwd=work)
    assert (done.returncode, said in done.stderr) == (2, True)
