"""On papers stands the number of the office's contact, and of a unit's people on what goes to that unit alone."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from private_marks import MARKS, OFFICE, OWN, PAPERS, TO_UNITS, holds_a_mark, marks_in, marks_of

Call = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize("name", PAPERS)
def test_on_a_paper_to_all_stands_the_number_of_the_offices_contact_alone(
    name: str, marked: Path, call: Call, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    done = call(*PAPERS[name], DCGD_DATA=str(marked))
    assert done.returncode == 0, done.stderr
    assert not holds_a_mark((done.stdout + done.stderr).encode())
    assert {frozenset(marks_of(path)) for path in (tmp_path / "out").rglob("*")} == {frozenset({OFFICE})}


@pytest.mark.parametrize("name", TO_UNITS)
def test_on_a_paper_to_a_unit_stand_no_numbers_but_its_own_and_the_offices(
    name: str, marked: Path, call: Call, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    done = call(*TO_UNITS[name], DCGD_DATA=str(marked))
    assert done.returncode == 0, done.stderr
    assert not holds_a_mark((done.stdout + done.stderr).encode())
    files = list((tmp_path / "out").iterdir())
    for path in files:
        unit = next((unit for unit in OWN if unit in path.name), "")
        own = {OWN[unit]} if unit else set(MARKS)  # the others share one number
        assert marks_of(path) <= {OFFICE, *own}, path.name
    assert sum(any(unit in path.name for unit in OWN) for path in files) > 1


def test_forms_and_reminders_say_whom_to_ring(marked: Path, call: Call, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    call(*TO_UNITS["progress template"], DCGD_DATA=str(marked))
    [form] = (tmp_path / "out").glob("*区水利局*")
    assert marks_of(form) == {OFFICE, OWN["区水利局"]}
    text = call("progress", "missing", "--text", "--as-of", "2025-10-10", DCGD_DATA=str(marked)).stdout
    *parts, ids = [part for part in text.split("\n\n") if part.strip()]
    assert not marks_in(ids.encode()), "the line of ids, which is not sent"
    of_unit = {part.split("（")[0]: marks_in(part.encode()) for part in parts}
    assert of_unit == {"区住房和城乡建设局": {OFFICE, "7654321"}, "区卫生健康局": {OFFICE, OWN["区卫生健康局"]}}


def test_without_a_contact_of_the_office_no_number_stands_on_a_paper_to_all(
    marked: Path, call: Call, tmp_path: Path
) -> None:
    rules = marked / "rules.yaml"
    rules.write_text(re.sub(r"\n  contact: .*", "", rules.read_text(encoding="utf-8")), encoding="utf-8")
    (tmp_path / "out").mkdir()
    assert call(*PAPERS["export docx"], DCGD_DATA=str(marked)).returncode == 0
    assert not any(map(marks_of, (tmp_path / "out").rglob("*")))
