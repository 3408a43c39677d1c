"""What was answered in `dcgd progress fill` and is not written yet: a file of this user's, kept after every answer."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from hashlib import blake2b
from pathlib import Path
from typing import Any

from dcgd.index.place import DRAFTS, cache_folder, is_own_file, is_own_folder
from dcgd.source import files

_MOST = 5_000_000


@dataclass(slots=True)
class Answer:
    """What was typed for one item so far; `whole` once all its questions were answered. Without any text: passed over.

    `sure`: the doubts about the number were told, and it is meant; `correct`: it corrects what was reported.
    """

    unit: str = ""
    amount: str = ""
    sure: bool = False
    correct: bool = False
    met: list[str] = field(default_factory=list)
    """The days of the checkpoints that are met."""
    note: str = ""
    difficulty: str = ""
    next_step: str = ""
    evidence: str = ""
    whole: bool = False

    @property
    def says(self) -> bool:
        """Whether there is anything to record."""
        return bool(self.amount or self.met or self.note or self.difficulty or self.next_step or self.evidence)


class Draft:
    """The answers of one month's fill of one registry, by the ids of the items."""

    def __init__(self, registry: Path, period: str) -> None:
        """The draft that is kept for them, or an empty one. Where it can be kept nowhere, `path` is None."""
        self.path = _place(registry, period)
        self.answers = _read(self.path) if self.path else {}

    def keep(self) -> bool:
        """Write the draft down, or remove it where it says nothing; whether that was possible."""
        if self.path is None:
            return False
        said = {id_: asdict(answer) for id_, answer in self.answers.items() if answer.says or answer.whole}
        try:
            if not any(answer.says for answer in self.answers.values()):
                self.path.unlink(missing_ok=True)
                return True
            if not os.path.lexists(self.path):
                os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            files.replace(self.path, json.dumps(said, ensure_ascii=True).encode("ascii"))
        except OSError:
            return False
        return True


def _place(registry: Path, period: str) -> Path | None:
    """The file of a draft, in a folder that is this user's alone; None where there is none."""
    cache = cache_folder()
    if cache is None:
        return None
    folder = cache / DRAFTS
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (is_own_folder(cache) and is_own_folder(folder)):
            return None
        name = blake2b(f"{registry.resolve()}\0{period}".encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    except OSError:
        return None
    path = folder / f"{name}.json"
    return path if is_own_file(path) or not os.path.lexists(path) else None


def _read(path: Path) -> dict[str, Answer]:
    """The answers in a file; none where it cannot be read, or is no draft."""
    try:
        with path.open("rb") as file:
            said = json.loads(file.read(_MOST))
        return {str(id_): _answer(entry) for id_, entry in said.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _answer(entry: Mapping[str, Any]) -> Answer:
    """An answer as it was kept; raises TypeError for what none is."""
    answer = Answer()
    for known in fields(Answer):
        value = entry.get(known.name, getattr(answer, known.name))
        if type(value) is not type(getattr(answer, known.name)):
            raise TypeError(known.name)
        setattr(answer, known.name, [str(day) for day in value] if isinstance(value, list) else value)
    return answer
