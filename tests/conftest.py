"""What all tests share: a home of their own, a fixed terminal, the real registry, a way to run the program."""

import gc
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import traceback
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from dcgd.source import bounded
from dcgd.source.bounded import Worker
from elsewhere import in_folder
from readings import forget, remember
from stamps import WHO
from systems import is_roomy

if TYPE_CHECKING:
    from dcgd.registry.diff import Change

pytest_plugins = ["browsers", "districts", "private_marks", "workbooks"]

# What is started in the background ignores Ctrl-C, and so would the programs that tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)
# Programs that tests start are compiled once, as they are for their users, and so are the tests themselves.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Nothing timed in tests. The gate tries more of each law; `--hypothesis-profile=thousands` makes as many as
# docs/reliability.md says.
settings.register_profile("suite", deadline=None, max_examples=20)
settings.register_profile("gate", deadline=None, max_examples=50)
settings.register_profile("thousands", deadline=None, max_examples=2000)
settings.load_profile("suite")

ROOT = Path(__file__).resolve().parent.parent
if is_roomy("/dev/shm"):  # in memory: folders come and go at once, and nothing waits for a disk
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", "/dev/shm")
SLOW = (
    "reliability/",
    "publish/lake/test_cluster.py",
    "publish/site/",
    "cli/desk/test_desk_browser.py",
    "cli/test_completion.py",
    "cli/test_console.py",
    "cli/test_cut_off.py",
    "cli/test_fill.py",
    "cli/test_guard_ci.py",
    "cli/test_month.py",
    "cli/test_sql_lake.py",
    "cli/test_streams.py",
    "cli/test_writers.py",
    "intake/test_large_inputs.py",
    "test_bundle.py",
    "test_docs.py",
    "test_mutate.py",
    "test_replay.py",
)
"""Folders and files of tests that take seconds each: marked `slow`, left out of the fast loop, never of the gate."""
Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_collection_finish() -> None:
    """What there is before the first test stays: the collector need not walk it again and again."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow."""
    for item in items:
        if item.path.relative_to(ROOT / "tests").as_posix().startswith(SLOW):
            item.add_marker("slow")


@pytest.fixture(scope="session", autouse=True)
def _readings() -> Iterator[None]:
    """In this process no registry is parsed and checked twice: tests/readings.py."""
    with pytest.MonkeyPatch.context() as patch:
        remember(patch)
        yield
        forget()


