"""Files are written whole or not at all, whoever is killed; what is no file is let alone."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from dcgd.errors import Refused
from dcgd.source import files
from dcgd.source.files import (
    NotPlain,
    create_folder,
    draft_of,
    is_draft,
    open_plain,
    replace,
    replacing,
    sweep,
    write,
)
from systems import WINDOWS, make_link, posix

WRITER = """
import sys
from pathlib import Path
from dcgd.source.files import replace
path = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for letter in b"ab":
        replace(path, bytes([letter]) * 300_000)
"""


def started(program: str, path: Path) -> subprocess.Popen[str]:
    """A process that runs a program and has said its first word."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    return process


def test_a_writer_killed_at_any_moment_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    whole = {b"a" * 300_000, b"b" * 300_000}
    replace(path, b"a" * 300_000)
    for tries in range(12):
        writer = started(WRITER, path)
        first = path.read_bytes()
        while (now := path.read_bytes()) == first:  # until it writes
            assert writer.poll() is None
        for _ in range(5 * tries):  # the moment of the kill moves with the number of reads before it
            now = path.read_bytes()
            assert now in whole
        writer.kill()
        writer.communicate()
        assert writer.returncode == (1 if WINDOWS else -9)
        assert {first, now, path.read_bytes()} <= whole
    assert {path.suffix for path in tmp_path.iterdir()} <= {".yaml", ".tmp"}, "a draft left behind is no registry file"


def test_replace_makes_the_content_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "progress" / "2023-06.yaml"
    replace(path, b"one")
    replace(path, b"two")
    assert path.read_bytes() == b"two"
    assert [entry.name for entry in path.parent.iterdir()] == ["2023-06.yaml"]


@pytest.mark.parametrize("letter", ["a", "云", "\U00020000"])
def test_a_name_as_long_as_the_system_takes_is_written(tmp_path: Path, letter: str) -> None:
    longest = letter * (255 // len(letter.encode()))
    for name in (longest, longest[:-1] + "b" * (255 - len(longest[:-1].encode()))):
        (tmp_path / name).write_bytes(b"old")
        replace(tmp_path / name, b"new")
        assert (tmp_path / name).read_bytes() == b"new"


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.yaml"]


@pytest.mark.parametrize(("hold", "held", "kept"), [(True, 3, b"new"), (True, 9, b"old"), (False, 1, b"old")])
def test_where_readers_hold_a_file_they_are_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hold: bool, held: int, kept: bytes
) -> None:
    path, really = tmp_path / "x.yaml", Path.replace
    pauses: list[float] = []
    path.write_bytes(b"old")

    def refused(self: Path, target: Path) -> Path:
        if len(pauses) < held:
            raise PermissionError(13, "held by a reader", str(target))
        return really(self, target)

    monkeypatch.setattr(files, "_READERS_HOLD", hold)
    monkeypatch.setattr(Path, "replace", refused)
    monkeypatch.setattr(time, "sleep", pauses.append)
    with suppress(PermissionError):
        replace(path, b"new")
    assert path.read_bytes() == kept
    assert [path.name for path in tmp_path.iterdir()] == ["x.yaml"], "no draft is left"


