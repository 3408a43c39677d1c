"""What an import comes to: the entities of a draft registry and the account of how they came about."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dcgd.model import Document, Section, Task, Unit


class Part(StrEnum):
    """What a character of the document is."""

    HEADING = "heading"
    TASK = "task"
    RESPONSIBILITY = "responsibility"
    PREAMBLE = "preamble"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the decoded text, `end` not included, that is all one part."""

    start: int
    end: int
    part: Part


class Kind(StrEnum):
    """What a remark is about."""

    NOT_UNDERSTOOD = "not_understood"
    NO_UNIT = "no_unit"
    NOT_A_TARGET = "not_a_target"


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the report: about which line of the file (0: none), which words, and what of them, in Chinese."""

    kind: Kind
    line: int
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft registry and its account. `spans` partition the decoded text; all that needs a person says `review`."""

    document: Document
    sections: tuple[Section, ...]
    units: tuple[Unit, ...]
    spans: tuple[Span, ...]
    remarks: tuple[Remark, ...]

    def tasks(self) -> Iterator[Task]:
        """All tasks in order of their sections."""
        for section in self.sections:
            yield from section.tasks
