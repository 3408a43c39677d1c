"""Commands run as processes forked from this one, in a workplace: a folder with a registry `data` and a folder `out`."""

import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from writers import Writer

ROOT = Path(__file__).resolve().parent.parent
LOCK = ".dcgd.lock"
LONGEST = 60.0


def command(args: tuple[str, ...]) -> int:
    """Run `dcgd ARGS` in this process; returns its exit code."""
    from dcgd.cli.front import main

    sys.argv = ["dcgd", *args]
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)


def forked(work: Path, child: Callable[[], int], said: Path) -> int:
    """Start a process that runs `child` in a folder, what it prints going to a file; returns its id."""
    process = os.fork()
    if process:
        return process
    code = 70
    try:
        os.chdir(work)
        os.environ["DCGD_CACHE"] = str(work / "cache")
        os.environ["DCGD_DATA"] = str(work / "data")
        paper = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(paper, 1)
        os.dup2(paper, 2)
        code = child()
        sys.stdout.flush()
    finally:
        os._exit(code)


def ended(process: int) -> int:
    """Wait for a process; returns its exit code, or minus the signal that ended it. One that hangs is an error."""
    limit = time.monotonic() + LONGEST
    while time.monotonic() < limit:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.0005)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    raise AssertionError(f"a writer hung for {LONGEST:g} s")


def done(work: Path, args: tuple[str, ...], wanted: int = 0) -> str:
    """Run a command undisturbed, as a process, returns what it says; an error if it does not end as it should."""
    said = work.with_suffix(".txt")
    said.unlink(missing_ok=True)
    code = ended(forked(work, lambda: command(args), said))
    words = said.read_text("utf-8")
    assert code == wanted, f"dcgd {' '.join(args)}: {code}\n{words}"
    return words


def workplace(work: Path) -> None:
    """The made-up district as `data`, and an empty `out`."""
    few = shutil.ignore_patterns("2025-0[1-8].yaml", "2025-1[01].yaml", "source")  # reading the others takes time only
    shutil.copytree(ROOT / "examples" / "yunxi-2025", work / "data", ignore=few)
    (work / "out").mkdir()


def lay_ready(writer: Writer, work: Path) -> None:
    """Lay ready in a workplace what a writer needs."""
    for args in writer.first:
        done(work, args)
    if writer.then:
        writer.then(work)


def tried(trial: Callable[[Path], None]) -> int:
    """Make a trial in a folder of its own; 1, and a word on what does not hold, if it raises AssertionError."""
    base = Path(tempfile.mkdtemp(prefix="dcgd-trial-"))
    try:
        trial(base)
    except AssertionError as broken:
        print(f"不成立：{broken}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(base, ignore_errors=True)
    return 0


def errors(folder: Path) -> list[str]:
    """What validation finds wrong with a registry."""
    from dcgd.diagnostics import Severity
    from dcgd.registry.load import read

    return [
        f"{diagnostic.file}:{diagnostic.line} {diagnostic.code}"
        for diagnostic in read(folder).diagnostics
        if diagnostic.severity is Severity.ERROR
    ]


def loaded() -> None:
    """Import all that commands use, so that a forked process has little to load."""
    from dcgd.cli.catalogue import COMMANDS, One
    from dcgd.registry.load import read
    from dcgd.registry.validation import adapter  # noqa: F401

    for entry in COMMANDS.values():
        for module in [entry.module] if isinstance(entry, One) else entry.modules.values():
            import_module(f"dcgd.cli.{module}")
    for name in (
        "dcgd.edits.report",
        "dcgd.edits.returned",
        "dcgd.index.build",
        "dcgd.index.rows",
        "dcgd.tracking.judged_items",
    ):
        import_module(name)
    read(ROOT / "examples" / "yunxi-2025")


def same_moment() -> None:
    """Let all that is written from now on be stamped with this moment, so that runs differ by what they do alone."""
    from dcgd.cli import clock, stamp

    moment = clock.now()
    setattr(stamp, "now", lambda: moment)  # noqa: B010 - it is imported there, not exported
