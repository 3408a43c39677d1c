"""What a run of the program costs."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

import pytest

_WATCH = """
import resource, subprocess, sys
code = subprocess.run([sys.executable, "-m", "dcgd", *sys.argv[1:]], stdout=2).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // (2**10 if sys.platform == "linux" else 2**20))
"""


class Cost(NamedTuple):
    """Exit code, what was said on stdout and stderr, seconds and MB at the most."""

    code: int
    said: str
    seconds: float
    megabytes: int


@pytest.fixture
def measured() -> Callable[..., Cost]:
    """Run `dcgd …` as a process of its own and measure it."""
    if sys.platform == "win32":
        pytest.skip("measures memory by POSIX means")

    def run(*args: str, **env: str) -> Cost:
        begun = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", _WATCH, *args],
            env={**os.environ, **env},
            capture_output=True,
            encoding="utf-8",
            timeout=600,
            check=True,
        )
        code, megabytes = map(int, done.stdout.split())
        return Cost(code, done.stderr, time.monotonic() - begun, megabytes)

    return run
