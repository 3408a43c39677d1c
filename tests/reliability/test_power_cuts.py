"""The power is cut at every moment of every writer: what is on the disk is the old or the new, whole.

How that is found out is told in `tools/power.py`, which is tried itself on writers that do it wrong.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("asks /proc for the names of open files", allow_module_level=True)

from disk import Node
from power import assert_old_or_new, cut
from processes import loaded
from writers import KILLED, Writer


@pytest.mark.parametrize("writer", KILLED, ids=[writer.name for writer in KILLED])
def test_the_old_or_the_new_is_there_whole(tmp_path: Path, writer: Writer) -> None:
    loaded()
    tried = cut(writer, tmp_path)
    if "索引" not in writer.name:  # which may be thrown away
        assert tried.states >= 3, "the old, the new, and something on the way"


ADD, UPDATE = KILLED[0], next(writer for writer in KILLED if writer.name == "import --update")


def nothing(*_args: object) -> None:
    """Instead of syncing."""


def not_here(name: str) -> Callable[[pytest.MonkeyPatch], None]:
    """A writer that syncs no folder where a module would."""
    return lambda patch: patch.setattr(f"{name}.sync_folder", nothing)


def unsynced_files(patch: pytest.MonkeyPatch) -> None:
    """A writer that syncs folders but not what it writes."""
    patch.setattr("dcgd.source.files._settle", nothing)


def in_place(patch: pytest.MonkeyPatch) -> None:
    """A writer that writes over the file itself."""

    def put(draft: Path, place: Path, *_known: object) -> None:
        place.write_bytes(draft.read_bytes())
        draft.unlink()

    patch.setattr("dcgd.registry.view.put", put)


def without_a_plan(patch: pytest.MonkeyPatch) -> None:
    """A writer that replaces several files one after the other."""
    from dcgd.source import files

    def put_all(folder: Path, drafts: dict[str, Path], _old: object) -> None:
        for name, draft in drafts.items():
            files.move(draft, folder / name)
            os.fsync(os.open(folder, os.O_RDONLY))

    patch.setattr("dcgd.registry.view.put_all", put_all)


@pytest.mark.parametrize(
    ("writer", "spoil"),
    [
        (ADD, unsynced_files),
        (ADD, not_here("dcgd.registry.view")),
        (ADD, in_place),
        (UPDATE, not_here("dcgd.registry.placing")),
        (UPDATE, without_a_plan),
        (next(writer for writer in KILLED if writer.name == "progress template"), not_here("dcgd.source.folders")),
        (next(writer for writer in KILLED if writer.name == "init"), not_here("dcgd.source.files")),
    ],
)
def test_a_writer_that_does_it_wrong_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writer: Writer, spoil: Callable[[pytest.MonkeyPatch], None]
) -> None:
    loaded()
    spoil(monkeypatch)
    with pytest.raises(AssertionError, match=writer.name.split("（")[0]):
        cut(writer, tmp_path)


def test_what_is_judged(tmp_path: Path) -> None:
    old, new = {"data/tasks.yaml": b"1", "data/units.yaml": b"1"}, {"data/tasks.yaml": b"2", "data/units.yaml": b"2"}
    (tmp_path / "1").write_bytes(b"1")
    (tmp_path / "2").write_bytes(b"2")

    def of(*contents: str) -> dict[str, Node]:
        return {path: Node(tmp_path / name if name else None) for path, name in zip(old, contents, strict=True)}

    assert_old_or_new("x", of("1", "1"), old, new, tmp_path)
    assert_old_or_new("x", of("2", "2"), old, new, tmp_path)
    for wrong in (of("1", "2"), of("2", ""), {}):
        with pytest.raises(AssertionError, match="x: data is neither"):
            assert_old_or_new("x", wrong, old, new, tmp_path)


def test_evidence_may_lie_ready_before_its_report_and_never_lack_after_it(tmp_path: Path) -> None:
    report, evidence = "data/progress/2025-12.yaml", "data/evidence/x.pdf"
    old, new = {"data/tasks.yaml": b"1"}, {"data/tasks.yaml": b"1", report: b"2", evidence: b"3"}
    for name in "123":
        (tmp_path / name).write_text(name)
    files = {path: Node(tmp_path / data.decode()) for path, data in new.items()}
    assert_old_or_new("x", {path: node for path, node in files.items() if path != report}, old, new, tmp_path)
    with pytest.raises(AssertionError, match="x: data is neither"):
        assert_old_or_new("x", {path: node for path, node in files.items() if path != evidence}, old, new, tmp_path)
