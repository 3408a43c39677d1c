"""The list of a lake's files: what a reader has to look at, and what a writer need not make again."""

import json
import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from dcgd.errors import Unreadable
from dcgd.index.closed import Unasked
from dcgd.publish.lake.plan import PROGRAM, Batch

NAME = "lake.json"
"""The list of the files that count: whoever reads it sees one state of the lake, whole."""
UNFINISHED = "building.json"
"""The list of what an export that has not ended yet has written."""
_FORMAT = 1
_PATH = re.compile(r"[a-z_]{1,40}/year=[0-9]{1,4}/[0-9]{1,4}-[0-9a-f]{16}\.parquet")


class File(NamedTuple):
    """A Parquet file of one table, by its path in the lake."""

    table: str
    path: str
    rows: int
    size: int


class Written(NamedTuple):
    """A batch as it was written: of which content, as of which day, by which program; and its files.

    `closed` of its registries were closed by that day; where it was not `asked` for, they are judged as of their own.
    """

    year: int
    part: int
    digest: str
    day: str
    asked: bool
    program: str
    registries: int
    closed: int
    errors: int
    files: tuple[File, ...]

    def serves(self, batch: Batch, day: date) -> bool:
        """Whether it is what this batch comes to as of a day."""
        mine = (self.year, self.part, self.digest, self.program)
        return mine == (batch.year, batch.part, batch.digest, PROGRAM) and self._stands(day)

    def _stands(self, day: date) -> bool:
        """Whether its verdicts are those as of a day: of registries that are all closed, also as of any later one."""
        asked = not isinstance(day, Unasked)
        if self.closed and asked != self.asked:
            return False
        settled = self.closed == self.registries and not asked and self.day < day.isoformat()
        return settled or self.day == day.isoformat()


class Manifest(NamedTuple):
    """A state of the lake. `retired` are the batches of the state before that are none of this one."""

    generation: int
    as_of: str
    written: str
    batches: tuple[Written, ...] = ()
    retired: tuple[Written, ...] = ()

    @property
    def files(self) -> list[File]:
        """All files that count."""
        return [file for batch in self.batches for file in batch.files]

    def followed_by(self, batches: Iterable[Written], as_of: date, written: str) -> "Manifest":
        """The next state: of these batches."""
        now = tuple(sorted(batches))
        gone = tuple(batch for batch in self.batches if batch not in now)
        return Manifest(self.generation + 1, as_of.isoformat(), written, now, gone)


EMPTY = Manifest(0, "", "")
"""A lake that is not there yet."""


def outdated(old: Manifest, unfinished: Iterable[Written], new: Manifest) -> list[str]:
    """The paths of files that nobody can be reading once `new` has taken the place of `old`.

    Those are what had been retired before `old`, and what exports that were cut off left; what `old` alone has stays
    for its readers until the next time.
    """
    kept = {file.path for batch in (*new.batches, *new.retired) for file in batch.files}
    gone = (file.path for batch in (*old.retired, *unfinished) for file in batch.files)
    return [path for path in dict.fromkeys(gone) if path not in kept]


def to_text(manifest: Manifest) -> bytes:
    """A list as JSON, one batch a line."""
    head = {"format": _FORMAT, **manifest._asdict()}
    lines = [
        f"{json.dumps(key)}: {_lines(value) if isinstance(value, tuple) else json.dumps(value, ensure_ascii=False)}"
        for key, value in head.items()
    ]
    return ("{" + ",\n".join(lines) + "}\n").encode()


def _lines(batches: Collection[Written]) -> str:
    plain = ({**batch._asdict(), "files": [file._asdict() for file in batch.files]} for batch in batches)
    return "[" + ",".join(f"\n  {json.dumps(batch)}" for batch in plain) + "]"


def from_text(data: bytes) -> Manifest:
    """A list out of its JSON. Raises Unreadable for anything else: no path in it leads out of the lake."""
    try:
        said = json.loads(data)
        if said["format"] != _FORMAT:
            raise Unreadable("是别的版本的湖；用写它的那个版本的 dcgd，或换一个地址重新写")
        return Manifest(
            _number(said["generation"]),
            _text(said["as_of"]),
            _text(said["written"]),
            tuple(map(_written, said["batches"])),
            tuple(map(_written, said["retired"])),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable("不是湖的清单，或者坏了；删去它，再用 dcgd export lake 写一遍") from None


def _written(said: dict[str, Any]) -> Written:
    numbers = {name: _number(said[name]) for name in ("year", "part", "registries", "closed", "errors")}
    texts = {name: _text(said[name]) for name in ("digest", "day", "program")}
    files = tuple(
        File(_text(file["table"]), _text(file["path"]), _number(file["rows"]), _number(file["size"]))
        for file in said["files"]
    )
    if not all(_PATH.fullmatch(file.path) and file.path.startswith(f"{file.table}/") for file in files):
        raise ValueError("a path that no export writes")
    if not isinstance(said["asked"], bool):
        raise TypeError(said["asked"])
    return Written(**numbers, **texts, asked=said["asked"], files=files)  # type: ignore[arg-type]


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError(value)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
