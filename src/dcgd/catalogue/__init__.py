"""Every diagnostic the program knows: what its code means, how much it weighs, a wrong and a right example.

`dcgd explain`, the docs page of all codes and the severities all come from here.
"""

from functools import cache

from dcgd.catalogue.entry import Entry
from dcgd.catalogue.gate import GATE
from dcgd.catalogue.registry import REGISTRY
from dcgd.catalogue.source import SOURCE
from dcgd.catalogue.year import YEAR
from dcgd.diagnostics import Severity

__all__ = ["Entry", "entries", "severity"]


@cache
def entries() -> dict[str, Entry]:
    """All entries by code, in the order of the docs page."""
    return {entry.code: entry for entry in (*SOURCE, *GATE, *REGISTRY, *YEAR)}


def severity(code: str) -> Severity:
    """The weight of a code; raises KeyError for a code that the catalogue does not have."""
    return entries()[code].severity
