"""The help of every command: Chinese, and no line wider than the terminal."""

import re
import shlex
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperGroup

from dcgd.cli.front import app
from systems import posix
from terminal import talk

Call = Callable[..., Any]


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every command and group."""
    yield path
    if isinstance(group, TyperGroup):
        for name in group.list_commands(None):  # type: ignore[arg-type]
            yield from commands(group.get_command(None, name), (*path, name))  # type: ignore[arg-type]


ALL = list(commands(typer.main.get_command(app)))


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def test_a_range_and_a_sentence_over_two_lines_read_as_chinese(call: Call) -> None:
    assert "[缺省：8321，0 至 65535]" in call("serve", "--help").stdout
    assert "papers、seals，以及按" in call("sql", "--help").stdout.replace("\n", "")


def test_there_are_commands() -> None:
    assert {("list",), ("units",), ("validate",), ("progress", "add")} <= set(ALL)


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help_fits_80_columns_and_is_chinese(call: Call, path: tuple[str, ...]) -> None:
    said = call(*path, "--help")
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.startswith("用法：")
    assert [line for line in said.stdout.splitlines() if columns(line) > 80] == []
    usage, _, rest = said.stdout.partition("\n例：")[0].partition("\n")
    assert not re.search(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}", rest), "English is left"
    assert not re.search(r"Usage|Options:|Arguments|Commands|\[default|required|OPTIONS|Show this", said.stdout)
    assert not re.search(r"[A-Z]{4,}", usage)
    for line in said.stdout.splitlines():
        option = re.match(r"  (-\S.*?)(?:  +|$)(.*)", line)
        if option and option[2]:
            assert re.search("[\u4e00-\u9fff]", option[2]), f"no Chinese help: {line}"


def test_the_usage_of_a_group_is_chinese(call: Call) -> None:
    assert "COMMAND" not in call("cache", "--help").stdout


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_no_line_begins_with_a_closing_mark(call: Call, path: tuple[str, ...]) -> None:
    for line in call(*path, "--help").stdout.splitlines():
        assert line.lstrip()[:1] not in tuple("，。、；：！？）》”"), line


@pytest.mark.parametrize("width", ["60", "100", "200"])
def test_help_fits_other_terminals(call: Call, width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", width)
    for path in ((), ("list",), ("validate",)):
        lines = call(*path, "--help").stdout.splitlines()
        assert max(columns(line) for line in lines if not line.startswith("  -")) <= int(width)


def test_h_is_help(call: Call) -> None:
    assert call("-h").stdout == call("--help").stdout


EVERYDAY = ["list", "show", "status", "overdue", "at-risk", "progress", "problem", "notice", "papers", "validate"]


def listed(text: str) -> list[str]:
    """The names at the beginnings of the indented lines."""
    return re.findall(r"^  ([a-z][a-z-]*)  ", text, re.MULTILINE)


def test_alone_it_shows_the_everyday_commands_and_where_the_others_are(call: Call) -> None:
    said = call()
    assert (said.returncode, said.stderr) == (0, "")
    assert listed(said.stdout) == [name for name in EVERYDAY if (name,) in ALL]
    rest = len({path[0] for path in ALL if path}) - len(listed(said.stdout))
    assert f"还有 {rest} 个命令：dcgd --help" in said.stdout
    assert max(map(columns, said.stdout.splitlines())) <= 80


def test_the_help_has_every_command_once_in_six_groups(call: Call) -> None:
    text = call("--help").stdout
    assert re.findall(r"^(\w+)：$", text, re.MULTILINE) == ["选项", "常用", "查", "办", "印", "守", "立"]
    assert sorted(listed(text)) == sorted({path[0] for path in ALL if path})


def test_to_name_the_commands_loads_none_of_them() -> None:
    code = "import sys\nfrom dcgd.cli.front import main\ntry:\n    main()\nfinally:\n    print(*sys.modules)"
    for words in ((), ("--help",)):
        done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, encoding="utf-8", check=True)
        loaded = set(done.stdout.splitlines()[-1].split())
        assert not loaded & {"dcgd.cli.listing", "dcgd.cli.options", "dcgd.cli.session", "sqlite3", "yaml", "pydantic"}


WITH_EXAMPLE = {
    ("list",), ("show",), ("status",), ("overdue",), ("at-risk",), ("progress", "add"), ("progress", "missing"),
    ("progress", "doubts"), ("progress", "fill"), ("log",), ("problem", "raise"), ("notice", "issue"), ("validate",),
}  # fmt: skip


def example_of(call: Call, path: tuple[str, ...]) -> str:
    """The command line that a help ends with; empty where it has none."""
    return "".join(line.strip() for line in call(*path, "--help").stdout.partition("\n例：")[2].splitlines())


@pytest.mark.parametrize("path", sorted(WITH_EXAMPLE - {("progress", "fill")}), ids=" ".join)
def test_the_help_of_an_everyday_command_ends_with_an_example_that_works(
    call: Call, registry: Path, path: tuple[str, ...]
) -> None:
    line = example_of(call, path)
    assert line.startswith(f"dcgd {' '.join(path)} ")
    done = call(*shlex.split(line)[1:], DCGD_DATA=str(registry))
    assert done.returncode == 0, done.stderr


@posix("a terminal of the test's own")
def test_the_example_of_fill_works_on_a_terminal(call: Call, registry: Path) -> None:
    line = example_of(call, ("progress", "fill"))
    assert line.startswith("dcgd progress fill ")
    shown, code = talk(tuple(shlex.split(line)[1:]), ("本期完成", "q"), DCGD_DATA=str(registry))
    assert code == 0, shown


def test_no_other_help_has_an_example_that_nothing_runs(call: Call) -> None:
    elsewhere = {("mcp",)}  # one for another program, which tests/cli/test_mcp.py is
    assert {path for path in ALL if example_of(call, path)} == WITH_EXAMPLE | elsewhere
