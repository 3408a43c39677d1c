"""What was read once is not parsed, validated and checked again: most tests begin with the same few registries.

A reading follows from the names and the bytes of its files alone. These are read anew each time; where a registry
without a flaw in any file has been read from the very same, all that came of it then is taken.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from dcgd.diagnostics import Finding
from dcgd.index import build
from dcgd.index.rows import Rows, rows
from dcgd.registry import files, load
from dcgd.registry.checks import Check, run
from dcgd.registry.content import Registry
from dcgd.registry.shares import with_shares_named
from dcgd.source.parsed import Parsed

_MOST = 40
"""So many registries are kept, those that were read last."""
_Files = tuple[tuple[str, bytes], ...]
_registry = load._Reader.registry


@dataclass
class _Kept:
    """A registry that was read, its files, and what was made of it since.

    `read` is it as its files have it, `named` as the checks and the index take it, once it has been asked for. What is
    found goes by the checks that were made, the rows by the archives that hold the same.
    """

    read: Registry
    parsed: dict[str, Parsed]
    named: Registry | None = None
    findings: dict[tuple[Check, ...], list[Finding]] = field(default_factory=dict)
    rows: dict[frozenset[str], Rows] = field(default_factory=dict)


_known: OrderedDict[_Files, _Kept] = OrderedDict()


def remember(patch: pytest.MonkeyPatch) -> None:
    """Have every reading in this process remembered."""
    patch.setattr(load._Reader, "registry", _remembered)
    patch.setattr(load, "with_shares_named", _named)
    patch.setattr(load, "run", _checked)
    patch.setattr(build, "rows", _rows)


def forget() -> None:
    """Let go of all of it."""
    _known.clear()


def _remembered(reader: load._Reader) -> Registry:
    """`_Reader.registry`, or what it has returned for the same files."""
    if reader.parsed:  # something is wrong already, and with no file
        return _registry(reader)
    there = _there(reader)
    # These are asked for though no folder has them: `read_bytes` may give what lies nowhere.
    names = sorted({*there, *(name for name in files.REQUIRED if files.UP + name not in there)})
    contents: dict[Path, bytes] = {}
    try:
        for name in names:
            path = reader.folder / name
            if files.is_read(name) and files.inside(reader.folder, path):
                contents[path] = reader.read_bytes(path)
    except OSError:
        return _registry(reader)
    # What is no file of the registry counts by its name: it may be a stray.
    key = tuple((name, contents.get(reader.folder / name, b"\0")) for name in names)
    if key in _known:
        _known.move_to_end(key)
        kept = _known[key]
        reader.there = there
        reader.parsed = {
            name: replace(file, name=reader.name(name), diagnostics=[]) for name, file in kept.parsed.items()
        }
        return kept.read
    reader.read_bytes = _once(contents, reader.read_bytes)
    registry = _registry(reader)
    if not reader.diagnostics and not any(file.diagnostics for file in reader.parsed.values()):
        _known[key] = _Kept(registry, dict(reader.parsed))
        if len(_known) > _MOST:
            _known.popitem(last=False)
    return registry


def _kept(registry: Registry) -> _Kept | None:
    """What is kept of just this registry."""
    return next((kept for kept in _known.values() if registry is kept.read or registry is kept.named), None)


def _named(registry: Registry) -> Registry:
    """`with_shares_named`, or what it has returned for the same registry."""
    kept = _kept(registry)
    if kept is None:
        return with_shares_named(registry)
    if kept.named is None:
        kept.named = with_shares_named(registry)
    return kept.named


def _checked(registry: Registry, checks: tuple[Check, ...]) -> list[Finding]:
    """`run`, or what it has returned for the same registry."""
    kept = _kept(registry)
    if kept is None:
        return run(registry, checks)
    if checks not in kept.findings:
        kept.findings[checks] = run(registry, checks)
    return list(kept.findings[checks])


def _rows(registry: Registry, unchanged: Collection[str] = ()) -> Rows:
    """`rows`, or what it has returned for the same registry."""
    kept = _kept(registry)
    if kept is None:
        return rows(registry, unchanged)
    archives = frozenset(unchanged)
    if archives not in kept.rows:
        kept.rows[archives] = rows(registry, unchanged)
    return dict(kept.rows[archives])


def _there(reader: load._Reader) -> set[str]:
    """The names of all files that there are, as the reader looks for them."""
    own = {*files.names(str(reader.folder)), *reader.also}
    return {*own, *files.from_above(str(reader.folder), own)}


def _once(contents: dict[Path, bytes], read_bytes: Callable[[Path], bytes]) -> Callable[[Path], bytes]:
    """Reads no file a second time."""
    return lambda path: contents[path] if path in contents else read_bytes(path)
