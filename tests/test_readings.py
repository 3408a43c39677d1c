"""Tests may go by what was read before: it is what would be read now."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import readings
from dcgd.index.rows import rows
from dcgd.registry import load
from dcgd.registry.checks import run
from dcgd.registry.files import PLAN
from dcgd.registry.load import Reading, read
from dcgd.registry.shares import with_shares_named

SMALL = Path(__file__).resolve().parent / "registry" / "small"


def replaced(old: str, new: str) -> Callable[[Path], object]:
    def replace(folder: Path) -> None:
        file = folder / "tasks.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    return replace


def link(folder: Path) -> None:
    elsewhere = shutil.move(folder / "units.yaml", folder.parent / "elsewhere.yaml")
    (folder / "units.yaml").symlink_to(elsewhere)


CHANGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda folder: None,
    "another text": replaced("issuer: 甲区人民政府办公室", "issuer: 甲区人民政府"),
    "an error in what is said": replaced("leads: [", "leads: [区没有局, "),
    "an error in a file": lambda folder: (folder / "units.yaml").write_text("units: [", encoding="utf-8"),
    "no file": lambda folder: (folder / "units.yaml").unlink(),
    "a file that is not read": lambda folder: (folder / "进展.yaml").write_text("", encoding="utf-8"),
    "a folder in place of a file": lambda folder: (folder / "requests.yaml").mkdir(),
    "a link to elsewhere": link,
    "a folder in place of a plan": lambda folder: (folder / PLAN).mkdir(),
}

UNSOUND = (
    "an error in a file",
    "no file",
    "a file that is not read",
    "a folder in place of a file",
    "a link to elsewhere",
    "a folder in place of a plan",
)


def read_twice(folder: Path) -> tuple[Reading, Reading]:
    return read(folder, "台账"), read(folder, "台账")


def assert_as_anew(folder: Path, readings_of_it: tuple[Reading, Reading], monkeypatch: pytest.MonkeyPatch) -> None:
    entered = [readings._rows(reading.registry) for reading in readings_of_it]
    monkeypatch.setattr(load._Reader, "registry", readings._registry)
    monkeypatch.setattr(load, "with_shares_named", with_shares_named)
    monkeypatch.setattr(load, "run", run)
    anew = read(folder, "台账")
    for reading in readings_of_it:
        assert reading.registry == anew.registry
        assert reading.diagnostics == anew.diagnostics
        assert {name: (file.name, file.text, file.data) for name, file in reading.parsed.items()} == {
            name: (file.name, file.text, file.data) for name, file in anew.parsed.items()
        }
    assert entered == [rows(anew.registry)] * 2


@pytest.mark.parametrize("kind", CHANGES)
def test_what_is_remembered_is_what_is_read_anew(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = shutil.copytree(SMALL, tmp_path / "台账", dirs_exist_ok=True)
    read(folder, "另一个")
    CHANGES[kind](folder)
    once, again = read_twice(folder)
    assert_as_anew(folder, (once, again), monkeypatch)
    assert (once.registry is again.registry) == (kind not in UNSOUND), "whole files are remembered, and no others"


def test_so_are_shares_that_reports_name_otherwise_than_targets(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = example / "progress" / "2025-01.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("share: 柳园街道,", "share: 柳园街道办事处,"), encoding="utf-8")
    once, again = read_twice(example)
    assert {filed.entity.share for filed in once.registry.reports} == {None, "柳园街道", "云汐经开区", "北山镇"}
    assert once.registry is again.registry
    assert_as_anew(example, (once, again), monkeypatch)


def test_the_bytes_are_read_each_time(tmp_path: Path) -> None:
    folder = shutil.copytree(SMALL, tmp_path / "台账")
    asked: list[str] = []

    def content(path: Path) -> bytes:
        asked.append(path.name)
        return path.read_bytes()

    for _ in range(2):
        read(folder, read_bytes=content)
    assert sorted(asked) == sorted(2 * list(dict.fromkeys(asked)))


def test_what_lies_nowhere_is_told_apart_by_its_bytes(tmp_path: Path) -> None:
    """As a draft is, which is read before it is written."""
    texts = {path.name: path.read_bytes() for path in SMALL.glob("*s.yaml")}

    def title(new: str) -> str:
        contents = {**texts, "tasks.yaml": texts["tasks.yaml"].replace("甲区2023年重点工作任务".encode(), new.encode())}
        document = read(tmp_path / "没有", read_bytes=lambda path: contents[path.name]).registry.document
        return document.title if document else ""

    assert [title("甲"), title("乙"), title("甲")] == ["甲", "乙", "甲"]
