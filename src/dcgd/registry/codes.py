"""Every code that a diagnostic may have; each stands beside the check that finds it."""

from functools import cache

from dcgd.diagnostics import Code
from dcgd.registry import chain, evidence, file_codes, official, sealed, strays, validation
from dcgd.registry.checks import (
    checkpoints,
    journal,
    links,
    notices,
    numbering,
    papers,
    people,
    periods,
    problems,
    requests,
    shares,
    stamps,
    units,
    wording,
)
from dcgd.source import codes as source

_ROOMS = (
    file_codes,
    strays,
    source,
    validation,
    units,
    people,
    numbering,
    wording,
    periods,
    checkpoints,
    links,
    journal,
    stamps,
    problems,
    notices,
    requests,
    shares,
    papers,
    sealed,
    chain,
    official,
    evidence,
)


@cache
def all_codes() -> dict[str, Code]:
    """All codes by their slugs, in the order of the page that explains them."""
    return {code.slug: code for room in _ROOMS for code in room.CODES}
