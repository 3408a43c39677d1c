"""What was read once is not parsed, validated and checked again: most tests begin with the same few registries.

A reading follows from the names and the bytes of its files alone. These are read anew each time; where a registry
without a flaw in any file has been read from the very same, all that came of it then is taken.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from dcgd.diagnostics import Finding
from dcgd.registry import files, load
from dcgd.registry.checks import Check, run
from dcgd.registry.content import Registry
from dcgd.source.parsed import Parsed

_MOST = 40
"""So many registries are kept, those that were read last."""
_Files = tuple[tuple[str, bytes], ...]
_known: OrderedDict[_Files, tuple[Registry, dict[str, Parsed]]] = OrderedDict()
_findings: dict[int, tuple[Registry, list[Finding]]] = {}
"""What the checks find in those of `_known`."""
_registry = load._Reader.registry


def remember(patch: pytest.MonkeyPatch) -> None:
    """Have every reading in this process remembered."""
    patch.setattr(load._Reader, "registry", _remembered)
    patch.setattr(load, "run", _checked)


def forget() -> None:
    """Let go of all of it."""
    _known.clear()
    _findings.clear()


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
        registry, parsed = _known[key]
        reader.there = there
        reader.parsed = {name: replace(file, name=reader.name(name), diagnostics=[]) for name, file in parsed.items()}
        return registry
    reader.read_bytes = _once(contents, reader.read_bytes)
    registry = _registry(reader)
    if not reader.diagnostics and not any(file.diagnostics for file in reader.parsed.values()):
        _known[key] = registry, dict(reader.parsed)
        if len(_known) > _MOST:
            forgotten, _parsed = _known.popitem(last=False)[1]
            _findings.pop(id(forgotten), None)
    return registry


def _checked(registry: Registry, checks: Iterable[Check]) -> list[Finding]:
    """`run`, or what it has returned for the same registry."""
    if id(registry) not in _findings:
        findings = run(registry, checks)
        if not any(registry is known for known, _parsed in _known.values()):
            return findings
        _findings[id(registry)] = registry, findings
    return list(_findings[id(registry)][1])


def _there(reader: load._Reader) -> set[str]:
    """The names of all files that there are, as the reader looks for them."""
    own = {*files.names(str(reader.folder)), *reader.also}
    return {*own, *files.from_above(str(reader.folder), own)}


def _once(contents: dict[Path, bytes], read_bytes: Callable[[Path], bytes]) -> Callable[[Path], bytes]:
    """Reads no file a second time."""
    return lambda path: contents[path] if path in contents else read_bytes(path)
