"""A registry's files as they are to be read, and whether they are still what was read."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cutoff import cut_off, drafts, planned, read_through, replaced
from dcgd.errors import Busy, Refused
from dcgd.registry import placing
from dcgd.registry.placing import Changed
from dcgd.registry.plan import digest
from dcgd.registry.view import View, replace_all, views
from dcgd.source import files
from dcgd.source.lock import locked
from systems import make_link, posix

NAMES = ("a.yaml", "b.yaml", "in/c.yaml")
OLD, NEW = (dict.fromkeys(NAMES, data) for data in (b"old", b"new"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name, data in OLD.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.fixture
def only_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks may not write."""

    def refused(_folder: Path, _seconds: float = 60) -> None:
        raise PermissionError(13, "", ".dcgd.lock")

    monkeypatch.setattr("dcgd.registry.view.locked", refused)


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in NAMES}


def save(path: Path) -> None:
    """Saved in place, as some editors do."""
    path.write_bytes(b"own")


def save_anew(path: Path) -> None:
    """Saved by another file that takes its place, as other editors and git do."""
    path.with_name("new").write_bytes(b"own")
    path.with_name("new").replace(path)


SAVES: list[Callable[[Path], None]] = [save, save_anew, Path.unlink]


@pytest.mark.parametrize("save", SAVES)
def test_a_file_that_another_saved_is_noticed(folder: Path, save: Callable[[Path], None]) -> None:
    view = read_through(folder, OLD)
    assert view.changed() is None
    times = (folder / "b.yaml").stat()
    save(folder / "b.yaml")
    if (folder / "b.yaml").exists():
        os.utime(folder / "b.yaml", ns=(times.st_atime_ns, times.st_mtime_ns))  # of the same size, at the same time
    assert view.changed() == "b.yaml"


@pytest.mark.parametrize("name", ["rules.yaml", "problems.yaml", "notices.yaml", "progress/2025-09.yaml"])
def test_a_file_of_the_registry_that_comes_or_goes_is_noticed(folder: Path, name: str) -> None:
    (folder / "progress").mkdir()
    view = View(folder)
    (folder / name).write_bytes(b"")
    assert view.changed() == name
    view = View(folder)
    (folder / name).unlink()
    assert view.changed() == name


def test_a_file_that_was_looked_for_and_has_come_is_noticed(folder: Path) -> None:
    view = View(folder)
    with pytest.raises(FileNotFoundError):
        view.content(folder / "x.yaml")
    assert view.digest("x.yaml") is None
    assert view.changed() is None
    (folder / "x.yaml").write_bytes(b"")
    assert view.changed() == "x.yaml"


@posix("processes are forked")
def test_a_change_of_several_files_that_is_being_made_is_noticed(folder: Path, only_read: None) -> None:
    """Half of it was read, and nothing happens for a while: the files are still what was read, and yet no state."""
    view = View(folder)
    cut_off(folder, NEW, 2)
    assert {name: view.content(folder / name) for name in NAMES} == {**OLD, "a.yaml": b"new"}
    assert view.changed() == ".dcgd.plan"
    view = View(folder)
    assert {name: view.content(folder / name) for name in NAMES} == NEW
    assert view.changed() is None


def test_what_is_read_twice_counts_as_it_was_the_first_time(folder: Path) -> None:
    view = read_through(folder, OLD)
    save(folder / "a.yaml")
    assert view.content(folder / "a.yaml") == b"own"
    assert view.changed() == "a.yaml"


@pytest.mark.parametrize("names", [NAMES, ("b.yaml",)], ids=["several", "one"])
@pytest.mark.parametrize("save", SAVES)
def test_what_another_saved_since_is_never_undone(
    folder: Path, names: tuple[str, ...], save: Callable[[Path], None]
) -> None:
    for other in ("a.yaml", "b.yaml"):
        view = read_through(folder, OLD)
        save(folder / other)
        before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
        with pytest.raises(Changed, match=other):
            replace_all(view, {name: NEW[name] for name in names})
        assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before
        assert not drafts(folder)
        (folder / other).write_bytes(b"old")


@pytest.mark.parametrize("name", ["in/d.yaml", "e.yaml"])
def test_a_file_to_be_made_that_another_has_made_is_kept(folder: Path, name: str) -> None:
    view = read_through(folder, OLD)
    (folder / name).write_bytes(b"own")
    for more in ({}, NEW):
        with pytest.raises(Changed):
            replace_all(view, {**more, name: b"new"})
    assert (folder / name).read_bytes() == b"own"
    assert contents(folder) == OLD


def saved_at(monkeypatch: pytest.MonkeyPatch, move: int, path: Path) -> None:
    """Have another save a file just before the writer looks at it for the last time: at its look of that number."""
    really, left = digest, [move]

    def late(place: Path) -> str | None:
        if not left[0]:
            save(path)
        left[0] -= 1
        return really(place)

    monkeypatch.setattr(placing, "digest", late)


