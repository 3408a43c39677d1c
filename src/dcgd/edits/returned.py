"""The reports in returned workbooks: `dcgd progress collect`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from dcgd.edits.report import appended
from dcgd.errors import NotRecorded
from dcgd.model import Report, Stamp
from dcgd.registry.change import Edited
from dcgd.registry.directory import Directory
from dcgd.registry.load import Reading
from dcgd.tracking.returned.collected import Line, collect
from dcgd.tracking.returned.recognise import Filled, recognise


class Remark(NamedTuple):
    """What is said of a workbook, in Chinese, and the unit it is from as far as that is known."""

    file: str
    sentence: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Collected:
    """What becomes of returned workbooks: every filled row, why whole files are not taken, what is odd in others."""

    lines: tuple[Line, ...]
    refused: tuple[Remark, ...]
    remarks: tuple[Remark, ...]

    @property
    def reports(self) -> list[Report]:
        """The reports that are recorded."""
        return [line.report for line in self.lines if line.report]


def record_returned(
    before: Reading, workbooks: Sequence[tuple[str, Filled]], month: int, received: date, stamp: Stamp
) -> Edited[Collected]:
    """Append what is not doubtful in the workbooks, each given with its file's name. Raises CannotEdit.

    `received`: the day on which they were handed in.
    """
    registry, directory = before.registry, Directory.of(before.registry)
    returned, refused = [], []
    for file, filled in workbooks:
        try:
            returned.append(recognise(file, filled, registry, month))
        except NotRecorded as error:
            unit = directory.find(filled.origin.unit)
            refused.append(Remark(file, str(error), unit.name if unit else ""))
    collected = Collected(
        lines=tuple(collect(registry, returned, month, stamp.day)),
        refused=tuple(refused),
        remarks=tuple(
            Remark(workbook.file, sentence, workbook.unit) for workbook in returned for sentence in workbook.remarks
        ),
    )
    stamped = [replace(report, received=received, **stamp.keys) for report in collected.reports]
    return Edited(appended(before, stamped), collected)
