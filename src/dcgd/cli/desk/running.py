"""A command run as if it had been typed: the very one, with its refusals and its words, in this process."""

import sys
import threading
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import typer

from dcgd.cli import front
from dcgd.cli.clock import today
from dcgd.cli.console import typed
from dcgd.cli.failures import explain
from dcgd.cli.session import shown_folder
from dcgd.errors import Overtaken
from dcgd.publish import changes
from dcgd.registry.diff import Side, compare
from dcgd.registry.load import Reading
from dcgd.registry.official import official_texts
from dcgd.registry.rehearsal import Outlook, performed, rehearsed
from dcgd.registry.revisions import Version

ONE_AT_A_TIME = threading.RLock()
"""What a command says goes to the streams of the whole process: while one runs, nothing else may speak."""


class Said(NamedTuple):
    """What came of a command: its exit code, its data, what it said; and what it writes, or would."""

    code: int
    data: str
    words: str
    outlooks: Sequence[Outlook] = ()
    is_overtaken: bool = False
    """Whether nothing was written because the registry is not what the rehearsal saw."""

    @property
    def writes(self) -> bool:
        """Whether any text of a registry changes."""
        return any(_texts(outlook.before) != _texts(outlook.after) for outlook in self.outlooks)


def command_line(words: Sequence[str]) -> str:
    """The command as somebody would type it."""
    return typed("dcgd", *words)


def run(words: Sequence[str]) -> Said:
    """Run a command that reads; what it would write is written."""
    out, err = StringIO(), StringIO()
    overtaken = False
    with ONE_AT_A_TIME, redirect_stdout(out), redirect_stderr(err):
        try:
            code = typer.main.get_command(front.app).main(args=list(words), prog_name="dcgd", standalone_mode=False)
        except Exception as error:
            code, overtaken = explain(error), isinstance(error, Overtaken)
        except SystemExit as ended:
            code = ended.code
        sys.stdout.flush()
    return Said(code if isinstance(code, int) else 0, out.getvalue(), err.getvalue().strip(), (), overtaken)


def rehearse(words: Sequence[str]) -> Said:
    """What a command would write and say; nothing is written."""
    with ONE_AT_A_TIME, rehearsed() as seen:
        said = run(words)
    return said._replace(outlooks=seen.outlooks)


def perform(words: Sequence[str], seen: Sequence[Outlook]) -> Said:
    """Run a command that was rehearsed: it writes only while the registry still is what the rehearsal saw."""
    with ONE_AT_A_TIME, performed(seen) as done:
        said = run(words)
    return said._replace(outlooks=done.outlooks)


def changed(older: Reading, newer: Reading, folder: Path) -> list[str]:
    """What is different, in the words of `dcgd diff`, a sentence a change."""
    sides = (_side(reading, folder) for reading in (older, newer))
    return [changes.sentence(change) for change in compare(*sides)]


def what_changes(said: Said) -> list[str]:
    """What a command changes, in the words of `dcgd diff`."""
    return [line for outlook in said.outlooks for line in changed(outlook.before, outlook.after, outlook.folder)]


def _side(reading: Reading, folder: Path) -> Side:
    version = Version(shown_folder(folder), reading, official_texts(folder), folder)
    return Side(version.reading.registry, version.texts, version.lossy, today())


def _texts(reading: Reading) -> dict[str, Any]:
    return {name: parsed.text for name, parsed in reading.parsed.items()}