def test_a_save_after_the_plan_was_made_takes_the_change_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved_at(monkeypatch, 0, folder / "a.yaml")
    with pytest.raises(Changed, match=r"a\.yaml"):
        replaced(folder, NEW)
    assert contents(folder) == {**OLD, "a.yaml": b"own"}
    assert not planned(folder)
    assert not drafts(folder)


def test_a_save_after_the_first_file_was_replaced_is_kept_and_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved_at(monkeypatch, 1, folder / "b.yaml")
    with pytest.raises(Refused, match=r"a\.yaml 已经换上，而b\.yaml 又被改过"):
        replaced(folder, NEW)
    assert contents(folder) == {"a.yaml": b"new", "b.yaml": b"own", "in/c.yaml": b"old"}
    assert planned(folder), "so that whoever reads it is told"


def test_nothing_lies_between_the_last_look_and_the_move(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    move = files.move

    def looked(place: Path) -> str | None:
        calls.append(f"look {place.name}")
        return digest(place)

    def moved(draft: Path, place: Path) -> None:
        calls.append(f"move {place.name}")
        move(draft, place)

    monkeypatch.setattr(placing, "digest", looked)
    monkeypatch.setattr(files, "move", moved)
    replaced(folder, NEW)
    replaced(folder, {"b.yaml": b"newer"})
    wanted = [call for name in ("a.yaml", "b.yaml", "c.yaml") for call in (f"look {name}", f"move {name}")]
    assert calls == ["move .dcgd.plan", *wanted, "look b.yaml", "move b.yaml"]


@posix("processes are forked")
@pytest.mark.parametrize(("moves", "left", "wanted"), [(0, 0, b"old"), (1, 0, b"new"), (2, 1, b"new"), (3, 2, b"new")])
def test_of_several_files_all_are_replaced_or_none(folder: Path, moves: int, left: int, wanted: bytes) -> None:
    cut_off(folder, NEW, moves)
    assert [*contents(folder).values()].count(b"new") == left
    view = View(folder)
    assert {view.content(folder / name) for name in NAMES} == {wanted}
    assert set(contents(folder).values()) == {wanted}
    assert not planned(folder)


def test_several_files_where_one_cannot_be_written(folder: Path) -> None:
    (folder / "file").write_bytes(b"a file")
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(OSError, match="file"):
        replace_all(read_through(folder, OLD), {**NEW, "file/d.yaml": b"new"})
    assert contents(folder) == OLD
    assert sorted(path.name for path in folder.iterdir()) == before


def test_several_files_where_one_cannot_be_moved(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move = files.move

    def refused(draft: Path, place: Path) -> None:
        if place.name == "a.yaml":
            raise PermissionError(13, "", str(place))
        move(draft, place)

    monkeypatch.setattr(files, "move", refused)
    with pytest.raises(PermissionError):
        replaced(folder, NEW)
    assert contents(folder) == OLD
    assert not planned(folder)
    assert not drafts(folder)


@pytest.mark.parametrize(("move", "placed"), [(".dcgd.plan", 0), ("a.yaml", 1), ("b.yaml", 2), ("c.yaml", 3)])
def test_ctrl_c_right_after_a_move_leaves_all_or_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, move: str, placed: int
) -> None:
    really = files.move

    def interrupted(draft: Path, place: Path) -> None:
        really(draft, place)
        if place.name == move:
            raise KeyboardInterrupt

    monkeypatch.setattr(files, "move", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replaced(folder, NEW)
    monkeypatch.setattr(files, "move", really)
    assert [*contents(folder).values()].count(b"new") == placed
    view = View(folder)
    assert not view.plan.problem
    assert contents(folder) == (NEW if placed else OLD)
    assert not planned(folder)
    assert not drafts(folder)


def test_a_linked_file_is_changed_where_it_lies(folder: Path) -> None:
    make_link(folder / "link.yaml", "a.yaml")
    view = read_through(folder, {"link.yaml": b"", "b.yaml": b""})
    replace_all(view, {"link.yaml": b"new", "b.yaml": b"new"})
    assert (folder / "link.yaml").is_symlink()
    assert contents(folder) == {**NEW, "in/c.yaml": b"old"}


@posix("processes are forked")
def test_a_linked_file_of_a_change_that_was_cut_off_is_read_as_it_is_to_be(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_link(folder / "link.yaml", "b.yaml")
    cut_off(folder, {"a.yaml": b"new", "link.yaml": b"new"}, 2)
    monkeypatch.setattr("dcgd.registry.view.carry_out", lambda _folder: None)
    assert View(folder).content(folder / "link.yaml") == b"new"


def test_who_never_comes_to_read_in_peace_keeps_the_writers_away(folder: Path) -> None:
    tries = views(folder, View)
    for _ in range(3):
        next(tries)
        replaced(folder, {"b.yaml": b"newer"})
    next(tries)
    with pytest.raises(Busy), locked(folder, 0):
        pass
    tries.close()
    replaced(folder, {"b.yaml": b"newest"})
