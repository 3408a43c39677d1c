"""Cross-checks: pure functions from a registry to findings; each module lists its own in `CHECKS`."""

from collections.abc import Callable, Iterable

from dcgd.diagnostics import Finding
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory

Check = Callable[[Registry, Directory], Iterable[Finding]]


def run(registry: Registry, checks: Iterable[Check]) -> list[Finding]:
    """Everything the checks find in a registry."""
    directory = Directory.of(registry)
    return [finding for check in checks for finding in check(registry, directory)]
