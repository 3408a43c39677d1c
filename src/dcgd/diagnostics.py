"""Problems as values: what is wrong, where, and how to mend it. Nothing here prints or raises."""

from collections.abc import Iterable
from typing import NamedTuple

from dcgd.words import Word


class Severity(Word):
    """How much a diagnostic weighs: only an ``error`` makes a registry invalid."""

    ERROR = "error", "错误"
    WARNING = "warning", "警告"
    INFO = "info", "提示"


class Position(NamedTuple):
    """A place in a text file; line and column count from 1, columns in characters."""

    line: int
    column: int


Path = tuple[str | int, ...]
"""Where a value stands in a file: keys and list indexes, as in `("sections", 3, "tasks", 0, "leads", 1)`."""


class Place(NamedTuple):
    """A value's file (relative to the registry, as `progress/2023-06.yaml`) and its path in that file."""

    file: str
    path: Path

    def at(self, *steps: str | int) -> "Place":
        """A place further inside."""
        return Place(self.file, (*self.path, *steps))


class Code(NamedTuple):
    """One kind of what can be wrong: it stands beside the check that finds it.

    `slug` is stable, and what `dcgd explain` is asked by. All texts are Chinese. `wrong` and `right` are YAML, or words
    where it is not in the YAML; `mend` says in a sentence or two what to do.
    """

    slug: str
    severity: Severity
    title: str
    meaning: str
    wrong: str
    right: str
    mend: str

    def at(self, place: Place, message: str, hint: str = "") -> "Finding":
        """This, at a place: what is wrong there, and how to mend it."""
        return Finding(self, place, message, hint)

    def at_key(self, place: Place, message: str, hint: str = "") -> "Finding":
        """This, at the key of a place and not at its value."""
        return Finding(self, place, message, hint, of_key=True)


class Finding(NamedTuple):
    """What is wrong at a place of a registry; its line and column are looked up when it becomes a diagnostic."""

    code: Code
    place: Place
    message: str
    hint: str = ""
    of_key: bool = False


class Diagnostic(NamedTuple):
    """One finding about one place of a text, as it is shown, kept and sent.

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


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by place and code, without repeats: a report must not depend on the order of the checks."""
    return sorted(set(diagnostics), key=lambda d: (d.file, d.line, d.column, d.code, d.message, d.severity, d.hint))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any diagnostic is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)
