"""Shell completion from the index: quick, and silent on any error."""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar

from dcgd.cli.session import open_session

_DATA: ContextVar[Sequence[str] | None] = ContextVar("data", default=None)


@contextlib.contextmanager
def offering_from(data: Sequence[str]) -> Iterator[None]:
    """Within it the words come from these registries, as if they were what a shell is about."""
    token = _DATA.set(data)
    try:
        yield
    finally:
        _DATA.reset(token)


def _rows(query: str) -> list[tuple[str, str]]:
    with contextlib.suppress(Exception), open_session(_DATA.get(), quiet=True) as session:
        return session.connection.execute(query).fetchall()
    return []


def _matching(pairs: Iterable[tuple[str, str]], incomplete: str) -> Iterator[tuple[str, str]]:
    """The pairs whose name starts as typed; names that look like options are left out."""
    return (pair for pair in pairs if pair[0].startswith(incomplete) and not pair[0].startswith("-"))


def units(incomplete: str) -> list[tuple[str, str]]:
    """Names and aliases; an alias says whose it is."""
    rows = _rows("SELECT key, unit FROM unit_names ORDER BY key")
    return list(_matching(((key, "" if key == unit else unit) for key, unit in rows), incomplete))


def people(incomplete: str) -> list[tuple[str, str]]:
    """Names of people with their posts."""
    rows = _rows("SELECT name, coalesce(post, '') FROM people ORDER BY document, position")
    return list(_matching(rows, incomplete))


def groups(incomplete: str) -> list[tuple[str, str]]:
    """Groups of units."""
    return list(_matching(_rows('SELECT DISTINCT "group", \'\' FROM units WHERE "group" NOT NULL'), incomplete))


def sections(incomplete: str) -> list[tuple[str, str]]:
    """Section numbers with their titles."""
    return list(_matching(_rows("SELECT DISTINCT number, title FROM sections ORDER BY document, position"), incomplete))


def tasks(incomplete: str) -> list[tuple[str, str]]:
    """Task numbers with their titles."""
    rows = _rows("SELECT CAST(number AS TEXT), title FROM tasks ORDER BY document, tasks.number")
    return list(_matching(rows, incomplete))


def items(incomplete: str) -> list[tuple[str, str]]:
    """Ids of targets, of their shares and of milestones, and task numbers."""
    rows = _rows("SELECT id, indicator FROM targets UNION ALL SELECT id, title FROM milestones")
    rows += _rows("SELECT id, unit FROM shares ORDER BY rowid") if "-" in incomplete else []
    return [*_matching(rows, incomplete), *tasks(incomplete)]


def problems(incomplete: str) -> list[tuple[str, str]]:
    """Ids of problems."""
    return list(_matching(_rows("SELECT id, title FROM problems ORDER BY rowid"), incomplete))


def notices(incomplete: str) -> list[tuple[str, str]]:
    """Numbers of notices, with the units they went to."""
    return list(_matching(_rows("SELECT number, unit FROM notices ORDER BY rowid"), incomplete))


def requests(incomplete: str) -> list[tuple[str, str]]:
    """Ids of requests, with what they are about."""
    return list(_matching(_rows("SELECT id, subject FROM requests ORDER BY rowid"), incomplete))


def papers(incomplete: str) -> list[tuple[str, str]]:
    """Numbers of papers, with whom they went to."""
    return list(_matching(_rows('SELECT number, "to" FROM papers ORDER BY rowid'), incomplete))


def codes(incomplete: str) -> list[tuple[str, str]]:
    """Codes of diagnostics with their titles."""
    from dcgd.registry.codes import all_codes

    return list(_matching(((code, meaning.title) for code, meaning in all_codes().items()), incomplete))
