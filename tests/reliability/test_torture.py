"""Nothing is lost: writers killed at any moment, and many at once. The long run is `python tools/torture.py`."""

import os
import subprocess
import sys
from pathlib import Path

from systems import posix

ROOT = Path(__file__).resolve().parents[2]


def torture(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """A short run of the tool, in a folder of the test."""
    return subprocess.run(
        [sys.executable, str(ROOT / "tools" / "torture.py"), "--seed", "7", *options],
        env={**os.environ, "TMPDIR": str(folder)},
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


@posix("processes are forked, and killed by SIGKILL")
def test_killed_writers_leave_the_old_or_the_new(tmp_path: Path) -> None:
    """24 kinds of writers are killed once each; that each kind is stopped everywhere is in test_power_cuts.py."""
    done = torture(tmp_path, "--kills", "24", "--writes", "0")
    assert done.returncode == 0, done.stderr
    rows = [line.split("|") for line in done.stdout.splitlines() if line.startswith("| ")][1:]
    assert sum(int(row[2]) for row in rows) == 24
    assert sum(int(row[3]) + int(row[4]) + int(row[5]) for row in rows) == 24, "each kill is accounted for"


@posix("processes are forked")
def test_many_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    """8 processes write 3 records each while others read, make papers and serve."""
    done = torture(tmp_path, "--kills", "0", "--writes", "3")
    assert done.returncode == 0, done.stderr
    assert "24 条，丢 0 条，重 0 条" in done.stdout
