"""Opens the index file: uses it if sound and fresh, updates it if not, and builds one in memory where neither works."""

import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from dcgd.index import freshness, seal
from dcgd.index.freshness import ABSENT, Signature, Source
from dcgd.index.place import is_own_file, is_own_folder, judged_beside
from dcgd.index.schema import APPLICATION, OWNED, VERSION
from dcgd.naming import folded
from dcgd.registry.files import PLAN, REQUIRED, UP, from_above, is_read, names

_FILES = "SELECT * FROM files ORDER BY document, name"
_SETTLE = "UPDATE files SET size=?, mtime_ns=?, ctime_ns=?, inode=?, settled=1 WHERE document=? AND name=? AND digest=?"
_READING = (sqlite3.Error, OSError, ValueError)
"""What reading an index may raise; the last where even the words of an error are damaged and no text."""
_IN_MEMORY = "PRAGMA temp_store=MEMORY"
"""What a query sorts counts against its limit of memory, and cannot fill the disk."""


def selection(sources: Sequence[Source]) -> str:
    """Return the text that identifies the registries of an index; each selection has its own index."""
    return "\0".join(f"{source.folder}\0{source.registry}" for source in sources)


def index_name(words: str) -> str:
    """Return the file name of the index of a selection. `open_sound` tells two selections apart that share a name."""
    data = words.encode("utf-8", "surrogatepass")
    return f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}.sqlite"


def open_index(
    sources: Sequence[Source], folder: Path | None, progress: Callable[[int, int], None], *, by_content: bool = False
) -> sqlite3.Connection:
    """Return a connection to an index over the registries that is as fresh as their files.

    `by_content`: compare every file's content with what was read, whatever its times say.

    `folder` is where it is kept. Whatever goes wrong with a kept index (none, another version, corrupted, a full disk,
    a read-only home) the answer is the same: then it is built in memory.
    """
    kept = keep(sources, folder / index_name(selection(sources)), progress, by_content) if folder is not None else None
    if kept is not None:
        return _searchable(kept)
    from dcgd.index.build import build_all
    from dcgd.index.fill import insert, make_tables

    connection = sqlite3.connect(":memory:", isolation_level=None)
    with _closed_on_failure(connection):
        connection.execute(_IN_MEMORY)
        make_tables(connection)
        for built in build_all(sources, progress):
            insert(connection, built)
    return _searchable(connection)


