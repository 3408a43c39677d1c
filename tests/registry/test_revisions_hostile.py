"""A repository may come from anybody: whatever its configuration names is not run, and what is too large is not read.

Each trap is tried first with plain git, which falls into it; so it is known to be one.
"""

import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from dcgd.errors import NoRevision
from dcgd.registry import revisions
from dcgd.registry.revisions import Repository
from dcgd.source import git as asking
from systems import needs, posix

SMALL = Path(__file__).parent / "small"
Git = Callable[..., str]

pytestmark = posix("the traps are programs in sh")


class Trap(NamedTuple):
    """A configuration that names a program, and the command of git that runs it; TRAP is the program."""

    configuration: tuple[tuple[str, str], ...]
    control: tuple[str, ...]
    lacks: str = ""
    """What the repository lacks and is told to fetch: an object, as a revision."""


BLOB, TREE = "HEAD:data/units.yaml", "HEAD:data/progress"
SHOW = ("show", BLOB)
PROMISED = (
    ("core.repositoryformatversion", "1"),
    ("extensions.partialClone", "origin"),
    ("remote.origin.promisor", "1"),
)
TRAPS = {
    "ssh": Trap((("remote.origin.url", "ssh://x@127.0.0.1/x"), ("core.sshCommand", "TRAP")), SHOW, BLOB),
    "ssh that is always allowed": Trap(
        (
            ("remote.origin.url", "ssh://x@127.0.0.1/x"),
            ("core.sshCommand", "TRAP"),
            ("protocol.allow", "always"),
            ("protocol.ssh.allow", "always"),
        ),
        SHOW,
        BLOB,
    ),
    "a tree that lacks": Trap(
        (("remote.origin.url", "ssh://x@127.0.0.1/x"), ("core.sshCommand", "TRAP")), ("ls-tree", "-r", "HEAD"), TREE
    ),
    "a commit that lacks": Trap(
        (("remote.origin.url", "ssh://x@127.0.0.1/x"), ("core.sshCommand", "TRAP")), ("log", "-1"), "HEAD"
    ),
    "a command as a transport": Trap(
        (("remote.origin.url", "ext::TRAP"), ("protocol.ext.allow", "always")), SHOW, BLOB
    ),
    "a helper as a transport": Trap(
        (("remote.origin.url", "trap::x"), ("protocol.trap.allow", "always")), SHOW, BLOB
    ),
    "a helper by its name": Trap(
        (("remote.origin.url", "x"), ("remote.origin.vcs", "trap"), ("protocol.trap.allow", "always")), SHOW, BLOB
    ),
    "a program of the other side": Trap(
        (("remote.origin.url", "."), ("remote.origin.uploadpack", "TRAP")), SHOW, BLOB
    ),
    "an address in place of another": Trap(
        (("remote.origin.url", "https://x.invalid/x"), ("url.ssh://x@127.0.0.1/.insteadOf", "https://x.invalid/"),
         ("core.sshCommand", "TRAP")),
        SHOW,
        BLOB,
    ),
    "a proxy": Trap((("remote.origin.url", "git://127.0.0.1/x"), ("core.gitProxy", "TRAP")), SHOW, BLOB),
    "another configuration": Trap((("include.path", "more"),), SHOW, BLOB),
    "the monitor of files": Trap((("core.fsmonitor", "TRAP"),), ("status",)),
    "hooks": Trap((("core.hooksPath", "HOOKS"),), ("commit", "--allow-empty", "--message=x")),
    "a comparison": Trap((("diff.external", "TRAP"),), ("diff", "HEAD")),
    "text of other files": Trap((("diff.yaml.textconv", "TRAP"),), ("diff", "HEAD")),
    "a filter": Trap((("filter.yaml.clean", "TRAP"),), ("diff", "HEAD")),
    "an alias": Trap((("alias.trap", "!TRAP"),), ("trap",)),
    "signatures": Trap((("gpg.program", "TRAP"), ("commit.gpgSign", "1")), ("commit", "--allow-empty", "--message=x")),
}  # fmt: skip
WHOLE = [name for name, trap in TRAPS.items() if not trap.lacks]
LACKING = [name for name, trap in TRAPS.items() if trap.lacks]


class Trapped(NamedTuple):
    """A repository with a trap, and the file that is there once something has run into it."""

    folder: Path
    sprung: Path


