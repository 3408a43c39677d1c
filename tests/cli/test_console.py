"""The program as a process: pipes, consoles, locales, users without a home."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from systems import full_device, posix

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]
DCGD = [sys.executable, "-m", "dcgd"]


def test_a_reader_that_has_seen_enough(tmp_path: Path) -> None:
    code = "import sys; [sys.stdin.readline() for _ in range(2)]"
    with subprocess.Popen(
        [*DCGD, "list", "--format", "json"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as writer:
        subprocess.run([sys.executable, "-c", code], stdin=writer.stdout, check=True)
        assert writer.stdout is not None
        assert writer.stderr is not None
        writer.stdout.close()
        assert writer.stderr.read() == b""
        assert writer.wait(timeout=60) == 0


@posix("POSIX locales")
@pytest.mark.parametrize("args", [["list", "--unit", "区水利局"], ["list", "--unit", "没有"], ["--help"], ["validate"]])
def test_the_c_locale(tmp_path: Path, args: list[str]) -> None:
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run([*DCGD, *args], cwd=tmp_path, env={**os.environ, **plain}, capture_output=True, check=False)
    assert done.returncode == (2 if "没有" in args else 0)
    assert b"Traceback" not in done.stderr
    assert b"Error" not in done.stderr
    if "区水利局" in args:
        assert len(done.stdout.splitlines()) == 8


@full_device
def test_a_full_disk_behind_stdout(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*DCGD, "list"], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode != 0
    assert "磁盘满了" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


@posix("POSIX terminals")
@pytest.mark.parametrize("plain", [True, False])
def test_a_terminal_gets_a_table_in_colour_unless_no_color(tmp_path: Path, plain: bool) -> None:
    import pty

    parent, child = pty.openpty()
    env = {**os.environ, "COLUMNS": "80", "TERM": "xterm", **({"NO_COLOR": "1"} if plain else {})}
    done = subprocess.run(
        [*DCGD, "list", "--unit", "区妇联"], cwd=tmp_path, env=env, stdout=child, stderr=subprocess.PIPE, check=False
    )
    os.close(child)
    text = b""
    while chunk := _read(parent):
        text += chunk
    os.close(parent)
    shown = text.decode()
    assert done.returncode == 0
    assert "序号" in shown
    assert "───" in shown
    assert ("\x1b[" in shown) != plain


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""


def test_it_answers_where_no_cache_can_be_kept(run: Run, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    for cache in ("0", str(blocked), str(blocked / "below")):
        done = run("list", "--unit", "区妇联", DCGD_CACHE=cache)
        assert (done.returncode, done.stderr) == (0, "")
        assert len(done.stdout.splitlines()) == 3


@posix("there a user without a home is none that runs programs")
@pytest.mark.parametrize("args", [["list"], ["validate"], ["cache", "info"], ["cache", "clear"]], ids=" ".join)
def test_it_answers_a_user_without_a_home(tmp_path: Path, example: Path, args: list[str]) -> None:
    """As in a container started with a number for a user: no HOME, and nobody of that number."""
    (tmp_path / "sitecustomize.py").write_text("import pwd\ndef none(uid): raise KeyError(uid)\npwd.getpwuid = none\n")
    env = {name: value for name, value in os.environ.items() if name not in ("HOME", "DCGD_CACHE", "XDG_CACHE_HOME")}
    env |= {"PYTHONPATH": str(tmp_path), "DCGD_DATA": str(example)}
    done = subprocess.run([*DCGD, *args], cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, "没有主文件夹" in done.stderr) == (0, "cache" in args), done.stderr


def test_a_folder_with_an_odd_name(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "台账 [2023] '?#%"
    shutil.copytree(ROOT / "tests/examples/base", folder)
    done = run("list", "--data", str(folder))
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 3
