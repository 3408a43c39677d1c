"""TAB in real shells: they are told what there is and run nothing of it, whatever data and names of files hold."""

import json
import os
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import nursery
from dcgd.cli.shells import told
from dcgd.unseen import unseen
from systems import needs, posix

ROOT = Path(__file__).resolve().parents[2]
Tab = Callable[..., str]

TITLES = (
    "$(touch RUN)", "`touch RUN`", "\\$(touch RUN)", "\\\\$(touch RUN)", "\\`touch RUN`", "\\", "\\\\",
    '"; touch RUN; "', "'; touch RUN; '", "'\"$(touch RUN)\"'", "\"'$(touch RUN)'\"", '\\"$(touch RUN)\\"',
    "))'; touch RUN; #", "\"))'; touch RUN; #", ")); touch RUN; ((", "a:b:$(touch RUN)", "::: $(touch RUN)",
    "!touch RUN", "<(touch RUN)", "=(touch RUN)", "${(e):-$(touch RUN)}", "$[$(touch RUN)]", "(touch RUN)",
    "; touch RUN", "| touch RUN", "& touch RUN", "> RUN", "甲\ntouch RUN\n$(touch RUN)", "甲\t$(touch RUN)",
    "[/y][red]", "%F{red}%d", "*", "[a-z]*", "{a,b}", "-e $(touch RUN)", "--help", "~", "~root/$(touch RUN)",
    "乣touch RUN乣", "$'\\x24\\x28touch RUN\\x29'", "甲" * 300,
)  # fmt: skip
FILES = ("tasks", "units", "problems")
LINES = (
    "show ", "problem show ", "progress log ", "explain ", "list --unit ", "list --unit 甲", "list --section ",
    "list --status ", "list --f", "units ", "import a", "import ./",
)  # fmt: skip
"""What is typed before TAB: each thing out of the data that is offered somewhere, and names of files."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry whose every title and name is a way to have something run; task 101 has the first of the titles."""
    example = shutil.copytree(ROOT / "examples" / "yunxi-2025", tmp_path_factory.mktemp("hostile") / "example")
    content = {name: yaml.safe_load((example / f"{name}.yaml").read_text(encoding="utf-8")) for name in FILES}
    first, *others = content["tasks"]["sections"]
    task = first["tasks"][0]
    first["tasks"] = [task | {"number": number, "title": title} for number, title in enumerate(TITLES, 101)]
    rows = [first, *others, *content["problems"]["problems"], *task["targets"], *task["milestones"]]
    shutil.rmtree(example / "progress")
    for row, title in zip(rows, TITLES, strict=False):
        row["indicator" if "indicator" in row else "title"] = title
    content["units"]["units"][0]["aliases"] = list(TITLES)
    content["units"]["units"] += [{"name": f"甲{title}"} for title in TITLES]
    for name, values in content.items():
        text = json.dumps(values, ensure_ascii=False, default=str)  # YAML too, and without aliases
        (example / f"{name}.yaml").write_text(text, encoding="utf-8")
    return example


PROGRAM = """#!{python}
from dcgd.__main__ import main
main()
"""
FORKED = """#!{python} -ES
import sys; sys.path.insert(0, {tests!r})
import nursery; nursery.hand_over({address!r})
"""
"""The same without loading it for each TAB."""
ZSH = """
autoload -Uz compinit; compinit -u -D
LISTMAX=100000
{script}
"""
BASH = """
bind 'set completion-query-items 0'; bind 'set page-completions off'
{script}
"""
STARTED: dict[str, Callable[[Path], tuple[list[str], Path, str]]] = {
    "zsh": lambda folder: (["zsh", "-i"], folder / ".zshrc", ZSH),
    "bash": lambda folder: (["bash", "--noprofile", "--rcfile", str(folder / "rc"), "-i"], folder / "rc", BASH),
    "fish": lambda folder: (["fish", "-N", "-i", "-C", f"source {folder / 'rc'}"], folder / "rc", "{script}"),
}
"""How each shell is started, which file it reads first, and what has to stand in it before Typer's script."""
SHELLS = [pytest.param(name, marks=[needs(name), posix("its terminals are others")]) for name in STARTED]