@pytest.fixture
def trapped(tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> Callable[[Trap], Trapped]:
    sprung, programs = tmp_path / "sprung", tmp_path / "programs"
    (programs / "hooks").mkdir(parents=True)
    for name in ("trap", "git-remote-trap", "hooks/pre-commit"):
        (programs / name).write_text(f'#!/bin/sh\necho "$0 $*" >> "{sprung}"\nexit 1\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")

    def trapped(trap: Trap) -> Trapped:
        folder = tmp_path / "repository"
        shutil.copytree(SMALL, folder / "data")
        (folder / ".gitattributes").write_text("*.yaml diff=yaml filter=yaml\n", encoding="utf-8")
        git("init", "--quiet", ".", cwd=folder)
        git("add", "--all", cwd=folder)
        git("commit", "--quiet", "--message=x", cwd=folder)
        (folder / "data" / "units.yaml").write_text("units: []\n", encoding="utf-8")
        lacking = git("rev-parse", trap.lacks, cwd=folder).strip() if trap.lacks else ""
        for name, value in trap.configuration:
            real = value.replace("TRAP", str(programs / "trap")).replace("HOOKS", str(programs / "hooks"))
            git("config", name, real, cwd=folder)
        if trap.lacks:
            (folder / ".git" / "objects" / lacking[:2] / lacking[2:]).unlink()
            (folder / ".git" / "more").write_text(
                f'[remote "origin"]\nurl = ssh://x@127.0.0.1/x\n[core]\nsshCommand = {programs / "trap"}\n',
                encoding="utf-8",
            )
            for name, value in PROMISED:
                git("config", name, value, cwd=folder)
        subprocess.run(["git", *trap.control], cwd=folder, capture_output=True, check=False)
        assert sprung.exists(), "this is no trap"
        sprung.unlink()
        return Trapped(folder, sprung)

    return trapped


@pytest.mark.parametrize("name", WHOLE)
def test_no_program_that_a_configuration_names_is_run(name: str, trapped: Callable[[Trap], Trapped]) -> None:
    folder, sprung = trapped(TRAPS[name])
    version = Repository(folder / "data").version("HEAD", None, folder / "data")
    assert len(version.reading.registry.tasks) == 3
    assert not sprung.exists()


@pytest.mark.parametrize("name", LACKING)
def test_what_lacks_is_told_and_not_fetched(name: str, trapped: Callable[[Trap], Trapped]) -> None:
    folder, sprung = trapped(TRAPS[name])
    with pytest.raises(NoRevision, match=r"缺少内容（不完整的克隆）|没有版本“HEAD”"):
        Repository(folder / "data").version("HEAD", None, folder / "data")
    assert not sprung.exists()


@pytest.mark.parametrize("name", LACKING)
def test_an_older_git_fetches_by_no_transport(
    name: str, trapped: Callable[[Trap], Trapped], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that does not know GIT_NO_LAZY_FETCH."""
    folder, sprung = trapped(TRAPS[name])
    (tmp_path / "older").mkdir()
    older = tmp_path / "older" / "git"
    older.write_text(f'#!/bin/sh\nunset GIT_NO_LAZY_FETCH\nexec "{shutil.which("git")}" "$@"\n', encoding="utf-8")
    older.chmod(0o755)
    monkeypatch.setenv("PATH", f"{older.parent}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(NoRevision, match=r"缺少内容（不完整的克隆）|没有版本“HEAD”"):
        Repository(folder / "data").version("HEAD", None, folder / "data")
    assert not sprung.exists()


@pytest.mark.slow
@needs("strace")
@pytest.mark.parametrize("name", TRAPS)
def test_git_starts_nothing_at_all(name: str, trapped: Callable[[Trap], Trapped], tmp_path: Path) -> None:
    folder, _sprung = trapped(TRAPS[name])
    log, data = tmp_path / "calls", folder / "data"
    watch = ["strace", "-f", "-qq", "-e", "trace=execve", "-e", "signal=none", "-o", str(log)]
    subprocess.run(
        [*watch, sys.executable, "-m", "dcgd", "diff", "HEAD", "--data", str(data)], capture_output=True, check=False
    )
    calls = [line.split("execve(", 1)[1] for line in log.read_text("utf-8").splitlines() if line.endswith("= 0")]
    assert len(calls) >= 3
    assert calls[0].startswith(f'"{sys.executable}"')
    assert {call.split('"')[1] for call in calls[1:]} == {shutil.which("git")}
    assert not [call for call in calls if '"fetch"' in call]


ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE",
             "GIT_CONFIG", "GIT_EXEC_PATH", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE",
             "GIT_REPLACE_REF_BASE", "GIT_DEFAULT_HASH", "GIT_TEST_ASSUME_DIFFERENT_OWNER", "GIT_QUARANTINE_PATH",
             "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "GIT_TRACE", "GIT_TRACE2_EVENT")  # fmt: skip
PROGRAMS = ("GIT_SSH", "GIT_SSH_COMMAND", "GIT_PROXY_COMMAND", "GIT_ASKPASS", "GIT_PAGER", "GIT_EDITOR",
            "GIT_EXTERNAL_DIFF")  # fmt: skip


def test_no_variable_of_the_caller_leads_elsewhere_or_to_a_program(
    trapped: Callable[[Trap], Trapped], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, sprung = trapped(TRAPS["ssh"]._replace(lacks="HEAD:data/progress/2023-06.yaml", control=(
        "show", "HEAD:data/progress/2023-06.yaml")))  # fmt: skip
    for name in ELSEWHERE:
        monkeypatch.setenv(name, str(tmp_path / "elsewhere"))
    for name in PROGRAMS:
        monkeypatch.setenv(name, str(tmp_path / "programs" / "trap"))
    there = Repository(folder / "data")
    assert there.root.resolve() == folder.resolve()
    with pytest.raises(NoRevision, match=r"progress/2023-06.yaml：git 里缺少内容（不完整的克隆）"):
        there.version("HEAD", None, folder / "data")
    assert not sprung.exists()
    assert not (tmp_path / "elsewhere").exists()


@pytest.fixture
def repository(tmp_path: Path, git: Git) -> Path:
    folder = tmp_path / "repository"
    shutil.copytree(SMALL, folder / "data")
    git("init", "--quiet", ".", cwd=folder)
    git("add", "--all", cwd=folder)
    git("commit", "--quiet", "--message=x", cwd=folder)
    return folder


def test_a_revision_is_what_its_id_says(repository: Path, git: Git) -> None:
    blob = git("rev-parse", "HEAD:data/units.yaml", cwd=repository).strip()
    (repository / "other").write_text("units: []\n", encoding="utf-8")
    git("replace", blob, git("hash-object", "-w", "other", cwd=repository).strip(), cwd=repository)
    assert git("show", "HEAD:data/units.yaml", cwd=repository) == "units: []\n"
    assert Repository(repository).version("HEAD", None, repository / "data").reading.registry.units


def test_a_folder_of_a_registry_does_not_pose_as_a_repository(repository: Path, git: Git) -> None:
    """Files that make a folder look like a bare repository can be committed like any others."""
    data = repository / "data"
    git("init", "--quiet", "--bare", "bare", cwd=repository)
    for path in (repository / "bare").iterdir():
        path.rename(data / path.name)
    with pytest.raises(NoRevision, match="没有工作区；直接比较两个文件夹"):
        Repository(data)


def test_blobs_are_measured_before_they_are_read(repository: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    data = repository / "data"
    monkeypatch.setattr(revisions, "_MOST_BYTES", sum(path.stat().st_size for path in data.rglob("*.*")))
    assert len(Repository(data).version("HEAD", None, data).reading.registry.tasks) == 3
    monkeypatch.setattr(revisions, "_MOST_BYTES", 3_000)
    asked: list[tuple[str, ...]] = []

    def ask(folder: Path, *words: str, given: bytes = b"", most: int = 0) -> bytes:
        asked.append(words)
        return asking_really(folder, *words, given=given, most=most)

    asking_really = asking.ask
    monkeypatch.setattr(asking, "ask", ask)
    with pytest.raises(NoRevision, match=r"共超过 0 MB 的上限（算到 .*），没有读"):
        Repository(data).version("HEAD", None, data)
    assert ("cat-file", "--batch-check") in asked
    assert ("cat-file", "--batch") not in asked


def test_a_hundred_small_names_of_one_large_blob_are_counted_each(repository: Path, git: Git) -> None:
    """A gigabyte of blanks takes a megabyte in a repository, and nothing in a tree that names it again."""
    size = 16 * 1024 * 1024
    large = repository / "large"
    large.write_bytes(b"#" * size)
    blob = git("hash-object", "-w", "large", cwd=repository).strip()
    for month in range(1, 18):
        name = f"data/progress/{2000 + month}-01.yaml"
        git("update-index", "--add", "--cacheinfo", f"100644,{blob},{name}", cwd=repository)
    git("commit", "--quiet", "--message=x", cwd=repository)
    with pytest.raises(NoRevision, match="共超过 256 MB 的上限"):
        Repository(repository / "data").version("HEAD", None, repository / "data")


def test_a_tree_without_end_is_cut_off(repository: Path, git: Git) -> None:
    """Twenty levels of ten names each for the level below: a few kilobytes that list as more files than atoms."""
    level = git("rev-parse", "HEAD:data", cwd=repository).strip()
    for _ in range(20):
        entries = "".join(f"040000 tree {level}\t{name}\n" for name in "0123456789")
        done = subprocess.run(
            ["git", "mktree"], cwd=repository, input=entries, capture_output=True, encoding="ascii", check=True
        )
        level = done.stdout.strip()
    commit = git("commit-tree", level, "-m", "x", cwd=repository).strip()
    with pytest.raises(NoRevision, match=r"超过应有的 67,108,864 字节|还没有答完"):
        Repository(repository).version(commit, None, repository / "data")


@pytest.mark.parametrize(("size", "content"), [(10, b"x" * 1_000_000), (1_000_000, b"x" * 10)])
def test_a_content_that_is_not_what_its_header_says_is_told(
    size: int, content: bytes, repository: Path, git: Git
) -> None:
    blob = git("rev-parse", "HEAD:data/units.yaml", cwd=repository).strip()
    loose = repository / ".git" / "objects" / blob[:2] / blob[2:]
    loose.chmod(0o644)
    loose.write_bytes(zlib.compress(b"blob %d\0" % size + content))
    with pytest.raises(NoRevision, match=r"超过应有的 [0-9,]+ 字节|git 出错：|已损坏"):
        Repository(repository).version("HEAD", None, repository / "data")
