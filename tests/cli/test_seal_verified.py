"""`dcgd verify` and `--known-on` over seals that somebody, or git, has laid hands on."""

import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sealing import edit, told

Run = Callable[..., Any]


@pytest.fixture
def dcgd(example: Path, call: Run) -> Run:
    """Run a command on the example that must go well."""

    def well(*args: str) -> Any:
        done = call(*args, "--data", str(example))
        assert done.returncode == 0, done.stderr
        return done

    return well


def test_verify_says_that_a_sealed_record_was_changed_since(example: Path, dcgd: Run) -> None:
    dcgd("seal", "2025-09")
    assert "封存以后" not in dcgd("verify").stderr
    path = example / "progress" / "2025-09.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("value: 30,", "value: 31,", 1), encoding="utf-8")
    assert "封存过的记录有 1 处改了或不见了" in dcgd("verify").stderr


@pytest.mark.slow
def test_verify_tells_what_was_done_to_the_seals(example: Path, dcgd: Run, call: Run, tmp_path: Path) -> None:
    for month in ("2025-07", "2025-08", "2025-09"):
        dcgd("seal", month)
        dcgd("progress", "add", "16", "--percent", "50", "--date", f"{month}-28", "--yes")
    assert call("verify", str(example)).returncode == 0
    whole = tmp_path / "whole"
    shutil.copytree(example, whole)
    one, two, three = (example / "seals" / f"2025-0{month}.zip" for month in (7, 8, 9))

    def verified() -> set[str]:
        done = call("verify", str(example))
        shutil.rmtree(example)
        shutil.copytree(whole, example)
        assert done.returncode == 1
        return {code for _file, _line, code in told(done)}

    def entries(*kept: int) -> None:
        head, *lines = (example / "seals.yaml").read_text(encoding="utf-8").split("  - ")
        (example / "seals.yaml").write_text(head + "".join(f"  - {lines[place]}" for place in kept), encoding="utf-8")

    forge(two, "registry/tasks.yaml", b"value: 15", b"value: 14")
    assert verified() == {"seal-forged"}
    shutil.copyfile(one, three)
    assert verified() == {"seal-forged"}
    two.unlink()
    assert verified() == {"seal-archive"}
    two.write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n")
    assert verified() == {"seal-archive"}
    two.write_bytes(two.read_bytes().replace(b"\n", b"\r\n"))
    assert verified() == {"seal-archive"}
    entries(1, 2)
    one.unlink()
    assert verified() == {"seal-chain"}
    entries(0, 2)
    assert verified() == {"seal-chain", "seal-unknown"}
    entries(0, 1)
    assert verified() == {"seal-unknown"}
    entries(1, 0, 2)
    assert verified() == {"seal-chain"}
    edit(example / "seals.yaml", "period: 2025-08, as_of: 2025-08-31", "period: 2025-08, as_of: 2025-08-30")
    assert verified() == {"seal-forged"}


def forge(archive: Path, name: str, old: bytes, new: bytes) -> None:
    """Change a file inside an archive, and make a sound zip of it again."""
    with zipfile.ZipFile(archive) as before:
        parts = [(entry, before.read(entry)) for entry in before.infolist()]
    with zipfile.ZipFile(archive, "w") as after:
        for entry, data in parts:
            assert entry.filename != name or old in data
            after.writestr(entry, data.replace(old, new) if entry.filename == name else data)


def test_a_forged_archive_is_not_answered_from(example: Path, dcgd: Run, call: Run) -> None:
    dcgd("seal", "2025-09")
    forge(example / "seals" / "2025-09.zip", "registry/progress/2025-09.yaml", b"value: 8,", b"value: 9,")
    done = call("status", "--known-on", "2025-09", "--data", str(example))
    assert (done.returncode, done.stdout, "摘要不一样" in done.stderr) == (2, "", True)
    done = call("status", "--known-on", "2025-08", "--data", str(example))
    assert (done.returncode, "没有封存 2025-08（封存过的：2025-09）" in done.stderr) == (2, True)


def test_evidence_that_changed_since_is_told(example: Path, dcgd: Run, call: Run) -> None:
    dcgd("seal", "2025-09")
    [file] = (example / "evidence").iterdir()
    file.write_bytes(b"another")
    assert {"seal-evidence", "evidence-changed"} == {code for _f, _l, code in told(call("verify", str(example)))}
    dcgd("seal", "2025-10")
    assert "seal-evidence" in {code for _f, _l, code in told(call("verify", str(example)))}, (
        "the next seal hides nothing"
    )
    dcgd("seal", "2025-09", "--reason", "换了盖章的扫描件")
    assert "seal-evidence" not in {code for _f, _l, code in told(call("verify", str(example)))}


def test_seals_survive_git_and_a_shallow_clone(example: Path, dcgd: Run, call: Run, git: Callable[..., str]) -> None:
    dcgd("seal", "2025-08")
    git("init", "-q", cwd=example)
    git("add", "-A", cwd=example)
    git("commit", "-qm", "一", cwd=example)
    dcgd("seal", "2025-09")
    git("add", "-A", cwd=example)
    git("commit", "-qm", "二", cwd=example)
    clone = example.parent / "clone"
    git("-c", "core.autocrlf=true", "clone", "-q", "--depth", "1", example.as_uri(), str(clone), cwd=example.parent)
    # A git that changes line ends changes evidence that is text; the seals it leaves alone.
    assert {code for _file, _line, code in told(call("verify", str(clone)))} <= {"evidence-changed", "seal-evidence"}
    assert {code for _file, _line, code in told(call("validate", str(clone)))} <= {"crlf"}
    facts = ("status", "--known-on", "2025-08", "--format", "json", "--data")
    assert call(*facts, str(clone)).stdout == call(*facts, str(example)).stdout


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links")
def test_an_archive_that_is_a_link_out_of_the_registry_is_not_read(example: Path, dcgd: Run, call: Run) -> None:
    dcgd("seal", "2025-09")
    archive = example / "seals" / "2025-09.zip"
    elsewhere = example.parent / "elsewhere.zip"
    shutil.move(archive, elsewhere)
    archive.symlink_to(elsewhere)
    assert told(call("validate", str(example))) == [("seals.yaml", 3, "seal-archive")]


def test_archives_that_are_left_without_seals_are_told_and_no_new_chain_begins(
    example: Path, dcgd: Run, call: Run
) -> None:
    dcgd("seal", "2025-09")
    (example / "seals.yaml").unlink()
    verified = call("verify", str(example))
    assert verified.returncode == 1
    assert "example/seals.yaml:1:1: 错误 seal-unknown" in verified.stdout.replace("\\", "/")
    assert "像是删去了封存；用 git 取回 seals.yaml" in dcgd("seal", "list").stderr
    again = call("seal", "2025-10", "--data", str(example))
    assert again.returncode == 2
    assert "有 seals/2025-09.zip，而 seals.yaml 里没有它" in again.stderr
    assert not (example / "seals.yaml").exists()