@pytest.fixture
def tab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tab:
    """Type lines into a shell at a terminal, TAB and Enter as they stand in them; returns what the terminal shows.

    Where they are typed lie files with names of that kind. `program` is what stands for dcgd.
    """
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    work, home = tmp_path / "work", tmp_path / "home"
    work.mkdir()
    home.mkdir()
    for title in TITLES:
        if "/" not in title and len(title.encode()) < 250:
            (work / f"a{title}").write_text("")

    def typed(shell: str, *lines: str, program: str = "", **env: str) -> str:
        (home / "bin").mkdir()
        dcgd = home / "bin" / "dcgd"
        program = program or (FORKED if nursery.is_at_home(env) else PROGRAM)
        fill = {"python": sys.executable, "tests": str(ROOT / "tests"), "address": nursery.address()}
        dcgd.write_text(program.format(**fill), encoding="utf-8")
        dcgd.chmod(0o755)
        env = {**os.environ, **dict.fromkeys(("HOME", "ZDOTDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(home)),
               "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}", "TERM": "xterm", **env}  # fmt: skip
        script = nursery.said("--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
        command, first, setting = STARTED[shell](home)
        first.write_text(setting.format(script=script), encoding="utf-8")
        return _at_a_terminal(command, work, env, [*lines, "exit\r"])

    return typed


OWNING = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
"""Makes its stdin the terminal of the session, and becomes the program named."""


def _at_a_terminal(command: list[str], folder: Path, env: dict[str, str], keys: list[str]) -> str:
    """What a program shows whose terminal gets these keys, some when it is through with those before."""
    import fcntl
    import pty
    import struct
    import termios

    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 200, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", OWNING, *command],
        cwd=folder, env=env, stdin=child, stdout=child, stderr=child, start_new_session=True,
    )  # fmt: skip
    os.close(child)
    shown = b""
    try:
        for number, key in enumerate(keys):
            mark = f"through-{number}-"
            # The line typed is not what it prints: the mark appears only when the shell has come to it.
            os.write(parent, f"echo thr''ough-{number}-\r".encode())
            shown += _until(parent, mark)
            os.write(parent, key.encode())
        shown += _until(parent, None)
    finally:
        process.kill()
        process.wait()
        os.close(parent)
    return shown.decode("utf-8", "replace")


def _until(terminal: int, mark: str | None, seconds: float = 120) -> bytes:
    """What a terminal shows until a mark, or its end, has come."""
    shown, end = b"", time.monotonic() + seconds
    while mark is None or mark.encode() not in shown:
        assert select.select([terminal], [], [], max(0, end - time.monotonic()))[0], shown[-2000:].decode(
            errors="replace"
        )
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # Linux says so when the other end is closed
            chunk = b""
        if not chunk:
            break
        shown += chunk
    return shown


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_runs_nothing_of_what_it_is_told(tab: Tab, tmp_path: Path, hostile: Path, shell: str) -> None:
    before = set((tmp_path / "work").iterdir())
    shown = tab(shell, *(f"dcgd {line}\t\t\r\r" for line in LINES), **of(hostile))
    assert set((tmp_path / "work").iterdir()) == before
    assert "Traceback" not in shown
    assert "程序出错" not in shown


KILL = "\x15"
BYTES = {"LC_ALL": "C", "PYTHONIOENCODING": "gbk"}
"""A shell of bytes: in GBK 乣 ends with a backquote. Titles of ASCII alone are the same bytes there."""


@pytest.mark.parametrize("env", [{}, BYTES], ids=["UTF-8", "GBK"])
@pytest.mark.parametrize("shell", SHELLS[:1])
def test_zsh_runs_no_title_that_it_is_told_alone(
    tab: Tab, tmp_path: Path, hostile: Path, shell: str, env: dict[str, str]
) -> None:
    """It evaluates what it is told: of several titles one that breaks off would keep the others from being run."""
    before = set((tmp_path / "work").iterdir())
    titles = [number for number, title in enumerate(TITLES, 101) if not env or not title.isascii()]
    lines = (f"dcgd show {number}\t{KILL}" for number in titles)
    tab(shell, *lines, **of(hostile), **env)
    assert set((tmp_path / "work").iterdir()) == before


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_what_is_typed(tab: Tab, example: Path, shell: str) -> None:
    lines = ("dcgd list --unit 区水利\t\r", "dcgd show 1\t\t\r", "dcgd show 13-1@北\t\r")
    shown = tab(shell, *lines, DCGD_DATA=str(example))
    assert "分解 13-1@北山镇" in shown, "the share was completed, and is shown"
    assert "加强水利和农村治污" in shown, "the unit was completed, and the line with it run"
    assert shell == "bash" or "壮大科技型企业群体" in shown, "the title is shown beside the number"


LEAK = """#!/bin/sh
case "$_DCGD_COMPLETE" in
complete_zsh) echo "_arguments '*: :((\\"x\\":\\"\\$(touch RUN)\\"))'";;
complete_bash) echo 'x$(touch${{IFS}}RUN)';;
esac
"""


@pytest.mark.parametrize("shell", SHELLS[:2])
def test_what_a_shell_runs_would_be_seen(tab: Tab, tmp_path: Path, shell: str) -> None:
    """With a program that tells it as it stands: fish, which quotes what it inserts, needs no such test."""
    tab(shell, "dcgd show \t\t\r\r", program=LEAK)
    assert (tmp_path / "work" / "RUN").exists()


ENCODINGS = ("utf-8", "gbk", "gb18030", "big5", "shift_jis", "euc-kr", "ascii", "cp437")
ANYTHING = st.one_of(
    st.sampled_from(TITLES), st.text(), st.text("aZ09 甲、（）乣璡·〔〕-_./@$`\\'\"()|;:!~*?[]{}<>&#%^=,\n\t\x1b")
)


@given(ANYTHING, ANYTHING, st.sampled_from(ENCODINGS))
def test_what_is_told_means_nothing_to_a_shell_in_any_encoding(value: str, words: str, encoding: str) -> None:
    for item in told([SimpleNamespace(type="plain", value=value, help=words)], encoding):
        assert item.value == value, "what is inserted is offered as it is or not at all"
        assert re.fullmatch(rb"[\w./@\x80-\xff-]+", value.encode(encoding))
        assert re.fullmatch(rb"[\w./@\x80-\xff -]*", item.help.encode(encoding))
        assert not unseen(value + item.help)


def test_what_is_in_use_is_offered_and_described_as_it_is() -> None:
    pairs = {"5-1": "新增高新技术企业", "区教育（体育）局": "", "32-1@柳园街道": "a, b: 50%", "--unit": "单位"}
    items = [SimpleNamespace(type="plain", value=value, help=words) for value, words in pairs.items()]
    expected = {**pairs, "32-1@柳园街道": "a， b： 50％"}
    assert {item.value: item.help for item in told(items, "gbk")} == expected


def of(data: Path) -> dict[str, str]:
    """What says to a process which registry it is about, and where the index of that lies."""
    return {"DCGD_DATA": str(data), "DCGD_CACHE": str(data.parent / "cache")}


def answer(shell: str, line: str, data: Path) -> str:
    """What the program tells a shell that asks for completions."""
    env = {"_DCGD_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": line, "COMP_WORDS": line,
           "_TYPER_COMPLETE_WORD_TO_COMPLETE": line.rpartition(" ")[2], "COMP_CWORD": str(line.count(" ")),
           "_TYPER_COMPLETE_FISH_ACTION": "get-args", **of(data)}  # fmt: skip
    return nursery.said(**env)


ACTIVE = "$`'\"(){};,|&<>@#‘’‚‛“”„ \t"
"""What PowerShell reads as more than a letter of a word, some of it only in front: its rules for words of arguments.

Its own program is in no package of Debian's, so that it is not tried here.
"""


@pytest.mark.parametrize("shell", ["powershell", "pwsh"])
@pytest.mark.parametrize("line", ["show 1", *(line for line in LINES if "甲" not in line and "import" not in line)])
def test_powershell_is_told_words_that_need_no_quotes(hostile: Path, shell: str, line: str) -> None:
    answers = answer(shell, f"dcgd {line}", hostile).splitlines()
    assert answers
    for offer in answers:
        word, words = offer.split(":::")
        assert not set(ACTIVE) & set(word)
        assert words, "an empty one would be refused"


def test_a_file_is_completed_by_the_shell_itself(example: Path) -> None:
    assert answer("zsh", "dcgd import x", example).strip() == "_files"
    assert [answer(shell, "dcgd import x", example).strip() for shell in ("bash", "fish", "pwsh")] == ["", "", ""]


@posix("a home is found otherwise")
def test_who_has_no_home_is_told_that_completion_cannot_be_installed(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import pwd\ndef none(uid): raise KeyError(uid)\npwd.getpwuid = none\n")
    env = {name: value for name, value in os.environ.items() if name != "HOME"}
    env |= {"PYTHONPATH": str(tmp_path), "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    command = [sys.executable, "-m", "dcgd", "--install-completion", "zsh"]
    done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "找不到您的主文件夹" in done.stderr


def test_a_name_that_looks_like_an_option_is_not_offered(hostile: Path) -> None:
    assert "区发展和改革局" in answer("bash", "dcgd units ", hostile)
    assert not [
        offer for offer in answer("bash", "dcgd units -", hostile).splitlines() if offer == "-e" or "touch" in offer
    ]
