"""Where the data is, and the index over it: what every reading command opens first."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import NamedTuple, Self

from dcgd.cli.bar import bar
from dcgd.cli.clock import Known, today
from dcgd.cli.console import say
from dcgd.cli.given import text_path
from dcgd.errors import WrongUse
from dcgd.index.closed import Unasked, last_closed
from dcgd.index.freshness import Source
from dcgd.index.place import cache_folder
from dcgd.index.store import give_back, open_index, shows_damage
from dcgd.registry import files

_MANY = 20
_UNFINISHED = """
    SELECT path, message, hint FROM diagnostics JOIN documents ON documents.id = document
    WHERE code = 'unfinished-change'
"""
"""What keeps a registry from being written to is said at once, not only by `dcgd validate`."""


class Session(NamedTuple):
    """The index a command answers from, open as long as the `with` around it."""

    connection: sqlite3.Connection
    sources: Sequence[Source]

    def on(self, day: date) -> date:
        """The day that a question without one is about: where all registries are closed, the day of the last."""
        return last_closed(self.connection, day) or day if isinstance(day, Unasked) else day

    def let_go(self) -> None:
        """Keep to one state of the index no longer: a command that writes now brings it up to what it has written."""
        self.connection.execute("COMMIT")

    def __enter__(self) -> Self:
        """The session itself."""
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        """Give the index back; one that proves to be damaged is not kept. Raises sqlite3.DatabaseError of it."""
        damaged = shows_damage(error)
        give_back(self.connection, damaged=damaged)
        if damaged:
            raise sqlite3.DatabaseError from error


def find_data(given: Sequence[str] | None) -> list[Path]:
    """The folders of the registries to read, as the user would name them; where they are looked for: see `_folders`."""
    return [Path(folder) for folder in _folders(given)]


def only_folder(data: Sequence[str] | None, mend: str = "写入时用 --data 指明其中一个") -> Path:
    """The one registry there is; raises WrongUse when there are several, and says how to `mend` it."""
    folders = find_data(data)
    if len(folders) != 1:
        raise WrongUse(f"这里有 {len(folders)} 个登记册，{mend}")
    return folders[0]


def one_folder(data: Sequence[str] | None) -> Path:
    """The one registry to write to; raises WrongUse when there are several, or none but the one that is read-only."""
    folder = only_folder(data)
    if not data and not os.environ.get("DCGD_DATA") and files.nearest(Path.cwd()) is None:
        raise WrongUse(files.READ_ONLY)  # the shipped one, as a last resort
    return folder


def _folders(given: Sequence[str] | None) -> list[str]:
    """`--data`, else `DCGD_DATA`, else the nearest registry at or above here, else the shipped one.

    Each of the first two may name a folder that holds many. Raises WrongUse for one that is or holds no registry.
    """
    wanted = list(given or [])
    if not wanted and os.environ.get("DCGD_DATA"):
        wanted = os.environ["DCGD_DATA"].split(os.pathsep)
    if not wanted:
        return [str(files.nearest(Path.cwd()) or files.shipped())]
    folders: dict[str, None] = {}
    for name in wanted:
        inner = files.registries(name.rstrip("/") or name)
        if not inner:
            if not name:
                raise WrongUse("--data 后面是空的；写登记册的文件夹")
            if Path(name).is_dir() and not os.access(name, os.R_OK | os.X_OK):
                raise WrongUse(f"{name}：没有权限")
            if Path(name).is_file():
                raise WrongUse(f"{name}：是文件；要写登记册的文件夹，如 {Path(name).parent}")
            what = f"里面没有登记册（tasks.yaml）{_misnamed(name)}" if Path(name).is_dir() else "没有这个文件夹"
            raise WrongUse(f"{name}：{what}；新建一个用 dcgd init {name}")
        folders |= dict.fromkeys(inner)
    return list(folders)


def _misnamed(folder: str) -> str:
    """The misspelt tasks.yaml of a folder, as a hint; empty if there is none."""
    from dcgd.registry.strays import stray

    meant = (name for name in files.names(folder) if (finding := stray(name)) and files.TASKS in finding.hint)
    return "".join(f"，而有 {name}：改名为 {files.TASKS}" for name in list(meant)[:1])


def sources(folders: Sequence[str]) -> list[Source]:
    """The registries with the names they go by: their folders, without what is common to all of them."""
    here = os.getcwd()  # noqa: PTH109
    absolute = [os.path.normpath(os.path.join(here, folder)) for folder in folders]  # noqa: PTH118
    absolute = list(dict.fromkeys(map(text_path, absolute)))
    if len(absolute) == 1:
        return [Source(absolute[0], "")]
    common = len(os.path.commonpath(absolute).rstrip(os.sep)) + 1
    return [Source(path, path[common:].replace(os.sep, "/").removesuffix("/data") or path) for path in absolute]


def open_session(data: Sequence[str] | None, known_on: Known | None = None, *, quiet: bool = False) -> Session:
    """Open the index over the data, as fresh as the files; says on stderr how many errors `dcgd validate` shows.

    `known_on`: the data as it was known on a day, or as a month of it was sealed; such an index is not kept. Raises
    WrongUse for a day to come, Refused for a month that is not sealed.
    """
    if known_on and known_on.day > today():
        raise WrongUse(f"--known-on {known_on.day} 还没有到（今天是 {today()}）")
    wanted = sources(_folders(data))
    if known_on and known_on.period:
        wanted = [source._replace(sealed=known_on.period) for source in wanted]
        if not quiet:
            say(f"照 {known_on.period} 封存时的存档。")
    elif known_on:
        wanted = [source._replace(known_on=known_on.day) for source in wanted]
    cache = None if known_on else cache_folder()
    session = Session(open_index(wanted, cache, bar("读取登记册", len(wanted), _MANY)), wanted)
    with ExitStack() as on_failure:
        on_failure.enter_context(session)
        session.connection.execute("BEGIN")  # one state for the whole command, whatever others write meanwhile
        if not quiet:
            _say_errors(session)
        on_failure.pop_all()
    return session


def _say_errors(session: Session) -> None:
    query = "SELECT sum(errors), count(*) FILTER (WHERE errors > 0) FROM documents"
    errors, registries = session.connection.execute(query).fetchone()
    if errors:
        where = f"{registries} 个登记册" if len(session.sources) > 1 else "登记册"
        say(f"注意：{where}有 {errors} 个错误，运行 dcgd validate 查看；以下只是其中读得出的部分。")
        for folder, message, hint in session.connection.execute(_UNFINISHED):
            say(f"  {folder}：{message}。{hint}")


def open_by_content(folders: Sequence[str]) -> Session:
    """The index over registries for validation, which trusts no file's times: every byte is compared."""
    wanted = sources(folders)
    return Session(open_index(wanted, cache_folder(), bar("读取登记册", len(wanted), _MANY), by_content=True), wanted)


def shown_folder(folder: Path) -> str:
    """The path relative to the current folder if it lies below it."""
    try:
        return str(folder.relative_to(Path.cwd()))
    except ValueError:
        return str(folder)
