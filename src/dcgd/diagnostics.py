"""Problems as values: what is wrong, where, and how to mend it. Nothing here prints or raises."""

from collections.abc import Iterable
from typing import NamedTuple

from dcgd.naming import Word


class Severity(Word):
    """How much a diagnostic weighs: only an ``error`` makes a registry invalid."""

    ERROR = "error", "错误"
    WARNING = "warning", "警告"
    INFO = "info", "提示"


class Position(NamedTuple):
    """A place in a text file; line and column count from 1, columns in characters."""

    line: int
    column: int


class Diagnostic(NamedTuple):
    """One finding about one place.

    ``file`` is as the user named it (relative paths stay relative), ``code`` a stable slug that ``dcgd explain`` knows,
    ``message`` and ``hint`` are Chinese sentences: what is wrong, and how to mend it.
    """

    file: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    hint: str = ""


def in_order(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by place and code, without repeats: a report must not depend on the order of the checks."""
    return sorted(set(found), key=lambda d: (d.file, d.line, d.column, d.code, d.message, d.severity, d.hint))


def has_errors(found: Iterable[Diagnostic]) -> bool:
    """Whether any diagnostic is an error."""
    return any(d.severity is Severity.ERROR for d in found)
