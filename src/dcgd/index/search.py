"""Full-text search for Chinese: FTS5 over pairs of neighbouring characters, then a check for the exact words.

SQLite's tokenizers take a Chinese sentence for one word, and its trigrams miss words of two characters, which most
Chinese words are. The pairs only narrow the tasks down; `instr` then decides which tasks hold the words. The search
index is built by the first search and extended later; without it `instr` alone answers.
"""

import sqlite3
from itertools import pairwise
from typing import NamedTuple

from dcgd.index.schema import SEARCH, SEARCHED
from dcgd.index.seal import writing
from dcgd.naming import folded


def pairs(text: str) -> list[str]:
    """Return the distinct pairs of neighbouring letters, digits or Chinese characters; the last of a run is single."""
    distinct: dict[str, None] = {}
    text = folded(text) + " "
    for one, two in pairwise(text):
        if one.isalnum():
            distinct[one + two if two.isalnum() else one] = None
    return list(distinct)


def query(words: str) -> str | None:
    """Return the FTS5 query for tasks that may hold all the words, or None where it would not narrow them down."""
    parts = []
    for word in words.split():
        inner = pairs(word)
        if len(inner) > 1:
            # The last pair of the word ends there only by chance: in the text another character may follow.
            parts += [f'"{pair}"' for pair in inner if len(pair) == 2]
            parts += [f'"{inner[-1]}" *'] if len(inner[-1]) == 1 else []
        elif inner:
            parts.append(f'"{inner[0]}" *')
    return " AND ".join(parts) or None


def prepare(connection: sqlite3.Connection) -> bool:
    """Bring the search index up to date. Returns whether there is one; an open read transaction is restarted."""
    reading = connection.in_transaction
    if reading:
        connection.execute("COMMIT")
    try:
        return _extend(connection)
    finally:
        if reading:
            connection.execute("BEGIN")


def _extend(connection: sqlite3.Connection) -> bool:
    try:
        if _state(connection).is_current:
            return True
        with writing(connection):
            last, newest, is_mostly_gone = _state(connection)
            if not last or is_mostly_gone:
                connection.execute("DROP TABLE IF EXISTS search")
                connection.execute("CREATE VIRTUAL TABLE " + SEARCH)
            rows = connection.execute(
                f"SELECT t.id, {SEARCHED} FROM tasks t WHERE t.id > ?", (0 if is_mostly_gone else last,)
            )
            connection.executemany(
                "INSERT INTO search (rowid, pairs) VALUES (?, ?)",
                ((number, " ".join(pairs(text))) for number, text in rows),
            )
            connection.execute("DELETE FROM searchable")
            connection.execute("INSERT INTO searchable VALUES (?)", (newest,))
    except sqlite3.Error:  # no FTS5 in this SQLite, a read-only index, a full disk
        return False
    return True


class _State(NamedTuple):
    """The last task in the search index, the last task there is, and whether most indexed tasks are gone."""

    last: int
    newest: int
    is_mostly_gone: bool

    @property
    def is_current(self) -> bool:
        return 0 < self.last >= self.newest and not self.is_mostly_gone


def _state(connection: sqlite3.Connection) -> _State:
    last = connection.execute("SELECT coalesce(max(last), 0) FROM searchable").fetchone()[0]
    newest, present = connection.execute("SELECT coalesce(max(id), 0), count(*) FROM tasks").fetchone()
    return _State(last, newest, last > 3 * present + 1000)


CONTEXT = 14


def excerpt(text: str, words: str) -> str:
    """Return the first of the words in its context, marked: `…推进整区分布式【光伏】开发试点，新能源装机…`."""
    plain = folded(text)
    hits = [(start, word) for word in words.split() if (start := plain.find(folded(word))) >= 0]
    if not hits:
        return ""
    start, word = min(hits)
    end = start + len(word)
    before, after = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    return (
        ("…" if before else "")
        + f"{text[before:start]}【{text[start:end]}】{text[end:after]}"
        + ("…" if after < len(text) else "")
    )