@posix("links need rights there")
class TestLinks:
    def test_a_link_stays_and_what_it_leads_to_is_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        path, link = tmp_path / "in" / "real.yaml", tmp_path / "link.yaml"
        path.write_bytes(b"old")
        make_link(link, "in/real.yaml")
        replace(link, b"new")
        with replacing(link) as draft:
            assert draft.parent == path.parent, "a draft beside the link might lie on another disk"
            draft.write_bytes(b"newer")
        assert link.is_symlink()
        assert path.read_bytes() == b"newer"

    @pytest.mark.parametrize("target", ["nowhere", "loop", "a/b/c"])
    def test_a_link_that_leads_nowhere_is_refused(self, tmp_path: Path, target: str) -> None:
        make_link(tmp_path / "loop", "loop")
        make_link(tmp_path / "link", target)
        for write_it in (replace, write):
            with pytest.raises(Refused, match=f"link 是链接，它指向的 {target} 不存在"):
                write_it(tmp_path / "link", b"new")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "loop"]

    def test_what_is_no_file_is_neither_opened_nor_followed_nor_waited_for(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"kept")
        make_link(tmp_path / "link", "file")
        (tmp_path / "folder").mkdir()
        os.mkfifo(tmp_path / "pipe")
        for name, kind in {"link": "链接", "folder": "文件夹", "pipe": "管道"}.items():
            with pytest.raises(NotPlain) as refused:
                open_plain(tmp_path / name, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            assert refused.value.kind == kind
        with pytest.raises(NotPlain) as refused:
            open_plain(Path("/dev/null"), os.O_RDONLY)
        assert refused.value.kind == "设备"
        assert (tmp_path / "file").read_bytes() == b"kept"

    @pytest.mark.parametrize("kind", ["链接", "管道"])
    def test_what_becomes_none_between_the_look_and_the_call_is_not_either(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
    ) -> None:
        path, really = tmp_path / "x", Path.lstat
        (tmp_path / "precious").write_bytes(b"kept")

        def swapped(self: Path) -> os.stat_result:
            path.write_bytes(b"")
            state = really(self)
            path.unlink()
            make_link(path, "precious") if kind == "链接" else os.mkfifo(path)
            return state

        monkeypatch.setattr(Path, "lstat", swapped)
        with pytest.raises(NotPlain) as refused:
            open_plain(path, os.O_RDWR)
        assert refused.value.kind == kind
        assert (tmp_path / "precious").read_bytes() == b"kept"

    def test_a_pipe_takes_a_paper_as_it_is(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        reader = subprocess.Popen(["cat", str(tmp_path / "pipe")], stdout=subprocess.PIPE)
        write(tmp_path / "pipe", b"a paper")
        assert reader.communicate()[0] == b"a paper"
        assert not (tmp_path / "pipe").is_file()


def test_what_fails_is_said_of_the_file_that_the_user_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _handle: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    for draw in (replace, draft_of):
        with pytest.raises(OSError, match="No space") as failed:
            draw(tmp_path / "x.yaml", b"new")
        assert failed.value.filename == str(tmp_path / "x.yaml")


def test_a_draft_for_who_needs_a_path_comes_into_its_place_only_when_all_went_well(tmp_path: Path) -> None:
    path = tmp_path / "new" / "x.sqlite"
    with replacing(path) as draft:
        draft.write_bytes(b"whole")
        assert not path.exists()
    assert path.read_bytes() == b"whole"
    with pytest.raises(FileNotFoundError), replacing(path):
        (tmp_path / "nothing").read_bytes()
    assert path.read_bytes() == b"whole"
    assert [path.name for path in path.parent.iterdir()] == ["x.sqlite"]


def test_drafts_that_the_dead_left_are_swept_and_nothing_that_looks_like_one(tmp_path: Path) -> None:
    left = draft_of(tmp_path / "tasks.yaml", b"half")
    assert is_draft(left.name)
    others = [".tasks.yaml.x1.tmp", ".dcgd.mine.tmp", ".dcgd.0123456789ab.tmp.bak", "dcgd.0123456789ab.tmp", ".x.tmp"]
    for name in others:
        (tmp_path / name).write_bytes(b"kept")
    (tmp_path / ".dcgd.0123456789ac.tmp").mkdir()
    with replacing(tmp_path / "paper.md") as draft:  # written by who holds no lock
        sweep(tmp_path)
        assert draft.exists()
    assert not left.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*others, ".dcgd.0123456789ac.tmp", "paper.md"])
    sweep(tmp_path / "nowhere")


def test_a_folder_is_made_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = {"tasks.yaml": b"t", "source/text.md": b"s", "units.yaml": b"u"}
    create_folder(tmp_path / "a" / "new", contents)
    (tmp_path / "empty").mkdir()
    create_folder(tmp_path / "empty", contents)
    for folder in (tmp_path / "a" / "new", tmp_path / "empty"):
        assert {name: (folder / name).read_bytes() for name in contents} == contents
        assert sorted(path.name for path in folder.iterdir()) == ["source", "tasks.yaml", "units.yaml"]
    monkeypatch.setattr(os, "fsync", lambda _handle: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        create_folder(tmp_path / "other", contents)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "empty"]
