"""Judged rows: worked out once and kept beside an index, in a file of their own, under what they were worked out from.

A *judging* is all the rows of one registry as of one day. It is known by its document, its day and its *basis*: a
digest of the registry's files and items, and what the program that judged says of itself. Who reads takes only judgings
whose basis is that of the index, in the transaction in which that is read: a stale row is never seen, whoever writes
meanwhile. What is in a row is the business of who judges; its columns are for queries to ask for, `verdict` is opaque.

Of each registry the `DAYS` days that were judged last are kept. Where nothing can be kept, and of so few items that
judging takes no time, the rows are made in memory: the answer is the same.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import dcgd
from dcgd.index import seal
from dcgd.index.freshness import digest, signature
from dcgd.index.place import is_own_file, is_own_folder, judged_beside
from dcgd.index.readonly import borrowed
from dcgd.index.schema import APPLICATION, VERSION

DAYS = 3
"""So many days of each registry are kept; the one that was judged longest ago goes first."""
AT_ONCE = 8
"""Registries that a process judges before it hands them over."""
_ROOMS = ("", "model", "index", "tracking", "tracking/judging")
FEW = 1000
"""Of fewer items judging is quicker than keeping."""
_SCHEMA = """
CREATE {temp} TABLE judgings (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL, day TEXT NOT NULL, basis BLOB NOT NULL
);
CREATE {temp} TABLE judged (
    judging INTEGER NOT NULL, task INTEGER NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, what TEXT NOT NULL,
    section TEXT NOT NULL, title TEXT NOT NULL, due TEXT NOT NULL, original_due TEXT NOT NULL, status TEXT NOT NULL,
    light TEXT NOT NULL, at_risk INTEGER NOT NULL, risks TEXT NOT NULL, reasons TEXT NOT NULL, goal REAL, value REAL,
    percent REAL, reported TEXT, done_percent REAL, pace_percent REAL, gap_points REAL, rank INTEGER NOT NULL,
    gap REAL NOT NULL, start TEXT NOT NULL, weight INTEGER, done INTEGER, pace INTEGER, verdict TEXT NOT NULL,
    PRIMARY KEY (judging, task, position)
) WITHOUT ROWID;
"""
COLUMNS = 27
"""Of a row, without `judging`: what who judges gives."""
Row = tuple[Any, ...]


class Wanted(NamedTuple):
    """A registry that is to be judged, and as of which day."""

    document: int
    day: date


class Judging(NamedTuple):
    """The rows of one registry as of one day, and the basis on which they were worked out."""

    of: Wanted
    basis: bytes
    rows: Sequence[Row]


Judge = Callable[[sqlite3.Connection, int, date], Sequence[Row]]
"""Works out the rows of a document as of a day. It stands at the top of a module, so that other processes can call it.
"""


@lru_cache(maxsize=1)
def program() -> bytes:
    """What of the program verdicts depend on: its version, and the state of its files where those may be changed."""
    home = Path(dcgd.__file__).parent
    files = sorted(path for room in _ROOMS for path in (home / room).glob("*.py"))
    words = repr((dcgd.__version__, [(path.name, signature(str(path))) for path in files]))
    return digest(words.encode("utf-8", "surrogatepass"))


def view(connection: sqlite3.Connection, days: Mapping[int, date], judge: Judge) -> str:
    """The name of a view with a row per item of the index, each registry judged as of its day, by document and task.

    Its columns are `document` and those of the table `judged`.
    """
    return _view(connection, days, judge, 1) or _view(connection, days, judge, None) or ""


def kept_view(connection: sqlite3.Connection, days: Mapping[int, date], judge: Judge, most: float) -> str | None:
    """That view if all of it is kept; None where nothing can be, and where more than so much of it is to be judged."""
    return _view(connection, days, judge, most)


def _view(connection: sqlite3.Connection, days: Mapping[int, date], judge: Judge, most: float | None) -> str | None:
    """`most`: how much of it may be judged to be kept; None to judge all of it and keep it in memory."""
    name = f"judged_{digest(repr(sorted(days.items())).encode()).hex()}"
    if connection.execute("SELECT 1 FROM sqlite_temp_master WHERE name = ?", (name,)).fetchone():
        return name
    wanted = {Wanted(document, days[document]): basis for document, basis in _bases(connection).items()}
    where = "temp" if most is None else "kept"
    if most is not None:
        ids = _kept(connection, wanted, judge, int(most * len(wanted)))
        if ids is None:
            return None
    else:
        if not connection.execute("SELECT 1 FROM sqlite_temp_master WHERE name = 'judgings'").fetchone():
            _make(connection, "TEMP")
        _write(connection, "temp", wanted, (_judging(connection, judge, one) for one in wanted))
        ids = _there(connection, "temp", wanted)
    connection.execute(f"CREATE TEMP TABLE {name}_of (document INTEGER PRIMARY KEY, judging INTEGER NOT NULL)")
    connection.executemany(f"INSERT INTO {name}_of VALUES (?, ?)", ((one.document, id_) for one, id_ in ids.items()))
    connection.execute(
        f"CREATE TEMP VIEW {name} AS SELECT o.document AS document, j.* FROM temp.{name}_of o "
        f"CROSS JOIN {where}.judged j ON j.judging = o.judging"
    )
    return name


def _path(connection: sqlite3.Connection) -> Path | None:
    """The file of what is judged of an index; None of one in memory, and of one with few items."""
    index = seal.path_of(connection)
    [many] = connection.execute("SELECT count(*) FROM (SELECT 1 FROM items LIMIT ?)", (FEW,)).fetchone()
    return judged_beside(index) if index and many == FEW and is_own_folder(index.parent) else None


def _kept(
    connection: sqlite3.Connection, wanted: Mapping[Wanted, bytes], judge: Judge, most: int
) -> Mapping[Wanted, int] | None:
    """Keep what is wanted and attach it as `kept`: the judgings by what they are of.

    None where that does not work, and where more than `most` of them are missing.
    """
    path = _path(connection)
    if path is None:
        return None
    attached = any(name == "kept" for _, name, _ in connection.execute("PRAGMA database_list"))
    try:
        kept = _open(path, 0 if attached else 2)  # who reads it already cannot wait for itself
        if kept is None and most < len(wanted):
            return None
        with closing(kept or _create(path)) as kept:
            missing = wanted.keys() - _there(kept, "main", wanted).keys()
            if len(missing) > most:
                return None
            if missing:
                with seal.writing(kept):
                    _evict(kept, missing)
                    _write(kept, "main", wanted, _judgings(connection, judge, sorted(missing)))
        if not attached:
            connection.execute("ATTACH ? AS kept", (str(path),))
        ids = _there(connection, "kept", wanted)
    except (sqlite3.Error, OSError):
        return None
    return ids if len(ids) == len(wanted) else None


def _judgings(connection: sqlite3.Connection, judge: Judge, wanted: Sequence[Wanted]) -> Iterator[Judging]:
    """The judgings of these registries: of a few in this process, of many on all cores.

    Other processes may read a later state of a registry than the connection does: the basis says so.
    """
    path = seal.path_of(connection)
    cores = min(os.cpu_count() or 1, len(wanted) // AT_ONCE)
    if path is None or cores < 2:
        yield from (_judging(connection, judge, one) for one in wanted)
        return
    from concurrent.futures import ProcessPoolExecutor

    some = [wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE)]
    with ProcessPoolExecutor(cores) as pool:
        for judgings in pool.map(partial(_judged_elsewhere, str(path), judge), some):
            yield from judgings


def _judged_elsewhere(path: str, judge: Judge, wanted: Iterable[Wanted]) -> list[Judging]:
    judgings = []
    with closing(borrowed(path)) as connection:
        for one in wanted:
            connection.execute("BEGIN")  # the basis and the rows are of one moment
            judgings.append(_judging(connection, judge, one))
            connection.execute("COMMIT")
    return judgings


def _judging(connection: sqlite3.Connection, judge: Judge, one: Wanted) -> Judging:
    return Judging(one, _bases(connection, one.document)[one.document], judge(connection, *one))


def _bases(connection: sqlite3.Connection, only: int | None = None) -> dict[int, bytes]:
    """By document a digest of all that verdicts on its items depend on, but for the day.

    The digests of its files are read with it, not stored: whoever writes rows of a registry without reading all of it
    writes these, without which no answer would be fresh.
    """
    one = "" if only is None else f"WHERE document = {only:d}"
    bases = {
        document: [program(), bytes(own)]
        for document, own in connection.execute(f"SELECT document, digest FROM bases {one}")
    }
    for document, name, content in connection.execute(
        f"SELECT document, name, digest FROM files {one} ORDER BY document, name"
    ):
        bases[document] += [name.encode("utf-8", "surrogatepass"), bytes(content)]
    return {document: digest(b"\0".join(parts)) for document, parts in bases.items()}


def _there(connection: sqlite3.Connection, where: str, wanted: Mapping[Wanted, bytes]) -> dict[Wanted, int]:
    ids: dict[Wanted, int] = {}
    for id_, document, day, known in connection.execute(f"SELECT id, document, day, basis FROM {where}.judgings"):
        one = Wanted(document, date.fromisoformat(day))
        if wanted.get(one) == known:
            ids[one] = id_
    return ids


def _write(
    connection: sqlite3.Connection,
    where: str,
    wanted: Mapping[Wanted, bytes],
    judgings: Iterable[Judging],
) -> None:
    """Write those judgings that are of the state of the registries that is wanted."""
    marks = ", ".join("?" * (COLUMNS + 1))
    for (document, day), own, rows in judgings:
        if wanted[Wanted(document, day)] == own:
            query = f"INSERT INTO {where}.judgings (document, day, basis) VALUES (?, ?, ?)"
            id_ = connection.execute(query, (document, day.isoformat(), own)).lastrowid
            connection.executemany(f"INSERT INTO {where}.judged VALUES ({marks})", ((id_, *row) for row in rows))


def _evict(kept: sqlite3.Connection, coming: Iterable[Wanted]) -> None:
    """Make room for judgings to come: what they replace goes, and the days of their registries judged longest ago."""
    by_document: dict[int, list[tuple[int, str]]] = {}
    for id_, document, day in kept.execute("SELECT id, document, day FROM judgings ORDER BY id"):
        by_document.setdefault(document, []).append((id_, day))
    for document, day in coming:
        there = by_document.get(document, [])
        others = [id_ for id_, known in there if known != day.isoformat()]
        staying = others[max(0, len(others) - (DAYS - 1)) :]
        for id_ in (id_ for id_, _ in there if id_ not in staying):
            kept.execute("DELETE FROM judged WHERE judging = ?", (id_,))
            kept.execute("DELETE FROM judgings WHERE id = ?", (id_,))


def _make(connection: sqlite3.Connection, temp: str = "") -> None:
    for statement in _SCHEMA.format(temp=temp).split(";"):
        connection.execute(statement)


def _open(path: Path, patience: float = 2) -> sqlite3.Connection | None:
    """The file of what is judged, if it is this user's, whole and of this version; else None."""
    if not is_own_file(path):
        return None
    connection = sqlite3.connect(path, isolation_level=None, timeout=patience)
    try:
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA journal_mode=MEMORY")  # what is cut off does not match its seal: it is made anew
        connection.execute("BEGIN")  # what is compared with the seal is what will be read
        sound = (
            connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
            and connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
            and seal.is_whole(connection, path)
        )
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        connection.close()
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise
        return None
    except BaseException:
        connection.close()
        raise
    if not sound:
        connection.close()
        return None
    return connection


def _create(path: Path) -> sqlite3.Connection:
    """An empty file in its place, made beside it and put there whole, readable by its owner alone."""
    draft = path.with_name(f"{path.name.partition('.')[0]}.{os.getpid()}.{time.monotonic_ns()}.new")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            _make(connection)
            connection.execute(f"PRAGMA application_id={APPLICATION}")
            connection.execute(f"PRAGMA user_version={VERSION}")
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    with closing(sqlite3.connect(path)) as connection:
        seal.put(connection, path)
    opened = _open(path)
    if opened is None:
        raise sqlite3.OperationalError("another file has come into its place")
    return opened
