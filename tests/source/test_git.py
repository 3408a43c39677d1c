"""git is asked within bounds, found where the user keeps programs, and its complaints are said in Chinese."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dcgd.errors import NoRevision
from dcgd.source.git import ask
from systems import posix

Git = Callable[..., str]

sh = posix("a program in sh stands in for git")


@pytest.fixture
def repository(tmp_path: Path, git: Git) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git("init", "--quiet", ".", cwd=folder)
    return folder


def instead(folder: Path, lines: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program in git's place."""
    folder.mkdir(exist_ok=True)
    (folder / "git").write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_what_git_says(repository: Path) -> None:
    assert ask(repository, "rev-parse", "--is-bare-repository") == b"false\n"
    assert ask(repository, "hash-object", "--stdin", given=b"") == b"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391\n"


def test_more_than_may_be_is_cut_off(repository: Path) -> None:
    with pytest.raises(NoRevision, match="git 的答复超过应有的 5 字节"):
        ask(repository, "rev-parse", "--is-bare-repository", most=5)
    assert ask(repository, "rev-parse", "--is-bare-repository", most=6) == b"false\n"


@posix("no pipes among files")
def test_who_does_not_answer_is_not_waited_for(repository: Path) -> None:
    config = repository / ".git" / "config"
    config.unlink()
    os.mkfifo(config)
    with pytest.raises(NoRevision, match=r"git 过了 0\.5 秒还没有答完；直接比较两个文件夹"):
        ask(repository, "rev-parse", "HEAD", seconds=0.5)


@sh
def test_what_is_given_may_be_longer_than_any_pipe(repository: Path) -> None:
    ids = b"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391\n" * 50_000
    assert ask(repository, "cat-file", "--batch-check", given=ids).count(b"missing\n") == 50_000


@sh
def test_a_git_in_the_current_folder_is_not_run(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = os.environ["PATH"]
    instead(repository, f'touch "{tmp_path}/run"', monkeypatch)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{path}")
    monkeypatch.chdir(repository)
    assert ask(repository, "rev-parse", "--is-bare-repository") == b"false\n"
    assert not (tmp_path / "run").exists()


def test_no_git(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    with pytest.raises(NoRevision, match="找不到 git 程序；安装 git，或直接比较两个文件夹"):
        ask(repository, "rev-parse", "HEAD")


@sh
def test_the_repository_of_somebody_else(tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the user is to run comes from git, which quotes the folder for a shell."""
    folder = tmp_path / "$(touch x) 'y"
    (folder / "data").mkdir(parents=True)
    git("init", "--quiet", ".", cwd=folder)
    real = shutil.which("git")
    instead(tmp_path / "bin", f'GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec "{real}" "$@"', monkeypatch)
    with pytest.raises(NoRevision) as raised:
        ask(folder / "data", "rev-parse", "--show-toplevel")
    quoted = str(folder).replace("'", r"'\''")
    trust = f"git config --global --add safe.directory '{quoted}'"
    assert str(raised.value) == f"git 不信任这个仓库的所有者；确实可信的，先运行 {trust}"


def test_other_complaints(repository: Path, tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(NoRevision, match="elsewhere 不在 git 仓库里；直接比较两个文件夹"):
        ask(tmp_path / "elsewhere", "rev-parse", "HEAD")
    git("init", "--quiet", "--bare", "bare", cwd=tmp_path)
    with pytest.raises(NoRevision, match="bare 所在的 git 仓库没有工作区"):
        ask(tmp_path / "bare", "rev-parse", "HEAD")
    with pytest.raises(NoRevision, match=r"^git 出错：fatal: Needed a single revision$"):
        ask(repository, "rev-parse", "--verify", "nothing")
