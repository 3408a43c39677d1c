"""Registries read out of real git repositories, with nothing checked out."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dcgd.errors import NoRevision
from dcgd.intake.official import verified
from dcgd.registry.diff import Side, compare
from dcgd.registry.revisions import Repository, Version, in_folder
from systems import make_link, posix

SMALL = Path(__file__).parent / "small"
Git = Callable[..., str]


@pytest.fixture
def repository(tmp_path: Path, git: Git) -> Path:
    """A repository whose only commit holds the small registry in `data`."""
    folder = tmp_path / "repository"
    shutil.copytree(SMALL, folder / "data")
    git("init", "--quiet", "--initial-branch=main", ".", cwd=folder)
    commit(git, folder)
    return folder


def commit(git: Git, folder: Path) -> str:
    git("add", "--all", cwd=folder)
    git("commit", "--quiet", "--message=x", cwd=folder)
    return git("rev-parse", "HEAD", cwd=folder).strip()


def edit(folder: Path, old: str, new: str, name: str = "tasks.yaml") -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def side(version: Version) -> Side:
    return Side(version.reading.registry, version.texts, version.lossy)


def kinds(older: Version, newer: Version) -> list[str]:
    return [change.kind for change in compare(side(older), side(newer))]


def test_a_revision_is_of_the_day_in_china_on_which_it_was_committed(
    repository: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = repository / "data"
    edit(data, "value: 15", "value: 14")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2025-03-31T23:30:00+00:00")
    version = Repository(data).version(commit(git, repository), None, data)
    assert (version.day, in_folder(data, "data").day) == (date(2025, 4, 1), None)


def test_a_revision_holds_all_that_the_folder_held(repository: Path) -> None:
    data = repository / "data"
    then, now = Repository(data).version("HEAD", None, data), in_folder(data, "data")
    assert then.reading.registry == now.reading.registry
    assert then.texts == now.texts
    assert then.folder == now.folder
    assert (then.name, then.lossy) == ("HEAD:data", frozenset())
    assert kinds(then, now) == []


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_are_no_change(ends: str, repository: Path, git: Git) -> None:
    """A checkout with core.autocrlf, as Git for Windows makes it; texts of several lines and official texts, too."""
    data = repository / "data"
    edit(data, "note: 照录", "note: |\n          照录\n          两行")
    edit(data, "text: 节水。", 'text: "节水。\\\n          ')
    edit(data, "不超过 90 万方。", '不超过 90 万方。"')
    commit(git, repository)
    for path in [path for path in data.rglob("*") if path.is_file()]:
        path.write_bytes(path.read_bytes().replace(b"\n", ends.encode()))
    then, now = Repository(data).version("HEAD", None, data), in_folder(data, "data")
    assert {diagnostic.code for diagnostic in now.reading.diagnostics} == {"crlf"}
    assert verified(now.reading, data) == []
    assert then.reading.registry == now.reading.registry
    assert then.texts == now.texts
    assert kinds(then, now) == []


def test_it_sees_nothing_of_the_working_tree(repository: Path, git: Git) -> None:
    data = repository / "data"
    for name in ("people.yaml", "rules.yaml", "problems.yaml", "notices.yaml", "progress/2023-06.yaml", "source/a.md"):
        (data / name).unlink()
    before = commit(git, repository)
    git("checkout", "--quiet", "HEAD^", "--", "data", cwd=repository)
    version = Repository(data).version(before, None, data)
    assert sorted(version.reading.parsed) == ["tasks.yaml", "units.yaml"]
    assert version.texts == {}
    assert version.reading.registry.reports == ()


def test_two_revisions(repository: Path, git: Git) -> None:
    data = repository / "data"
    edit(data, "value: 15", "value: 12")
    commit(git, repository)
    edit(data, "value: 12", "value: 10")
    there = Repository(data)
    assert kinds(there.version("HEAD^", None, data), there.version("main", None, data)) == ["value-lowered"]


def test_a_folder_that_was_renamed_since(repository: Path) -> None:
    (repository / "data").rename(repository / "台账")
    now = repository / "台账"
    then = Repository(now).version("HEAD", None, now)
    assert then.name == "HEAD:data"
    assert kinds(then, in_folder(now, "台账")) == []


def test_a_folder_of_a_revision_by_name(repository: Path, git: Git) -> None:
    shutil.copytree(repository / "data", repository / "other" / "年度")
    commit(git, repository)
    version = Repository(repository).version("HEAD", "other/年度/", repository / "data")
    assert version.name == "HEAD:other/年度"
    with pytest.raises(NoRevision, match="没有登记册“HEAD:nowhere”；是不是：data、other/年度"):
        Repository(repository).version("HEAD", "nowhere", repository / "data")


def test_several_folders_that_could_be_meant_are_named(repository: Path, git: Git) -> None:
    shutil.copytree(repository / "data", repository / "2022")
    commit(git, repository)
    (repository / "data").rename(repository / "2023")
    shutil.rmtree(repository / "2022")
    with pytest.raises(NoRevision, match="HEAD:2022、HEAD:data"):
        Repository(repository).version("HEAD", None, repository / "2023")


def test_a_registry_at_the_top(tmp_path: Path, git: Git) -> None:
    shutil.copytree(SMALL, tmp_path / "top")
    git("init", "--quiet", ".", cwd=tmp_path / "top")
    commit(git, tmp_path / "top")
    version = Repository(tmp_path / "top").version("HEAD", None, tmp_path / "top")
    assert len(version.reading.registry.tasks) == 3
    assert version.name == "HEAD"


def test_a_registry_that_is_new_is_compared_with_an_empty_one(repository: Path, git: Git) -> None:
    new = repository / "other"
    shutil.copytree(repository / "data", new)
    version = Repository(new).version("HEAD", None, new)
    assert version.reading.parsed == {}
    assert {"task-added", "unit-added"} < set(kinds(version, in_folder(new, "other")))


def test_a_revision_that_does_not_validate(repository: Path, git: Git) -> None:
    data = repository / "data"
    edit(data, "value: 90", "value: 九十")
    commit(git, repository)
    edit(data, "value: 九十", "value: 90")
    then = Repository(data).version("HEAD", None, data)
    assert "bad-number" in {diagnostic.code for diagnostic in then.reading.diagnostics}
    assert then.lossy == {"tasks.yaml"}
    assert kinds(then, in_folder(data, "data")) == ["readable"]


def test_a_shallow_clone(repository: Path, tmp_path: Path, git: Git) -> None:
    edit(repository / "data", "value: 15", "value: 12")
    commit(git, repository)
    git("clone", "--quiet", "--depth=1", f"file://{repository}", "shallow", cwd=tmp_path)
    data = tmp_path / "shallow" / "data"
    there = Repository(data)
    assert kinds(there.version("HEAD", None, data), in_folder(data, "data")) == []
    with pytest.raises(NoRevision, match=r"没有版本“HEAD\^”；这是浅克隆"):
        there.version("HEAD^", None, data)
    git("fetch", "--quiet", "--depth=2", cwd=tmp_path / "shallow")
    assert kinds(there.version("HEAD^", None, data), in_folder(data, "data")) == ["value-lowered"]


@pytest.mark.parametrize(
    "revision",
    ["--upload-pack=touch pwned", "-h", "", "HEAD\n", "HEAD\0", "nosuch", "HEAD:data", "HEAD^{tree}", "^HEAD"],
)
def test_what_is_no_commit_is_refused(revision: str, repository: Path) -> None:
    with pytest.raises(NoRevision):
        Repository(repository).version(revision, None, repository / "data")
    assert sorted(path.name for path in repository.iterdir()) == [".git", "data"]


@posix("a program in sh stands in for git")
def test_a_revision_never_reaches_git_as_an_option(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A git that writes down how it is called: what is given stands after --end-of-options, and only once."""
    real, log = shutil.which("git"), tmp_path / "log"
    (tmp_path / "bin").mkdir()
    fake = tmp_path / "bin" / "git"
    fake.write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" >> "{log}"\nexec "{real}" "$@"\n', encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}{os.pathsep}{os.environ['PATH']}")
    Repository(repository).version("main", None, repository / "data")
    calls = [line for line in log.read_text(encoding="utf-8").splitlines() if "main" in line]
    assert len(calls) == 1
    assert calls[0].endswith("rev-parse --verify --quiet --end-of-options main^{commit}")


