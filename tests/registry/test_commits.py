"""Which commit wrote a line: that of the last commit, also where the file was changed since; nothing without git."""

from collections.abc import Callable
from pathlib import Path

from dcgd.registry.commits import commits_of_lines
from systems import posix

FILE = "progress/2025-01.yaml"
Git = Callable[..., str]


def committed(git: Git, folder: Path, text: str) -> str:
    """Commit a text of the file; the short id of the commit."""
    (folder / FILE).parent.mkdir(exist_ok=True)
    (folder / FILE).write_text(text, encoding="utf-8", newline="")
    git("add", "-A", cwd=folder)
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "一次", cwd=folder)
    return git("rev-parse", "HEAD", cwd=folder)[:10]


def test_each_line_has_the_commit_that_wrote_it(git: Git, tmp_path: Path) -> None:
    git("init", "-q", cwd=tmp_path)
    first = committed(git, tmp_path, "一\n二\n")
    second = committed(git, tmp_path, "一\n二\n三\n")
    assert commits_of_lines(tmp_path, FILE, "一\n二\n三\n") == {1: first, 2: first, 3: second}
    assert commits_of_lines(tmp_path, FILE, "零\n一\r\n三\n四\n") == {2: first, 3: second}, (
        "零 and 四 are not committed"
    )


def test_there_is_none_without_a_repository_or_for_a_file_that_is_not_committed(git: Git, tmp_path: Path) -> None:
    assert commits_of_lines(tmp_path, FILE, "一\n") == {}
    git("init", "-q", cwd=tmp_path)
    assert commits_of_lines(tmp_path, FILE, "一\n") == {}
    committed(git, tmp_path, "一\n")
    assert commits_of_lines(tmp_path, "tasks.yaml", "一\n") == {}


@posix("the program is a script of the shell")
def test_no_program_that_a_repository_names_is_run(git: Git, tmp_path: Path) -> None:
    git("init", "-q", cwd=tmp_path)
    ran = tmp_path / "ran"
    program = tmp_path / "program.sh"
    program.write_text(f"#!/bin/sh\ntouch '{ran}'\ncat \"$@\"\n", encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / ".gitattributes").write_text("*.yaml diff=x\n", encoding="utf-8")
    first = committed(git, tmp_path, "一\n")
    (tmp_path / ".gitattributes").write_text("*.yaml filter=x diff=x\n", encoding="utf-8")
    git("config", "diff.x.textconv", str(program), cwd=tmp_path)
    git("config", "filter.x.clean", str(program), cwd=tmp_path)
    (tmp_path / FILE).write_text("一\n二\n", encoding="utf-8")
    assert commits_of_lines(tmp_path, FILE, "一\n二\n") == {1: first}
    assert not ran.exists()
