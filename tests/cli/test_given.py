"""Bytes that are no text: nothing is begun with them, whichever option or argument of whichever command holds them."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from dcgd.cli.catalogue import COMMANDS
from dcgd.cli.front import app
from systems import linux, posix

pytestmark = posix("an argument is text there")

Run = Callable[..., subprocess.CompletedProcess[str]]
DCGD = [sys.executable, "-m", "dcgd"]
GBK = "中文".encode("gbk")
BAD = os.fsdecode(GBK)


def everything() -> Iterator[list[str]]:
    """Each command with bad bytes in one of its options or arguments."""
    front: Any = typer.main.get_command(app)
    context = front.make_context("dcgd", [], resilient_parsing=True)
    pending = [([name], front.get_command(context, name)) for name in COMMANDS]
    while pending:
        words, command = pending.pop()
        if hasattr(command, "list_commands"):
            pending += [([*words, name], command.get_command(context, name)) for name in command.list_commands(context)]
        for param in command.params:
            if param.param_type_name == "argument":
                yield [*words, BAD]
            elif not param.is_flag:
                yield [*words, param.opts[0], BAD]
                yield [*words, f"{param.opts[0]}={BAD}"]


def test_every_option_and_argument_of_every_command_is_looked_at(
    call: Run,
) -> None:
    commands = list(everything())
    assert len(commands) > 200
    assert ["progress", "add", "--note", BAD] in commands
    for args in commands:
        done = call(*args)
        assert (done.returncode, done.stdout) == (2, "")
        assert "不是 UTF-8 文字的字节，像是 GBK 编码的“" in done.stderr, args
        assert "什么也没有做" in done.stderr


RECORDING = (
    ("progress", "add", "17", "--percent", "100", "--date", "2025-12-20", "--note", "X"),
    ("progress", "add", "17", "--percent", "100", "--date", "2025-12-20", "--evidence", "X"),
    ("set", "1-1", "due", "2025-12-30", "--date", "2025-10-10", "--reason", "X", "--approved-by", "乙"),
    ("add", "unit", "X"), ("unit", "alias", "区水利局", "X"), ("problem", "raise", "2", "X", "--by", "区财政局"),
)  # fmt: skip


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("args", RECORDING, ids=" ".join)
@pytest.mark.parametrize("data", [GBK, b"\xff\xfe", "好".encode() + b"\xe4\xb8"], ids=["GBK", "none", "half"])
def test_nothing_is_recorded(call: Run, example: Path, args: tuple[str, ...], data: bytes) -> None:
    before = contents(example)
    done = call(*(os.fsdecode(data) if arg == "X" else arg for arg in args), "--data", str(example))
    assert done.returncode == 2
    assert "不是 UTF-8 文字的字节" in done.stderr
    assert contents(example) == before


def test_nothing_is_recorded_by_a_process(example: Path) -> None:
    before = contents(example)
    given = [GBK if arg == "X" else os.fsencode(arg) for arg in RECORDING[0]]
    done = subprocess.run([*DCGD, *given, "--data", example], capture_output=True, check=False)
    assert done.returncode == 2
    assert "不是 UTF-8 文字的字节" in done.stderr.decode()
    assert contents(example) == before


@pytest.mark.parametrize("name", ["DCGD_DATA", "DCGD_CACHE", "DCGD_DEBUG"])
def test_a_variable_of_the_program_is_looked_at_too(example: Path, name: str) -> None:
    env = {**os.environb, b"DCGD_DATA": os.fsencode(example), name.encode(): GBK, b"SOMEBODYS": GBK}
    done = subprocess.run([*DCGD, "list"], env=env, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"环境变量 {name} 里有不是 UTF-8 文字的字节，像是 GBK 编码的“中文”" in done.stderr.decode()


@linux("a file's name is text there")
def test_a_folder_whose_name_is_no_text_is_told(example: Path) -> None:
    folder = example.rename(Path(os.fsdecode(os.fsencode(example.parent) + b"/" + GBK)))
    done = subprocess.run([*DCGD, "list"], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 2
    assert "文件夹的名称里有不是 UTF-8 文字的字节，像是 GBK 编码的“" in done.stderr.decode()


@linux("a file's name is text there")
@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab", "sarif", "junit"])
def test_a_file_whose_name_is_no_text_is_told_and_the_others_are_read(example: Path, form: str) -> None:
    for place in (b"", b"/progress", b"/source"):
        Path(os.fsdecode(os.fsencode(example) + place + b"/" + GBK + b".yaml")).write_text("x: 1\n")
    done = subprocess.run([*DCGD, "validate", example, "--format", form], capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert done.returncode == 1
    assert "unread" in done.stdout.decode()
    listed = subprocess.run([*DCGD, "list", "--data", example], capture_output=True, check=True)
    assert len(listed.stdout.splitlines()) == 18


@pytest.mark.slow
def test_where_the_locale_knows_no_chinese_good_bytes_are_text(example: Path) -> None:
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "DCGD_DATA": str(example)}
    args = ("progress", "add", "17", "--percent", "100", "--date", "2025-12-20", "--note", "中文")
    done = subprocess.run([*DCGD, *args], env={**os.environ, **plain}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "中文" in (example / "progress" / "2025-12.yaml").read_text(encoding="utf-8")
    forms = ("progress", "template", "--period", "2025-02", "-o", str(example / "out"))
    done = subprocess.run([*DCGD, *forms], env={**os.environ, **plain}, capture_output=True, check=False)
    assert done.returncode == 2
    assert "写不成 ASCII 的字符，多半是文件或文件夹的名称" in done.stderr.decode()
