"""Reading a registry: all files, all records, all problems at once."""

import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcgd.diagnostics import in_order
from dcgd.registry.load import read

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "tests/examples/base"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    shutil.copytree(BASE, folder)
    return folder


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def codes(folder: Path) -> list[str]:
    return [
        f"{diagnostic.file}:{diagnostic.line}:{diagnostic.column} {diagnostic.code}"
        for diagnostic in read(folder, "").diagnostics
    ]


def test_the_real_registry_is_whole_and_nothing_is_wrong_with_it() -> None:
    reading = read(ROOT / "data")
    assert reading.diagnostics == []
    registry = reading.registry
    assert [len(entities) for entities in (registry.sections, registry.tasks, registry.units)] == [11, 90, 38]
    assert len(registry.items) == 37 + 74
    assert (registry.reports, registry.problems, registry.notices, registry.broken) == ((), (), (), frozenset())


def test_every_entity_knows_where_it_stands() -> None:
    reading = read(ROOT / "data")
    lines = (ROOT / "data/tasks.yaml").read_text(encoding="utf-8").split("\n")
    for filed in reading.registry.tasks:
        place = reading.parsed["tasks.yaml"].position(filed.place.at("number").path)
        assert lines[place.line - 1][place.column - 1 :] == str(filed.entity.number)
    for _, item, where in reading.registry.items:
        place = reading.parsed["tasks.yaml"].position(where.at("id").path)
        assert lines[place.line - 1][place.column - 1 :].startswith(item.id)


def test_problems_of_all_files_come_together_in_order(small: Path) -> None:
    put(small, "units.yaml", (small / "units.yaml").read_text("utf-8") + "  - nmae: 区档案馆\n")
    put(small, "rules.yaml", "pace: weekly\n")
    put(small, "progress/2023-06.yaml", "reports:\n  - {target: 1-9, date: 2023-06-31, value: 1}\n")
    put(small, "progress/2023-07.yaml", "reports:\n  - {target: 1-9, date: 2023-07-31, value: 1}\n")
    put(small, "problems.yaml", "problems: 3\n")
    put(small, "notices.yaml", "notices: [1]\n")
    told = codes(small)
    assert told == [
        "notices.yaml:1:11 wrong-type",
        "problems.yaml:1:11 wrong-type",
        "progress/2023-06.yaml:2:25 bad-date",
        "progress/2023-07.yaml:2:14 report-unknown",
        "rules.yaml:1:7 wrong-type",
        "units.yaml:6:5 extra-key",
        "units.yaml:6:5 missing-key",
    ]
    diagnostics = read(small, "").diagnostics
    assert diagnostics == in_order(diagnostics)


def test_a_broken_task_is_not_called_missing_nor_its_reports_unknown(small: Path) -> None:
    text = (small / "tasks.yaml").read_text("utf-8").replace("value: 15", "value: 十五")
    put(small, "tasks.yaml", text)
    put(small, "progress/2023-06.yaml", "reports:\n  - {target: 1-1, date: 2023-06-30, value: 1}\n")
    assert codes(small) == ["tasks.yaml:20:20 bad-number"]


def test_a_target_lost_to_a_slip_does_not_make_its_reports_unknown(small: Path) -> None:
    put(small, "tasks.yaml", (small / "tasks.yaml").read_text("utf-8").replace("unit_measure: 家", 'unit_measure: "家'))
    put(small, "progress/2023-06.yaml", "reports:\n  - {target: 1-1, date: 2023-06-30, value: 1}\n")
    assert codes(small) == ["tasks.yaml:21:27 yaml-syntax"]


def test_an_unreadable_tasks_file_leaves_units_alone(small: Path) -> None:
    put(small, "tasks.yaml", "{")
    assert [code.split()[1] for code in codes(small)] == ["yaml-syntax"]


@pytest.mark.parametrize("content", ["", "null", "[]", "3", "x", "{}", "sections: 3", "document: 3\nsections: []"])
def test_a_tasks_file_of_another_shape_is_said_to_be(small: Path, content: str) -> None:
    put(small, "tasks.yaml", content)
    assert codes(small)
    assert all(code.startswith("tasks.yaml:") for code in codes(small))


def test_more_than_99_sections_out_of_order_are_told(small: Path) -> None:
    head = (small / "tasks.yaml").read_text("utf-8").split("sections:")[0]
    sections = "".join(f'  - {{number: "{number}", title: 甲, tasks: []}}\n' for number in (*range(1, 100), 101))
    put(small, "tasks.yaml", f"{head}sections:\n{sections}")
    assert [code for code in codes(small) if "section-order" in code] == ["tasks.yaml:108:14 section-order"]


def test_files_are_named_as_the_user_named_the_folder(small: Path) -> None:
    put(small, "rules.yaml", "pace: weekly\n")
    assert [diagnostic.file for diagnostic in read(small, "甲/乙").diagnostics] == [str(Path("甲/乙/rules.yaml"))]
    assert [diagnostic.file for diagnostic in read(small, ".").diagnostics] == ["rules.yaml"]


def test_content_may_come_from_elsewhere(small: Path) -> None:
    """As for a change that is checked before it is written."""
    texts = {"rules.yaml": b"pace: weekly\n", "progress/2023-06.yaml": b"reports: 3\n"}

    def overlay(path: Path) -> bytes:
        return texts.get(path.relative_to(small).as_posix()) or path.read_bytes()

    diagnostics = read(small, "", read_bytes=overlay, also=tuple(texts)).diagnostics
    assert [diagnostic.file for diagnostic in diagnostics] == ["progress/2023-06.yaml", "rules.yaml"]
    assert codes(small) == []


def test_files_that_are_none_of_the_registry_are_left_alone(small: Path) -> None:
    for name in ("notes.txt", "progress/readme.md", "progress/.2023-06.yaml.x.tmp", "source/tasks.yaml", "other.yaml"):
        put(small, name, "[")
    assert codes(small) == []


def test_thousands_of_broken_tasks_are_told_in_time(small: Path) -> None:
    head = (small / "tasks.yaml").read_text("utf-8").split("sections:")[0]
    tasks = "      - {number: 一, title: 甲}\n" * 3000
    put(small, "tasks.yaml", f"{head}sections:\n  - number: 一\n    title: 甲\n    tasks:\n{tasks}")
    started = time.process_time()
    assert len(codes(small)) == 9000 + 0
    assert time.process_time() - started < 20


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_registry_of_any_bytes_is_read(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("any")
    base = (BASE / "tasks.yaml").read_bytes()
    for name in ("tasks.yaml", "units.yaml", "rules.yaml"):
        at = data.draw(st.integers(0, len(base)))
        junk = data.draw(
            st.binary(max_size=20) | st.sampled_from([b"- ", b": ", b"\n", b"[", b'"', b"&a", "：".encode()])
        )
        (folder / name).write_bytes(base[:at] + junk + base[at + data.draw(st.integers(0, 40)) :])
    reading = read(folder, "")
    for diagnostic in reading.diagnostics:
        lines = reading.parsed[diagnostic.file].text.split("\n")
        assert 1 <= diagnostic.line <= len(lines)
        assert 1 <= diagnostic.column <= len(lines[diagnostic.line - 1]) + 1
