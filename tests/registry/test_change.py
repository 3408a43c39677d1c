"""Changing a registry: only what validates is written, and only one writer at a time."""

import shutil
from pathlib import Path

import pytest

from dcgd.registry import change as changing
from dcgd.registry.change import Refused, change, is_shipped
from dcgd.registry.load import Reading

BASE = Path(__file__).resolve().parents[1] / "examples/base"
REPORT = "reports:\n  - {target: 1-1, date: 2023-06-30, value: %s}\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    shutil.copytree(BASE, folder)
    return folder


def test_a_sound_change_is_written_and_read_back(small: Path) -> None:
    reading = change(small, lambda _: {"progress/2023-06.yaml": REPORT % 8})
    assert [filed.entity.value for filed in reading.registry.reports] == [8]
    assert (small / "progress/2023-06.yaml").read_text("utf-8") == REPORT % 8


def test_a_change_that_brings_an_error_is_refused_with_nothing_written(small: Path) -> None:
    with pytest.raises(Refused) as caught:
        change(small, lambda _: {"progress/2023-06.yaml": REPORT % "八", "rules.yaml": "pace: daily\n"})
    assert [(each.file, each.code) for each in caught.value.found] == [
        (str(small / "progress/2023-06.yaml"), "bad-number")
    ]
    assert not (small / "progress").exists()
    assert not (small / "rules.yaml").exists()


def test_an_error_that_is_there_already_does_not_stand_in_the_way(small: Path) -> None:
    (small / "rules.yaml").write_text("# 说明\npace: weekly\n", encoding="utf-8")
    change(small, lambda _: {"progress/2023-06.yaml": REPORT % 8, "rules.yaml": "pace: weekly\n"})
    assert (small / "rules.yaml").read_text("utf-8") == "pace: weekly\n"


def test_an_edit_sees_what_is_on_disk(small: Path) -> None:
    def edit(reading: Reading) -> dict[str, str]:
        assert len(reading.registry.tasks) == 2
        return {}

    assert change(small, edit).diagnostics == []


def test_the_registry_inside_the_package_is_read_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = tmp_path / "dcgd"
    shipped = package / "shipped"
    shutil.copytree(BASE, shipped)
    monkeypatch.setattr(changing.files, "__file__", str(package / "registry" / "files.py"))  # type: ignore[attr-defined]
    assert is_shipped(shipped)
    with pytest.raises(Refused, match="只读"):
        change(shipped, lambda _: {"rules.yaml": "pace: daily\n"})
    assert not (shipped / "rules.yaml").exists()
