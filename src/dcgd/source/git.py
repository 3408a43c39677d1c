"""Asking git: the one place where another program is started, with all that makes git start others switched off.

A repository may come from anywhere, and its configuration can name programs: for a transport, a hook, the monitor of
changed files, a helper that knows passwords. git is told to use none of them: nothing is fetched that is missing, every
transport is closed, and of the caller's `GIT_*` only what says where configuration and repositories are remains. It
answers within bounds of time and size, and is not looked for in the current folder.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from dcgd.errors import NoRevision

MOST_BYTES = 64 * 1024 * 1024
"""An answer ends here: the files of a revision with half a million of them."""
MOST_SECONDS = 30.0

_KEPT = frozenset(
    (
        "GIT_CEILING_DIRECTORIES",
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_CONFIG_SYSTEM",
        "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    )
)
"""Of the caller's `GIT_*`: all others lead to another repository, as those that git sets for hooks, or to a program."""
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_ALLOC_LIMIT": "1g",
    "GIT_ALLOW_PROTOCOL": "none",  # an older git does not know the next one: it tries to fetch, by no protocol
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",  # a revision is what its id says
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
_OVERRIDES = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "fetch.bundleURI=",
    "safe.bareRepository=explicit",  # a folder of a registry cannot pose as a repository
)
_NAME = "git.exe" if sys.platform == "win32" else "git"
_INSTEAD = "直接比较两个文件夹：dcgd diff 旧文件夹 新文件夹"
INCOMPLETE = "git 里缺少内容（不完整的克隆）；仓库的来源可信的，先用 git fetch --refetch --no-filter 取来"


def ask(folder: Path, *words: str, given: bytes = b"", most: int = MOST_BYTES, seconds: float = MOST_SECONDS) -> bytes:
    """What a command of git that only reads says on stdout, in a folder; `given` is its stdin.

    Raises NoRevision where there is no git, for what it complains of, more than `most` bytes, and after `seconds`.
    """
    command = [_program(), "-C", str(folder), *(word for setting in _OVERRIDES for word in ("-c", setting)), *words]
    environment = {name: value for name, value in os.environ.items() if name in _KEPT or not name.startswith("GIT_")}
    with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as stderr:
        stdin.write(given)
        stdin.seek(0)
        answer, code = _bounded(command, stdin, stderr, environment | _ENVIRONMENT, most, seconds)
        stderr.seek(0)
        said = stderr.read(10_000).decode("utf-8", "replace")
    if answer is None:
        raise NoRevision(f"git 过了 {seconds:g} 秒还没有答完；{_INSTEAD}")
    if len(answer) > most:
        raise NoRevision(f"git 的答复超过应有的 {most:,} 字节；{_INSTEAD}")
    if code:
        raise NoRevision(_why(said, folder))
    return answer


def _bounded(
    command: Sequence[str],
    stdin: IO[bytes],
    stderr: IO[bytes],
    environment: Mapping[str, str],
    most: int,
    seconds: float,
) -> tuple[bytes | None, int]:
    """Run a program: what it wrote, no more than one byte beyond `most`, and its code; None when it was too slow."""
    with subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, env=environment) as process:
        assert process.stdout is not None
        too_late = threading.Event()

        def end() -> None:
            too_late.set()
            process.kill()

        killer = threading.Timer(seconds, end)
        killer.start()
        try:
            answer = process.stdout.read(most + 1)
            if len(answer) <= most:
                process.wait()
        finally:
            killer.cancel()
            process.kill()
    return None if too_late.is_set() else answer, process.returncode


def _program() -> str:
    """Where git is. The current folder is passed over, which Windows would look into first: it may hold anything."""
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        program = shutil.which(Path(folder, _NAME)) if Path(folder).is_absolute() else None
        if program:
            return program
    raise NoRevision(f"找不到 git 程序；安装 git，或{_INSTEAD}")


def _why(said: str, folder: Path) -> str:
    """git's error message in Chinese."""
    if "dubious ownership" in said:
        trust = re.search(r"git config --global --add safe\.directory .*", said)  # quoted for a shell by git itself
        return f"git 不信任这个仓库的所有者；确实可信的，先运行 {trust[0] if trust else 'git status，照它说的做'}"
    if "not a git repository" in said:
        return f"{folder} 不在 git 仓库里；{_INSTEAD}"
    if "cannot use bare repository" in said or "must be run in a work tree" in said:
        return f"{folder} 所在的 git 仓库没有工作区；{_INSTEAD}"
    if re.search(r"lazy fetching disabled|transport '.*' not allowed", said):
        return INCOMPLETE
    return f"git 出错：{' '.join(said.split())}"