def test_a_link_in_a_revision_is_no_file_of_the_registry(repository: Path, git: Git) -> None:
    data = repository / "data"
    (data / "rules.yaml").unlink()
    make_link(data / "rules.yaml", "/etc/hostname")
    commit(git, repository)
    version = Repository(data).version("HEAD", None, data)
    assert "rules.yaml" not in version.reading.parsed


def test_the_repository_of_a_hook_is_that_of_the_folder(
    repository: Path, tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    """git sets GIT_DIR and its like for hooks, relative to where it was called."""
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    data = repository / "data"
    assert len(Repository(data).version("HEAD", None, data).reading.registry.tasks) == 3


def test_no_repository_and_no_git(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(NoRevision, match="不在 git 仓库里；直接比较两个文件夹"):
        Repository(tmp_path / "elsewhere")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoRevision, match="找不到 git 程序"):
        Repository(repository)


LAYOUTS = {
    "a linked working tree": (("worktree", "add", "--quiet", "../there"),),
    "a working tree of a bare repository": (
        ("clone", "--quiet", "--bare", ".", "../bare"),
        ("-C", "../bare", "worktree", "add", "--quiet", "../there"),
    ),
    "contents that lie in another repository": (("clone", "--quiet", "--shared", ".", "../there"),),
    "a repository apart from its tree": (("clone", "--quiet", "--separate-git-dir=../apart", ".", "../there"),),
    "a part of another repository": (
        ("init", "--quiet", "../whole"),
        ("-C", "../whole", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../repository", "part"),
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_however_a_repository_is_laid_out(layout: str, repository: Path, tmp_path: Path, git: Git) -> None:
    """What is kept from a hostile one is kept from no honest one."""
    for command in LAYOUTS[layout]:
        git(*command, cwd=repository)
    there = tmp_path / ("whole/part" if layout.startswith("a part") else "there")
    version = Repository(there / "data").version("HEAD", None, there / "data")
    assert version.name == "HEAD:data"
    assert kinds(version, in_folder(there / "data", "data")) == []
