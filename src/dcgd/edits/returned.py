"""The reports in returned workbooks: `dcgd progress collect`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from dcgd.edits.report import appended
from dcgd.errors import NotRecorded
from dcgd.model import Stamp
from dcgd.registry.change import Edited
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory
from dcgd.registry.load import Reading
from dcgd.tracking.returned.collected import Line, collect
from dcgd.tracking.returned.recognise import Filled, Returned, recognise

L = TypeVar("L")


class Remark(NamedTuple):
    """What is said of a workbook, in Chinese, and the unit it is from as far as that is known."""

    file: str
    sentence: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Collected(Generic[L]):
    """What becomes of returned workbooks: what was filled in, why whole files are not taken, what is odd in others."""

    lines: tuple[L, ...]
    refused: tuple[Remark, ...]
    remarks: tuple[Remark, ...]


def collected(
    registry: Registry,
    workbooks: Iterable[tuple[str, Filled]],
    recognised: Callable[[str, Filled], Returned],
    judged: Callable[[Sequence[Returned]], Iterable[L]],
) -> Collected[L]:
    """What becomes of workbooks, given with their files' names, that `recognised` takes or raises NotRecorded of."""
    find = Directory.of(registry).find
    returned, refused = [], []
    for file, filled in workbooks:
        try:
            returned.append(recognised(file, filled))
        except NotRecorded as error:
            unit = find(filled.origin.unit)
            refused.append(Remark(file, str(error), unit.name if unit else ""))
    remarks = (Remark(book.file, sentence, book.unit) for book in returned for sentence in book.remarks)
    return Collected(tuple(judged(returned)), tuple(refused), tuple(remarks))


def record_returned(
    before: Reading, workbooks: Sequence[tuple[str, Filled]], month: int, received: date, stamp: Stamp
) -> Edited[Collected[Line]]:
    """Append what is not doubtful in the workbooks, each given with its file's name. Raises CannotEdit.

    `received`: the day on which they were handed in.
    """
    registry = before.registry
    result = collected(
        registry,
        workbooks,
        lambda file, filled: recognise(file, filled, registry, month),
        lambda returned: collect(registry, returned, month, stamp.day),
    )
    stamped = [replace(line.report, received=received, **stamp.keys) for line in result.lines if line.report]
    return Edited(appended(before, stamped), result)