@pytest.fixture(scope="session")
def _caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Places for caches, each of which is made when something is put there."""
    folder = tmp_path_factory.mktemp("caches")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_world(_caches: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the user's cache, data, colours or terminal, and what steers this run steers no other inside it."""
    monkeypatch.setenv("DCGD_CACHE", str(next(_caches)))
    for name in [name for name in os.environ if name.startswith(("PYTEST_ADDOPTS", "COV"))]:
        monkeypatch.delenv(name)
    for name in ("DCGD_DATA", "NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "TERMINAL_WIDTH", "DCGD_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("DCGD_USER", WHO)


@pytest.fixture(autouse=True)
def _closed_databases(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test, and nothing that it calls, leaves a database open: Python 3.13 complains of it, late and of nobody."""
    opened: list[tuple[sqlite3.Connection, str]] = []
    really = sqlite3.connect

    def connect(*args: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = really(*args, **options)
        opened.append((connection, "".join(traceback.format_stack(limit=8)[:-1])))
        return connection

    monkeypatch.setattr(sqlite3, "connect", connect)
    yield
    left = []
    for connection, where in opened:
        with suppress(sqlite3.ProgrammingError):  # which says that it is closed
            connection.interrupt()
            left.append(where)
    assert left == [], f"left open, having been opened here:\n{left[0]}"


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """A copy of the shipped registry, to be spoiled at will."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    return folder


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the made-up district, to be spoiled at will."""
    folder = tmp_path / "example"
    shutil.copytree(ROOT / "examples" / "yunxi-2025", folder)
    return folder


@pytest.fixture
def changed(tmp_path: Path) -> "Callable[..., list[Change]]":
    """What edits of a small registry (tests/registry/small) amount to; `before` are edits of the older side.

    An edit is a file, what stands in it (a pattern after `re:`) and what shall; nothing appends, `DELETE` removes.
    """
    from dcgd.registry.diff import Side, compare
    from dcgd.registry.revisions import in_folder

    folders = (tmp_path / f"side-{number}" for number in count())

    def side(edits: tuple[tuple[str, str, str], ...]) -> Side:
        folder = next(folders)
        shutil.copytree(ROOT / "tests" / "registry" / "small", folder)
        for name, old, new in edits:
            file = folder / name
            text = file.read_text(encoding="utf-8") if file.exists() else ""
            if old == "DELETE":
                file.unlink()
            elif not old:
                file.write_text(text + new, encoding="utf-8")
            else:
                match = re.search(old[3:] if old.startswith("re:") else re.escape(old), text, re.DOTALL)
                assert match, old
                file.write_text(text[: match.start()] + new + text[match.end() :], encoding="utf-8")
        version = in_folder(folder, "")
        return Side(version.reading.registry, version.texts, version.lossy)

    def compared(*edits: tuple[str, str, str], before: tuple[tuple[str, str, str], ...] = ()) -> "list[Change]":
        return compare(side(before), side(edits))

    return compared


@pytest.fixture
def git(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Call git in a folder, with nobody's configuration; returns what it prints."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "测试")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "test@example.invalid")

    def call(*arguments: str, cwd: Path) -> str:
        done = subprocess.run(["git", *arguments], cwd=cwd, capture_output=True, encoding="utf-8", check=True)
        return done.stdout

    return call


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `dcgd …` as a process of its own, in a folder outside any checkout unless `cwd` says otherwise."""

    def call(
        *args: str, cwd: Path = tmp_path, stdin: str | None = None, **env: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "dcgd", *args],
            cwd=cwd,
            input=stdin,
            env={**os.environ, **env},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return call


@pytest.fixture(scope="session")
def _worker() -> Iterator[Worker]:
    with Worker() as at_work:
        yield at_work


@pytest.fixture
def one_worker(_worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents go to one process for all tests, as those of one command do, and not each to a new one.

    What a process of its own is good for is shown in source/test_bounded.py and reliability/test_bounds.py.
    """

    def call(function: Callable[..., Any], *args: Any, seconds: float | None = None) -> Any:
        return _worker.call(in_folder, str(Path.cwd()), function, args, seconds=seconds)

    monkeypatch.setattr(bounded, "call", call)


Resave = Callable[[bytes], bytes]


@pytest.fixture
def resaved() -> Resave:
    """What Excel, WPS and LibreOffice make of a workbook when they save it: texts shared, its size given wrongly."""

    def save(data: bytes) -> bytes:
        texts: list[bytes] = []

        def share(cell: re.Match[bytes]) -> bytes:
            texts.append(cell["text"])
            return b'%s t="s"><v>%d</v></c>' % (cell["cell"], len(texts) - 1)

        out = BytesIO()
        with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            parts = {name: old.read(name) for name in old.namelist()}
            for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
                inline = rb'(?P<cell><c [^>]*?) t="inlineStr"><is>(?P<text>.*?)</is></c>'
                part = re.sub(inline, share, parts[name], flags=re.DOTALL)
                parts[name] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', part)
            items = b"".join(b"<si>%s</si>" % text for text in texts)
            parts["xl/sharedStrings.xml"] = (
                b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>' % items
            )
            kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
            override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
            if b"sharedStrings" not in parts["[Content_Types].xml"]:
                parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override)
            for name, part in parts.items():
                new.writestr(name, part)
        return out.getvalue()

    return save


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], one_worker: None) -> Run:
    """Like `run`, inside this process: no new interpreter, so that many calls are cheap."""
    from dcgd.cli.front import main

    def call(*args: str, cwd: Path = tmp_path, **env: str) -> subprocess.CompletedProcess[str]:
        with monkeypatch.context() as patch:
            patch.chdir(cwd)
            patch.setattr(sys, "argv", ["dcgd", *args])
            patch.setattr(sys.modules["__main__"], "__package__", "", raising=False)  # its name
            for name, value in env.items():
                patch.setenv(name, value)
            capsys.readouterr()
            with pytest.raises(SystemExit) as ended:
                main()
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return subprocess.CompletedProcess(args, ended.value.code, said.out, said.err)

    return call
