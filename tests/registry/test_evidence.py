"""Evidence as files: a digest when it is recorded, a copy under it if wanted, and what became of it later."""

import hashlib
import os
from pathlib import Path

import pytest

from dcgd.errors import Refused
from dcgd.model import Evidence
from dcgd.registry import evidence as evidences
from dcgd.registry.change import Edited, change
from dcgd.registry.evidence import Kept, checked, state_of, take_in, take_up
from dcgd.registry.load import read
from dcgd.source.files import draft_of, open_plain
from systems import make_link, posix

CONTENT = "验收合格".encode()
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    path = tmp_path / "验收单.PDF"
    path.write_bytes(CONTENT)
    return path


def keep(folder: Path, *copies: Kept) -> None:
    """Copy files into a registry as the edits do that record them."""
    change(folder, lambda _before: Edited({}, None, dict(copies)))


def told(folder: Path, file: str, digest: str = DIGEST) -> list[tuple[str, int, int]]:
    """What is said of a registry whose only report names this file, and where."""
    line = f"  - {{target: 5-1, date: 2023-06-30, value: 8, evidence: [{{file: {file!r}, sha256: {digest}}}]}}\n"
    (folder / "progress").mkdir(exist_ok=True)
    (folder / "progress/2023-06.yaml").write_text(f"reports:\n{line}", encoding="utf-8")
    diagnostics, count = checked(read(folder), folder)
    assert count == 1
    return [(diagnostic.code, diagnostic.line, diagnostic.column) for diagnostic in diagnostics]


def test_a_file_is_taken_up_where_it_lies_with_its_digest(registry: Path, proof: Path) -> None:
    assert take_up(registry, proof) == Evidence(file="../验收单.PDF", sha256=DIGEST)
    assert told(registry, "../验收单.PDF") == []


def test_a_copy_is_kept_under_the_digest_and_only_once(registry: Path, proof: Path) -> None:
    taken, copy = take_in(proof)
    assert taken == Evidence(file=f"evidence/{DIGEST}.pdf", sha256=DIGEST)
    keep(registry, copy, copy)
    kept = registry / "evidence" / f"{DIGEST}.pdf"
    assert kept.read_bytes() == CONTENT
    before = kept.stat().st_ino
    keep(registry, copy)
    assert kept.stat().st_ino == before
    kept.write_bytes(b"spoiled")
    keep(registry, copy)
    assert kept.read_bytes() == CONTENT, "what is not what its name says is put right"
    assert told(registry, taken.file or "") == []
    assert [diagnostic.code for diagnostic in read(registry).diagnostics] == [], "copies are no stray data"


@pytest.mark.parametrize("name", ["a.b c", "..", "a.tar;rm", "无后缀", "x.非常"])
def test_no_name_of_a_file_gets_into_that_of_the_copy(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"甲{name}"
    path.write_bytes(CONTENT)
    _taken, copy = take_in(path)
    assert copy.name == f"evidence/{DIGEST}"


def test_what_is_too_large_is_not_kept(proof: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidences, "MOST_KEPT", len(CONTENT) - 1)
    with pytest.raises(Refused, match="太大"):
        take_in(proof)


def test_no_link_is_followed(registry: Path, proof: Path) -> None:
    link = proof.with_name("链接.pdf")
    make_link(link, proof)
    with pytest.raises(Refused, match="是链接，不能作佐证"):
        take_in(link)
    make_link(registry / "evidence", proof.parent)
    with pytest.raises(Refused, match="是链接"):
        keep(registry, take_in(proof)[1])
    assert told(registry, "evidence/验收单.PDF") == [("evidence-missing", 2, 58)]
    assert told(registry, "../链接.pdf") == [("evidence-missing", 2, 58)]


def test_a_file_that_many_reports_name_is_read_once(
    registry: Path, proof: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def noted(path: Path, flags: int) -> int:
        opened.append(path)
        return open_plain(path, flags)

    monkeypatch.setattr(evidences, "open_plain", noted)
    named = ", ".join(f"{{file: {file}, sha256: {DIGEST}}}" for file in ["../验收单.PDF"] * 3)
    report = f"reports:\n  - {{target: 5-1, date: 2023-06-30, value: 8, evidence: [{named}]}}\n"
    (registry / "progress").mkdir(exist_ok=True)
    (registry / "progress/2023-06.yaml").write_text(report, encoding="utf-8")
    assert checked(read(registry), registry) == ([], 3)
    assert len(opened) == 1


def test_what_a_kill_left_of_a_copy_is_cleared_away_by_the_next(registry: Path, proof: Path) -> None:
    _taken, copy = take_in(proof)
    left = draft_of(registry / copy.name, b"half")
    assert left.parent == registry / "evidence"
    keep(registry, copy)
    assert [path.name for path in left.parent.iterdir()] == [f"{DIGEST}.pdf"]


def test_a_copy_is_not_written_through_a_link_that_has_its_name(registry: Path, proof: Path) -> None:
    tasks = (registry / "tasks.yaml").read_bytes()
    _taken, copy = take_in(proof)
    (registry / "evidence").mkdir()
    make_link(registry / copy.name, registry / "tasks.yaml")
    with pytest.raises(Refused, match="是链接；没有写入"):
        keep(registry, copy)
    assert (registry / "tasks.yaml").read_bytes() == tasks


@posix("no named pipes")
def test_a_pipe_is_not_waited_for(registry: Path) -> None:
    os.mkfifo(registry / "管道")
    assert told(registry, "管道") == [("evidence-missing", 2, 58)]


@pytest.mark.parametrize("name", ["没有.pdf", "../../没有.pdf", "/etc/hostname", "progress", "a\\0b"])
def test_what_is_not_there_or_lies_elsewhere_is_missing(registry: Path, name: str) -> None:
    assert [code for code, _line, _column in told(registry, name)] == ["evidence-missing"]


def test_what_is_another_now_has_changed(registry: Path, proof: Path) -> None:
    proof.write_bytes(CONTENT + b"!")
    assert told(registry, "../验收单.PDF") == [("evidence-changed", 2, 58)]


def test_what_git_did_to_a_file_is_told(registry: Path, proof: Path) -> None:
    text = b"a\nb\n"
    digest = hashlib.sha256(text).hexdigest()

    def said(content: bytes) -> str:
        proof.write_bytes(content)
        assert told(registry, "../验收单.PDF", digest)[0][0] == "evidence-changed"
        return checked(read(registry), registry)[0][0].message

    assert said(text.replace(b"\n", b"\r\n")).endswith(
        "只有行尾不同，git 换过；在 .gitattributes 写 evidence/** -text，再取一次"
    )
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 4\n"
    assert said(pointer % digest.encode()).endswith("只是 Git LFS 的指针，文件没有取来（git lfs pull）")
    assert state_of(registry, "../验收单.PDF") == digest
    assert said(pointer % (b"0" * 64)).endswith("的内容与登记时不一样")
