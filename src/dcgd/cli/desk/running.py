"""A command run as if it had been typed: the very one, with its refusals and its words, in this process."""

import csv
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import typer

from dcgd.cli import front
from dcgd.cli.clock import today
from dcgd.cli.console import FINDINGS, typed
from dcgd.cli.failures import explain
from dcgd.cli.session import shown_folder
from dcgd.errors import Overtaken, Refused, TooMuch
from dcgd.publish import changes
from dcgd.publish.table import live
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


NOTHING = Said(0, "", "")
"""Nothing was said yet."""
Act = Callable[[], object]
"""What is done, saying what it says on the streams: most often a command that was typed."""


def command_line(words: Sequence[str]) -> str:
    """The command as somebody would type it."""
    return typed("dcgd", *words)


def typed_in(words: Sequence[str]) -> Act:
    """The command of these words, as if it had been typed."""
    front_door = typer.main.get_command(front.app)
    return partial(front_door.main, args=list(words), prog_name="dcgd", standalone_mode=False)


class _Bounded(StringIO):
    """Takes no more than so many characters: raises TooMuch at the next one."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._left = most

    def write(self, text: str) -> int:
        self._left -= len(text)
        if self._left < 0:
            raise TooMuch("结果太长，没有列出")
        return super().write(text)


def run(act: Act, most: int | None = None) -> Said:
    """Do what is done; what it would write is written. It may print `most` characters of data."""
    out, err = StringIO() if most is None else _Bounded(most), StringIO()
    is_overtaken = False
    with ONE_AT_A_TIME, redirect_stdout(out), redirect_stderr(err):
        try:
            code = act()
        except Exception as error:
            code, is_overtaken = explain(error), isinstance(error, Overtaken)
        except SystemExit as ended:
            code = ended.code
    return Said(code if isinstance(code, int) else 0, out.getvalue(), err.getvalue().strip(), (), is_overtaken)


def rehearse(act: Act) -> Said:
    """What it would write and say; nothing is written to a registry."""
    with ONE_AT_A_TIME, rehearsed() as seen:
        said = run(act)
    return said._replace(outlooks=seen.outlooks)


def perform(act: Act, seen: Sequence[Outlook]) -> Said:
    """Do what was rehearsed: it writes only while the registry still is what the rehearsal saw."""
    with ONE_AT_A_TIME, performed(seen) as done:
        said = run(act)
    return said._replace(outlooks=done.outlooks)


@contextmanager
def heard() -> Iterator[StringIO]:
    """What is said within it, for a page, not for the terminal."""
    with ONE_AT_A_TIME, redirect_stderr(StringIO()) as words:
        yield words


class Listed(NamedTuple):
    """A table that a command prints: its heads, and rows of texts."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


AS_TABLE = ("--format", "csv")
"""What makes a command print what `table_of` reads."""


def listed(words: Sequence[str]) -> Listed:
    """What a listing command lists, in the words that people read. Raises Refused where it refuses."""
    said = run(typed_in([*words, *AS_TABLE]))
    if said.code > FINDINGS:
        raise Refused(said.words)
    return table_of(said.data)


def table_of(data: str) -> Listed:
    """CSV as a table."""
    lines = list(csv.reader(StringIO(data)))
    rows = [[text[1:] if text.startswith("'") and live(text[1:]) else text for text in line] for line in lines[1:]]
    return Listed(lines[0] if lines else [], rows)


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
