"""Whole processes in turn: wall time and peak memory as the system accounts for them."""

import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Figure(NamedTuple):
    """Seconds and MiB of one command: medians, and the median ratio to the first command, pair by pair."""

    name: str
    seconds: float
    mebibytes: float
    ratio: float
    least: float
    most: float


def once(command: Sequence[str]) -> tuple[float, float]:
    """Run a command; seconds of wall time, MiB of peak memory. Raises RuntimeError when it cannot be run.

    No peak reads lower than this program's own size: the system counts it in until the command has started.
    """
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def paired(
    commands: Mapping[str, Sequence[str]], runs: int, before: Callable[[str], None] | None = None
) -> list[Figure]:
    """Run the commands in turn, A B C A B C …, after one uncounted turn; `before` is called with a name before each."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            if before:
                before(name)
            run = once(command)
            if turn:
                taken[name].append(run)
    first = [seconds for seconds, _ in next(iter(taken.values()))]
    figures = []
    for name, pairs in taken.items():
        seconds = [one for one, _ in pairs]
        figures.append(
            Figure(
                name,
                statistics.median(seconds),
                statistics.median(memory for _, memory in pairs),
                statistics.median(one / other for one, other in zip(seconds, first, strict=True)),
                min(seconds),
                max(seconds),
            )
        )
    return figures


def table(title: str, figures: Sequence[Figure]) -> str:
    """Figures as a Markdown table."""
    lines = [f"### {title}", "", "| command | median ms | min–max ms | ratio | peak MiB |", "|---|---:|---:|---:|---:|"]
    for figure in figures:
        span = f"{figure.least * 1000:.0f}–{figure.most * 1000:.0f}"
        cells = (figure.name, f"{figure.seconds * 1000:.0f}", span, f"{figure.ratio:.2f}", f"{figure.mebibytes:.0f}")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def put(text: str, output: Path | None) -> None:
    """Write a page to a file, or on the screen where none is named."""
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        print(text)


def installed(program: str, *flags: str) -> str | None:
    """The first line of what a program says of its version; None if it is not installed."""
    if shutil.which(program) is None:
        return None
    done = subprocess.run([program, *(flags or ("--version",))], capture_output=True, encoding="utf-8", check=False)
    return ((done.stdout or done.stderr).strip().splitlines() or ["?"])[0]
