"""A plan is believed only where it was written, and only as long as its files are what it says."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from cutoff import NAMES, NEW, as_read, cut_off, drafts, everything, on_disk, planned
from dcgd.errors import Refused
from dcgd.registry.files import PLAN
from dcgd.registry.placing import carry_out
from dcgd.registry.view import View

if sys.platform == "win32":
    pytest.skip("processes are forked", allow_module_level=True)


@pytest.mark.parametrize(
    ("moves", "placed", "wanted"), [(0, 0, b"old"), (1, 0, b"new"), (2, 1, b"new"), (3, 2, b"new")]
)
class TestCutOff:
    """A writer that vanishes at any moment: before its plan was there nothing is changed, afterwards all is."""

    def test_who_may_write_finishes_it(self, folder: Path, moves: int, placed: int, wanted: bytes) -> None:
        cut_off(folder, NEW, moves)
        assert on_disk(folder).count(b"new") == placed
        assert as_read(folder) == [wanted] * 3
        assert on_disk(folder) == [wanted] * 3
        assert not planned(folder)
        assert bool(drafts(folder)) == (moves == 0), "the next writer sweeps them"

    @pytest.mark.usefixtures("only_read")
    def test_who_may_only_read_sees_it_whole(self, folder: Path, moves: int, placed: int, wanted: bytes) -> None:
        cut_off(folder, NEW, moves)
        before = everything(folder)
        assert as_read(folder) == [wanted] * 3
        assert everything(folder) == before, "and changes nothing"

    def test_a_clone_or_a_copy_of_it_is_not_touched(
        self, folder: Path, tmp_path: Path, moves: int, placed: int, wanted: bytes
    ) -> None:
        cut_off(folder, NEW, moves)
        copy = tmp_path / "copy"
        shutil.copytree(folder, copy)  # with all times, as an archive has them
        before = everything(copy)
        view = View(copy)
        assert everything(copy) == before
        if moves:
            assert "不是在这里写下的" in view.plan.problem
            assert PLAN in view.plan.hint
            with pytest.raises(Refused, match="不是在这里写下的"):
                carry_out(copy)
            assert everything(copy) == before
        if placed:
            assert view.plan.unreadable == {*NAMES}, "it is half old and half new, and nobody can say what it should be"
            assert f"{'、'.join(NAMES[:placed])} 是新的，{'、'.join(NAMES[placed:])} 还是旧的" in view.plan.problem
        else:
            assert as_read(copy) == [b"old"] * 3, "what lies there is read as it lies"


def test_a_file_that_is_still_to_be_made_is_named(folder: Path, only_read: None) -> None:
    cut_off(folder, {"a.yaml": b"new", "in/d.yaml": b"made"}, 1)
    view = View(folder)
    assert view.created() == ["in/d.yaml"]
    assert view.content(folder / "in" / "d.yaml") == b"made"


def test_who_reads_can_read_the_plan_whatever_the_writer_s_umask(folder: Path) -> None:
    before = os.umask(0o077)
    try:
        cut_off(folder, NEW, 1)
    finally:
        os.umask(before)
    assert (folder / PLAN).stat().st_mode & 0o777 == 0o644
    assert {draft.stat().st_mode & 0o777 for draft in drafts(folder)} == {0o644}, "as open as the files they are for"


class TestEditedSince:
    """What a person wrote after the writer died is never undone."""

    def test_before_any_file_was_replaced(self, folder: Path) -> None:
        cut_off(folder, NEW, 1)
        (folder / "b.yaml").write_bytes(b"by hand")
        before = everything(folder)
        assert as_read(folder) == [b"old", b"by hand", b"old"]
        with pytest.raises(Refused, match="没有照计划换上") as refused:
            carry_out(folder)
        assert everything(folder) == before
        told = str(refused.value)
        assert "b.yaml 又被改过" in told
        assert f"删除 {PLAN}" in told
        assert all(draft.name in told for draft in drafts(folder)), "nothing that was written is lost unnamed"

    def test_a_file_that_was_replaced_already(self, folder: Path) -> None:
        cut_off(folder, NEW, 2)
        (folder / "a.yaml").write_bytes(b"new, and by hand")
        assert as_read(folder) == [b"new, and by hand", b"new", b"new"]
        assert not planned(folder)

    def test_a_file_that_was_not_yet_replaced(self, folder: Path) -> None:
        cut_off(folder, NEW, 2)
        (folder / "b.yaml").write_bytes(b"by hand")
        before = everything(folder)
        with pytest.raises(OSError, match="断在一半"):
            as_read(folder)
        with pytest.raises(Refused, match=r"a\.yaml 已经换上，而b\.yaml 又被改过，没有换上") as refused:
            carry_out(folder)
        assert everything(folder) == before
        [draft] = [draft for draft in drafts(folder) if f"{draft.name}（b.yaml）" in str(refused.value)]
        draft.replace(folder / "b.yaml")  # as the sentence says
        assert as_read(folder) == [b"new"] * 3
        assert not planned(folder)

    def test_files_that_were_taken_back_by_git(self, folder: Path) -> None:
        cut_off(folder, NEW, 2)
        (folder / "a.yaml").write_bytes(b"old")
        assert as_read(folder) == [b"old"] * 3
        with pytest.raises(Refused, match=r"a\.yaml 的草稿不是写好的那一份了，所以没有照计划换上"):
            carry_out(folder)

    def test_drafts_that_were_cleared_away(self, folder: Path) -> None:
        cut_off(folder, NEW, 2)
        for draft in drafts(folder):
            draft.unlink()
        with pytest.raises(Refused, match=r"取回 a\.yaml、b\.yaml、in/c\.yaml 的同一个版本"):
            carry_out(folder)
        with pytest.raises(OSError, match="断在一半"):
            as_read(folder)

    def test_a_draft_that_is_another_file_now(self, folder: Path) -> None:
        cut_off(folder, NEW, 1)
        draft = drafts(folder)[0]
        draft.write_bytes(b"neW")
        with pytest.raises(Refused, match=r"\.yaml 的草稿不是写好的那一份了") as refused:
            carry_out(folder)
        assert draft.name in str(refused.value)
        assert as_read(folder) == [b"old"] * 3
