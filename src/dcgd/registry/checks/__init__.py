"""Cross-checks: pure functions from a registry to findings; each module lists its own in `CHECKS`."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from dcgd.registry.content import Place, Registry
from dcgd.registry.directory import Directory


class Finding(NamedTuple):
    """What a check found: under which code, where, what is wrong, and how to mend it."""

    code: str
    place: Place
    message: str
    hint: str = ""


Check = Callable[[Registry, Directory], Iterable[Finding]]


def run(registry: Registry, checks: Iterable[Check]) -> list[Finding]:
    """Everything the checks find in a registry."""
    directory = Directory.of(registry)
    return [finding for check in checks for finding in check(registry, directory)]
