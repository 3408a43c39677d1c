"""Full disks, closed doors, things that vanish, Ctrl-C: a sentence, the right exit code, nothing half."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dcgd.source.lock import locked

if sys.platform == "win32":
    pytest.skip("POSIX limits, modes and signals", allow_module_level=True)
import resource

ADD = ("progress", "add", "1-1", "--value", "17", "--date", "2026-03-20", "--data")
Done = subprocess.CompletedProcess[str]


def dcgd(*args: str, **more: Any) -> Done:
    return subprocess.run(
        [sys.executable, "-m", "dcgd", *args],
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more},
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def assert_sentence(done: Done, words: str) -> None:
    """It said so in one sentence, and ended with 2."""
    assert done.returncode == 2, done
    assert words in done.stderr
    assert done.stderr.startswith("错误：")
    assert "Traceback" not in done.stderr
    assert "：：" not in done.stderr


def state(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".dcgd.lock"
    }


def no_room() -> None:
    """No file can grow beyond nothing: as on a full disk, and a draft that was begun has to be taken away."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def powerless() -> None:
    """Root, too, obeys the modes of files: without the capabilities that set it above them."""
    if os.getuid() == 0:
        for capability in (1, 2, 3):  # DAC_OVERRIDE, DAC_READ_SEARCH, FOWNER
            if ctypes.CDLL(None).prctl(24, capability, 0, 0, 0):  # PR_CAPBSET_DROP
                os._exit(99)


@pytest.fixture
def closed(example: Path) -> Iterator[Path]:
    """A registry on which nobody may write."""
    if os.getuid() == 0 and (sys.platform != "linux" or dcgd("--version", preexec_fn=powerless).returncode == 99):
        pytest.skip("root stays above all modes here")
    paths = [*example.rglob("*"), example]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield example
    for path in reversed(paths):
        path.chmod(0o755)


def test_a_full_disk_leaves_what_was_there(example: Path) -> None:
    before = state(example)
    assert_sentence(dcgd(*ADD, str(example), preexec_fn=no_room), "文件超过了系统允许的大小")
    assert state(example) == before


@pytest.mark.parametrize("form", ["tsv", "csv", "json", "yaml", "table", "markdown"])
def test_a_full_disk_behind_stdout_is_told(example: Path, form: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dcgd", "list", "--format", form, "--data", str(example)],
            stdout=full, stderr=subprocess.PIPE, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
    assert_sentence(done, "磁盘满了")


def test_a_full_disk_behind_the_cache_is_no_hindrance(example: Path) -> None:
    done = dcgd("list", "--data", str(example), preexec_fn=no_room)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 18


def test_what_was_recorded_is_recorded_though_nobody_can_be_told(example: Path) -> None:
    with Path("/dev/full").open("w") as full:
        assert dcgd(*ADD, str(example), stderr=full).returncode == 0
    assert (example / "progress" / "2026-03.yaml").exists()


@pytest.mark.parametrize("stream", [1, 2])
def test_a_closed_stdout_or_stderr_is_no_fault(example: Path, stream: int) -> None:
    done = dcgd("list", "--data", str(example), preexec_fn=lambda: os.close(stream))
    assert done.returncode == 0
    assert done.stderr == ""
    wrong = dcgd("lits", preexec_fn=lambda: os.close(stream))
    assert wrong.returncode == 2
    assert wrong.stdout == "", "what belongs on stderr is not data"


def test_a_folder_that_is_read_only(closed: Path) -> None:
    before = state(closed)
    assert_sentence(dcgd(*ADD, str(closed), preexec_fn=powerless), "没有权限")
    assert_sentence(dcgd("init", str(closed / "new"), preexec_fn=powerless), "没有权限")
    assert state(closed) == before
    read = dcgd(
        "list", "--data", str(closed), preexec_fn=powerless, env={**os.environ, "DCGD_CACHE": str(closed / "c")}
    )
    assert (read.returncode, read.stderr) == (0, ""), "reading needs no right to write, and no cache"


def test_a_folder_of_reports_that_may_not_be_looked_into_is_not_taken_for_empty(closed: Path) -> None:
    (closed / "progress").chmod(0)
    done = dcgd("validate", str(closed), preexec_fn=powerless)
    assert done.returncode == 1
    assert "progress:1:1: 错误 unreadable-file 读不了文件夹 progress：没有权限" in done.stdout
    assert "1 个错误" in dcgd("list", "--data", str(closed), preexec_fn=powerless).stderr


def test_a_file_or_folder_that_may_not_be_read(closed: Path) -> None:
    (closed / "tasks.yaml").chmod(0)
    done = dcgd("validate", str(closed), preexec_fn=powerless)
    assert done.returncode == 1
    assert "unreadable-file 读不了 tasks.yaml：没有权限" in done.stdout
    closed.chmod(0)
    for command in ("validate", "list"):
        assert_sentence(dcgd(command, "--data", str(closed), preexec_fn=powerless), "没有权限")


def test_a_folder_that_has_vanished(example: Path, tmp_path: Path) -> None:
    assert_sentence(dcgd(*ADD, str(tmp_path / "gone")), "没有这个文件夹")
    gone = tmp_path / "here"
    gone.mkdir()

    def leave() -> None:
        gone.rmdir()

    for args in (("list",), ("validate",), ("progress", "add", "1-1", "--value", "1")):
        done = dcgd(*args, cwd=gone, preexec_fn=leave)
        gone.mkdir(exist_ok=True)
        assert_sentence(done, "当前所在的文件夹已经不在了")


def interrupted(args: tuple[str, ...], when: Callable[[subprocess.Popen[str]], None], *python: str) -> tuple[int, str]:
    process = subprocess.Popen(
        [sys.executable, *python, "-m", "dcgd", *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    when(process)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)
    return process.returncode, "".join(said)


def test_ctrl_c_while_waiting_for_another_writer(example: Path) -> None:
    before = state(example)

    def waiting(process: subprocess.Popen[str]) -> None:
        assert process.stderr is not None
        assert any("dcgd.source.lock" in line for line in process.stderr), "it imports what it waits with"

    with locked(example):
        code, said = interrupted((*ADD, str(example)), waiting, "-X", "importtime")
    assert code == 130
    assert said.endswith("已中断。\n")
    assert state(example) == before


def test_ctrl_c_at_any_moment_is_no_traceback(example: Path) -> None:
    """Before the program can speak it ends silently, as the system ends it; then with a sentence; nothing is half."""
    old = state(example)
    seen = set()
    for tenth in range(14):
        start = time.monotonic()

        def when(process: subprocess.Popen[str], start: float = start, delay: float = tenth * 0.04) -> None:
            while time.monotonic() < start + delay:
                process.poll()

        code, said = interrupted((*ADD, str(example)), when)
        seen.add(code)
        # What comes before the first line of dcgd has been run is told by Python itself.
        assert "Traceback" not in said or "dcgd/cli" not in said
        assert code in (0, 1, 130, -signal.SIGINT), said
        now = {name: data for name, data in state(example).items() if not name.endswith(".tmp")}
        assert {name: now[name] for name in old} == old
    assert seen
