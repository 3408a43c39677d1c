"""Resolves the words of a query to units, sections and tasks of the index. What is not found names what is near."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from dcgd.errors import NotFound
from dcgd.index.schema import SEPARATOR
from dcgd.naming import Region, folded, nearest, not_found, parse_number, parted, typed_id, unqualified


class Filter(NamedTuple):
    """What a listing is narrowed to; empty means everything. Pairs are (document, what)."""

    units: frozenset[tuple[int, str]] | None = None
    role: str | None = None
    sections: frozenset[tuple[int, int]] | None = None
    search: str = ""
    narrowed: str | None = None
    """What to ask the search index, where there is one (see `search.query`)."""
    tasks: frozenset[tuple[int, int]] | None = None
    people: frozenset[tuple[int, str]] | None = None
    duty: str | None = None
    """Of the people in the tasks; None for any."""
    answering: bool = False
    """Without the tasks of which the units only hold a share of a target."""


def sayable(text: str) -> str:
    """Words of a command line as SQLite takes them, without surrogates: those stand for bytes that the locale did not
    expect, which in a C locale are good UTF-8.
    """
    try:
        data = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = text.encode("utf-8", "replace")
    return data.decode("utf-8", "replace")


def units(connection: sqlite3.Connection, names: Iterable[str]) -> frozenset[tuple[int, str]]:
    """Return the units that the names mean, as (document id, canonical name). Raises NotFound for an unknown name."""
    meant: set[tuple[int, str]] = set()
    regions = _regions(connection)
    for name in map(sayable, names):
        pairs = _meant(connection, name, regions)
        if not pairs:
            known = dict(connection.execute("SELECT key, unit FROM unit_names WHERE explicit"))
            near = dict.fromkeys(known[key] for key in nearest(name, list(known)))
            raise NotFound(not_found(name, list(near)))
        meant |= set(pairs.items())
    return frozenset(meant)


def _regions(connection: sqlite3.Connection) -> dict[Region, list[int]]:
    """Return the ids of the documents of each region."""
    documents: dict[Region, list[int]] = {}
    for document, chain, level in connection.execute("SELECT document, chain, level FROM regions"):
        documents.setdefault(Region(tuple(chain.split(SEPARATOR)) if chain else (), level), []).append(document)
    return documents


def _meant(connection: sqlite3.Connection, name: str, regions: Mapping[Region, list[int]]) -> dict[int, str]:
    """Return the unit that a name means, by the id of each document that has one."""
    spellings = {region: region.spellings(name) for region in regions}
    keys = {key for keys_there in spellings.values() for key in keys_there}
    query = f"SELECT document, key, unit FROM unit_names WHERE key IN ({', '.join('?' * len(keys))})"
    units = {(document, key): unit for document, key, unit in connection.execute(query, tuple(keys))}
    known = ((document, spellings[region]) for region, documents in regions.items() for document in documents)
    firsts = (
        (document, next((key for key in keys_there if (document, key) in units), None))
        for document, keys_there in known
    )
    return {document: units[document, key] for document, key in firsts if key is not None}


def canonical(connection: sqlite3.Connection) -> Callable[[str, str], str]:
    """Return a function of (registry, name) that gives a unit's canonical name, or the name itself if unknown."""
    documents = dict(connection.execute("SELECT registry, id FROM documents"))
    regions = _regions(connection)
    known: dict[str, dict[int, str]] = {}

    def tell(registry: str, name: str) -> str:
        if name not in known:
            known[name] = _meant(connection, name, regions)
        return known[name].get(documents[registry], name)

    return tell


def sections(connection: sqlite3.Connection, names: Iterable[str]) -> frozenset[tuple[int, int]]:
    """Return sections by 六, 6, 第六章 or words of their titles, as (document id, position). Raises NotFound."""
    known = connection.execute("SELECT document, position, number, title FROM sections").fetchall()
    meant: set[tuple[int, int]] = set()
    for name in map(sayable, names):
        number, words = parse_number(name), folded(name.strip())
        hits = {
            (document, position)
            for document, position, written, title in known
            if (parse_number(written) == number if number is not None else words and words in folded(title))
        }
        if not hits:
            titles = [row[3] for row in known]
            near = [f"{row[2]}（{row[3]}）" for title in nearest(name, titles) for row in known if row[3] == title]
            raise NotFound(not_found(name, near, "章节") if near else not_found(name, [], "章节") + _range(known))
        meant |= hits
    return frozenset(meant)


def share(connection: sqlite3.Connection, name: str) -> tuple[int, int, str] | None:
    """The share that `32-1@柳园街道` names, by any name of its unit, as (document id, task, id); None of anything else.

    Raises NotFound for a target without it.
    """
    target, unit = parted(sayable(name))
    if unit is None:
        return None
    document, number = task(connection, target)
    id_ = typed_id(unqualified(target)[1])
    query = "SELECT id, unit, written FROM shares WHERE document = ? AND task = ? AND target = ? ORDER BY rowid"
    there = connection.execute(query, (document, number, id_)).fetchall()
    if not there:
        raise NotFound(f"{id_} 没有分解到单位")
    meant = _meant(connection, unit, _regions(connection)).get(document, unit)
    for share_, canonical_name, written in there:
        if unit == written or meant == canonical_name:
            return document, number, share_
    known = [written for _id, _unit, written in there]
    parts = f"；分解到的是：{SEPARATOR.join(known)}"
    raise NotFound(not_found(unit, nearest(unit, known), f"{id_} 的分解", parts))


def _range(known: Sequence[tuple[int, int, str, str]]) -> str:
    return f"；章节从{known[0][2]}到{known[-1][2]}" if known else ""


def task(connection: sqlite3.Connection, name: str) -> tuple[int, int]:
    """Return the task named `42`, or `REGISTRY:42`, as (document id, number). Raises NotFound.

    The id of one of its targets or milestones names it, too.
    """
    name = sayable(name)
    registry, number = unqualified(parted(name)[0])
    number = typed_id(number)
    query = "SELECT t.document, t.number FROM tasks t JOIN documents d ON d.id = t.document WHERE "
    if registry:
        query += "d.registry = :registry AND "
    named = {"registry": registry, "id": number, "number": parse_number(number)}
    if "-" in number:
        owners = (f"SELECT document, task FROM {table} WHERE id = :id" for table in ("targets", "milestones"))
        query += f"(t.document, t.number) IN ({' UNION '.join(owners)})"
    else:
        query += "t.number = :number"
    matching: list[tuple[int, int]] = connection.execute(query, named).fetchall()
    if len(matching) > 1:
        first = connection.execute("SELECT registry FROM documents WHERE id = ?", matching[0][:1]).fetchone()[0]
        raise NotFound(f"有 {len(matching)} 个登记册都有任务 {number}，请写明是哪一个，如 {first}:{number}")
    if not matching and number.partition("-")[0].isdigit() and "-" in number:
        known = [row[0] for row in connection.execute("SELECT id FROM targets UNION SELECT id FROM milestones")]
        raise NotFound(not_found(name, nearest(number, known), "编号"))
    if not matching:
        least, most = connection.execute("SELECT min(number), max(number) FROM tasks").fetchone()
        hint = f"；任务从 {least} 到 {most}" if most else "；登记册里没有任务"
        raise NotFound(not_found(name, [], "任务") + hint, name)
    return matching[0]
