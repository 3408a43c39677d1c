"""A kill while a month is sealed leaves no half seal: neither an archive without its seal, nor a seal without it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("processes are forked", allow_module_level=True)

from dcgd.source import files
from processes import command, ended, forked, loaded, workplace

Call = Callable[..., subprocess.CompletedProcess[str]]
MOVES = 3
"""That of the plan, of seals.yaml, of the archive."""


def seal(work: Path, moves: int) -> int:
    """Seal a month in a process that vanishes before it moves a file once more than `moves` times; its exit code."""

    def child() -> int:
        left, move = [moves], files.move

        def counted(draft: Path, path: Path) -> None:
            if not left[0]:
                os._exit(9)
            left[0] -= 1
            move(draft, path)

        files.move = counted
        return command(("seal", "2025-08"))

    return ended(forked(work, child, work.with_suffix(".txt")))


@pytest.mark.parametrize("moves", range(MOVES + 1))
def test_a_kill_leaves_a_whole_seal_or_none(tmp_path: Path, call: Call, moves: int) -> None:
    loaded()
    work = tmp_path / "work"
    workplace(work)
    data = work / "data"
    assert seal(work, moves) == (9 if moves < MOVES else 0)
    listed = call("seal", "list", "--data", str(data), "--format", "csv").stdout.splitlines()[1:]
    assert len(listed) == (0 if moves == 0 else 1)
    assert (data / "seals.yaml").exists() == (data / "seals" / "2025-08.zip").exists() == bool(listed)
    done = call("validate", str(data))
    assert (done.returncode, "seal" in done.stdout) == (0, False)
    if listed:
        assert call("status", "--known-on", "2025-08", "--data", str(data)).returncode == 0
        assert call("seal", "2025-08", "--reason", "再来", "--data", str(data)).returncode == 0
    else:
        assert call("seal", "2025-08", "--data", str(data)).returncode == 0
    assert not [path for path in data.rglob(".dcgd*") if path.name not in (".dcgd.lock",)]
