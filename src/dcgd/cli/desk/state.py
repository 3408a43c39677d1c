"""What the desk keeps between two requests: what was shown and is not confirmed, and what came of what was."""

import os
import secrets
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from dcgd.cli.desk.bodies import Upload
from dcgd.cli.desk.guard import Visitor
from dcgd.cli.desk.pages import Answer
from dcgd.cli.desk.running import NOTHING, Act, Listed, Said, table_of
from dcgd.publish.papers.filenames import distinct, safe_name

MADE = "下面的清单"
"""The folder, within that of a work, for what it makes."""
RETURNS = "退回"
"""The folder there for letters about workbooks that go back."""
_MOST_SHOWN, _MOST_RESULTS = 8, 20
"""How many things that were shown are kept, each with the registry as it is and would be, and how many results."""


class Made(NamedTuple):
    """A file that was made, to be taken away."""

    name: str
    content: bytes


@dataclass(slots=True)
class Work:
    """What somebody was shown: how it is done, what it comes to, and a folder for files that it takes or makes."""

    title: str
    act: Act
    commands: Sequence[str]
    """The command lines that would do the same."""
    said: Said
    back: str
    """The path of the page it was asked for on."""
    folder: Path | None = None
    held: ExitStack = field(default_factory=ExitStack)
    """Closed when the work is forgotten: the folder goes with it."""
    files: Sequence[Made] = ()
    """What the rehearsal made, to be taken away."""
    making: Path | None = None
    """Where the work makes files."""
    again: Callable[[Visitor], Answer] | None = None
    """The form as it was filled in."""

    def words(self, said: Said) -> str:
        """What is said, with files named as people know them."""
        return self._named(said.words)

    def table(self, said: Said) -> Listed | None:
        """The table that is said, if there is one."""
        return table_of(self._named(said.data)) if said.data.strip() else None

    def _named(self, text: str) -> str:
        if self.folder is None:
            return text
        return text.replace(f"{self.folder}{os.sep}", "").replace(f"{self.folder}", "")


class Result(NamedTuple):
    """What came of a work that was confirmed."""

    work: Work
    said: Said
    changes: Sequence[str]
    is_written: bool
    files: Sequence[Made] = ()

    @property
    def title(self) -> str:
        """That of the work."""
        return self.work.title


def result_of(work: Work, said: Said, changes: Sequence[str]) -> Result:
    """The result, without the registries that it was made from: they may be large."""
    kept = replace(work, said=NOTHING, held=ExitStack(), files=())
    return Result(kept, said._replace(outlooks=()), changes, said.writes, made_in(work.making))


class Shelf:
    """So many things by ids that nobody can guess; the oldest fall off."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[str, Any] = OrderedDict()

    def put(self, kept: Any, key: str = "") -> str:
        """Keep it; gives its id."""
        key = key or secrets.token_urlsafe(16)
        self._kept[key] = kept
        while len(self._kept) > self._most:
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
        self.shown = Shelf(_MOST_SHOWN)
        self.results = Shelf(_MOST_RESULTS)

    @property
    def named(self) -> list[str]:
        """The words that name the folder in a command."""
        return [word for folder in self.data for word in ("--data", folder)]

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
    stems = distinct([MADE, RETURNS, *(safe_name(Path(upload.name).stem) for upload in uploads)])[2:]
    for stem, upload in zip(stems, uploads, strict=True):
        (folder / f"{stem}{_suffix(upload.name)}").write_bytes(upload.content)
    return folder


def _suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) < 8 else ""


def _drop(kept: Any) -> None:
    if isinstance(kept, Work):
        kept.held.close()


def made_in(folder: Path | None) -> list[Made]:
    """The files that lie in a folder now."""
    if folder is None or not folder.is_dir():
        return []
    return [Made(path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file()]


def zipped(files: Sequence[Made]) -> bytes:
    """The files as one archive."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for made in files:
            archive.writestr(made.name, made.content)
    return out.getvalue()
