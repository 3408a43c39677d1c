"""What the desk keeps between two requests: what was shown and is not confirmed, and what came of what was."""

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from dcgd.cli.desk.bodies import Upload
from dcgd.cli.desk.running import Said
from dcgd.publish.papers.filenames import distinct, safe_name

_MOST = 20
"""How many things shown, and how many results, are kept; those before are forgotten."""


class Made(NamedTuple):
    """A file that was made, to be taken away."""

    name: str
    content: bytes


@dataclass(slots=True)
class Work:
    """A command that somebody was shown: its words, what it comes to, and a folder for files that it takes or makes."""

    title: str
    words: Sequence[str]
    said: Said
    back: str
    """The path of the page it was asked for on."""
    folder: Path | None = None
    held: ExitStack = field(default_factory=ExitStack)
    """Closed when the work is forgotten: the folder goes with it."""

    def without_folder(self, text: str) -> str:
        """What is said of the work, with files named as people know them."""
        return text if self.folder is None else text.replace(f"{self.folder}/", "").replace(f"{self.folder}\\", "")

    @property
    def shown_words(self) -> list[str]:
        """The words of the command as somebody would type them."""
        return [self.without_folder(word) for word in self.words]


class Result(NamedTuple):
    """What came of a command that was confirmed."""

    work: Work
    said: Said
    changes: Sequence[str]
    files: Sequence[Made] = ()


class Shelf:
    """So many things by ids that nobody can guess; the oldest fall off."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Any] = OrderedDict()

    def put(self, kept: Any, key: str = "") -> str:
        """Keep it; gives its id."""
        key = key or secrets.token_urlsafe(16)
        self._kept[key] = kept
        while len(self._kept) > _MOST:
            _drop(self._kept.popitem(last=False)[1])
        return key

    def get(self, key: str) -> Any:
        """What has this id, or None."""
        return self._kept.get(key)

    def take(self, key: str) -> Any:
        """What has this id, and is kept no more; or None."""
        return self._kept.pop(key, None)

    def clear(self) -> None:
        """Keep nothing."""
        while self._kept:
            _drop(self._kept.popitem()[1])


class Desk:
    """The registry that is worked on, as it was named, and what is kept."""

    def __init__(self, folder: Path, named: Sequence[str]) -> None:
        """`named`: how `--data` names the folder; empty where it need not be named."""
        self.folder = folder
        self.data = list(named)
        self.shown = Shelf()
        self.results = Shelf()

    @property
    def where(self) -> list[str]:
        """The folder for what offers words."""
        return [str(self.folder)]

    def close(self) -> None:
        """Forget everything, and with it the files that were sent."""
        self.shown.clear()
        self.results.clear()


def folder_with(uploads: Sequence[Upload], held: ExitStack) -> Path:
    """A folder that only this user may enter, with the files that were sent under harmless names."""
    folder = Path(held.enter_context(TemporaryDirectory(prefix="dcgd-desk-")))
    stems = distinct([safe_name(Path(upload.name).stem) for upload in uploads])
    for stem, upload in zip(stems, uploads, strict=True):
        (folder / f"{stem}{_suffix(upload.name)}").write_bytes(upload.content)
    return folder


def _suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) < 8 else ""


def _drop(kept: Any) -> None:
    if isinstance(kept, Work):
        kept.held.close()