def _searchable(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection with the SQL function that `listing` compares words by."""
    connection.create_function("folded", 1, folded, deterministic=True)
    return connection


@contextmanager
def _closed_on_failure(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise


def shows_damage(error: BaseException | None) -> bool:
    """Return whether an error raised while reading an index can only come from damage; its subclasses do not."""
    return type(error) is sqlite3.DatabaseError or (
        isinstance(error, sqlite3.OperationalError) and "Could not decode" in str(error)
    )


def give_back(connection: sqlite3.Connection, *, damaged: bool = False) -> None:
    """Close an index. With `damaged`, remove its file: reading it showed damage that opening it did not."""
    path = seal.path_of(connection) if damaged else None
    connection.close()
    if path:
        _discard(path)
        _discard(judged_beside(path))  # which of the two it was, nobody knows


def keep(
    sources: Sequence[Source], path: Path, progress: Callable[[int, int], None], by_content: bool
) -> sqlite3.Connection | None:
    """Return the kept index at a path, made where there is none and brought up; None where it cannot be kept."""
    if path.parent.exists() and not is_own_folder(path.parent):
        return None
    try:
        connection = open_sound(path, selection(sources)) or _create(path, sources, progress)
        with _closed_on_failure(connection):
            # Also what was just built: another process may have put an older one in its place.
            _refresh(connection, sources, progress, by_content)
            if by_content:
                from dcgd.index.validation import validations

                validations(connection)
    except _READING as error:
        # Locked, read-only, full: another process may do well with it. All else is damage.
        if not isinstance(error, sqlite3.OperationalError | OSError):
            _discard(path)
        return None
    return connection


def open_sound(path: Path, words: str) -> sqlite3.Connection | None:
    """Return the index at a path if it is this user's, whole, of this version and over these registries, else None.

    An unfit index stays for `_create` to replace, because another process may just be sealing a new one there. Removed
    is only what is not this user's file, and a journal that could affect the next index.
    """
    if not os.path.lexists(path):
        return None
    if not is_own_file(path):
        _discard(path)
        return None
    connection = sqlite3.connect(path, isolation_level=None, timeout=2)  # more takes longer than doing without
    try:
        with _closed_on_failure(connection):
            if _is_sound(connection, path, words):
                return connection
    except _READING as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise
    connection.close()
    with suppress(OSError):
        path.with_name(path.name + "-journal").unlink(missing_ok=True)
    return None


def _is_sound(connection: sqlite3.Connection, path: Path, words: str) -> bool:
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute(_IN_MEMORY)
    connection.execute("BEGIN")  # what is compared with the seal is what will be read
    sound = (
        connection.execute("SELECT words FROM selection").fetchone() == (words,)
        and connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
        and connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        and seal.is_whole(connection, path)
    )
    connection.execute("COMMIT")
    return sound


def _discard(path: Path) -> None:
    for suffix in ("", seal.SUFFIX, "-journal"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def _create(path: Path, sources: Sequence[Source], progress: Callable[[int, int], None]) -> sqlite3.Connection:
    """Build the index beside its place and move it there whole, readable by its owner alone."""
    from dcgd.index import kept
    from dcgd.index.build import build_all
    from dcgd.index.fill import insert, make_tables

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in path.parent.glob(f"{path.stem}.*.new"):  # what is an hour old was left by a process that was killed
        if (freshness.signature(str(left)) or ABSENT).mtime_ns < time.time_ns() - 3_600_000_000_000:
            _discard(left)
    draft = path.with_name(f"{path.stem}.{os.getpid()}.{time.monotonic_ns()}.new")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        connection = sqlite3.connect(draft, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute("BEGIN")
            make_tables(connection)
            connection.execute("INSERT INTO selection VALUES (?)", (selection(sources),))
            for built in build_all(sources, progress):
                insert(connection, built)
            connection.execute("COMMIT")
        finally:
            connection.close()
        _sync(draft)
        draft.replace(path)
        with closing(sqlite3.connect(path)) as connection:
            seal.put(connection, path)
        kept.bound(path.parent, path.name)
    except BaseException:
        _discard(draft)
        raise
    opened = open_sound(path, selection(sources))
    if opened is None:
        raise sqlite3.OperationalError("another index has come into its place")
    return opened


def _sync(path: Path) -> None:
    """Flush a file to disk before it is renamed, so that a power cut cannot leave the new name with blank pages."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refresh(
    connection: sqlite3.Connection, sources: Sequence[Source], progress: Callable[[int, int], None], by_content: bool
) -> None:
    """Read the registries that changed since the index was written, and update it in one transaction."""
    documents = dict(connection.execute("SELECT path, id FROM documents"))
    if documents.keys() != {source.folder for source in sources}:
        raise sqlite3.DatabaseError("the index is not over the registries that it says it is over")
    known: dict[int, dict[str, tuple[Signature, bool, bytes]]] = {}
    files = connection.execute(_FILES).fetchall()
    for document, name, size, mtime, ctime, inode, was_settled, digest in files:
        trusted = bool(was_settled) and not by_content
        known.setdefault(document, {})[name] = Signature(size, mtime, ctime, inode), trusted, digest
    stale: list[Source] = []
    settled: list[tuple[Any, ...]] = []
    for source in sources:
        document = documents[source.folder]
        if not unchanged(source.folder, document, known.get(document, {}), settled):
            stale.append(source)
    if not stale:
        if settled:
            with suppress(sqlite3.OperationalError), seal.writing(connection):  # only to be quicker next time
                connection.executemany(_SETTLE, settled)
        return
    from dcgd.index.build import build_all
    from dcgd.index.fill import insert

    built = list(build_all(stale, progress))
    with seal.writing(connection):
        # Another process may have been quicker, and what it read may be younger than what was read here.
        quickest = connection.execute(_FILES).fetchall() == files
        for one in built if quickest else ():
            document = documents[one.source.folder]
            for table in OWNED:
                connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
            insert(connection, one, document)
        if quickest:
            connection.executemany(_SETTLE, settled)
    if not quickest:
        _refresh(connection, sources, progress, by_content)


def unchanged(
    folder: str,
    document: int,
    known: dict[str, tuple[Signature, bool, bytes]],
    settled: list[tuple[Any, ...]],
) -> bool:
    """Return whether a registry's files are as the index knows them; adds to `settled` what to trust next time."""
    if set(known) != set(file_names(folder)):
        return False
    for name, (signature, trusted, digest) in known.items():
        if name != PLAN and not is_read(name):
            continue  # that it is there is all that counts
        path = f"{folder}/{name}"
        now = time.time_ns()
        now_seen = freshness.signature(path) or ABSENT
        if now_seen == signature and (trusted or now_seen == ABSENT):
            continue
        if now_seen.size != signature.size or now_seen == ABSENT:
            return False
        from dcgd.source.files import content

        try:
            if freshness.digest(content(Path(path))) != digest:
                return False
        except OSError:
            return False
        if freshness.is_settled(now_seen, now):
            settled.append((*now_seen, document, name, digest))
    return True


def file_names(folder: str) -> list[str]:
    """Return the names of a registry's files: those that are read, and those that validation names as not read."""
    own = names(folder)
    shared = from_above(folder, own)
    required = [name for name in REQUIRED if UP + name not in shared]
    # A plan is another state of the others.
    others = (name for name in own if name not in REQUIRED)
    return [*required, *shared, *(name for name in others if is_read(name) or name == PLAN or _is_stray(name))]


def _is_stray(name: str) -> bool:
    from dcgd.registry.strays import stray  # few registries have a file that is not read

    return stray(name) is not None
