"""Forms sent out as files, one a unit, and forms that came back read: what `progress` and `plan` share."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dcgd.cli.bar import FEW, bar
from dcgd.cli.console import said_if_cut_off
from dcgd.cli.handed_in import handed_in
from dcgd.cli.suffixes import named_rightly
from dcgd.edits.returned import Collected, Remark
from dcgd.errors import NotRecorded, Stopped, Unreadable, WrongUse
from dcgd.publish.papers.filenames import distinct, safe_name
from dcgd.source.bounded import Worker
from dcgd.source.files import why, write
from dcgd.source.package import MOST_BYTES
from dcgd.tracking.returned.collected import Outcome
from dcgd.tracking.returned.forms import Origin
from dcgd.tracking.returned.recognise import MOST_WEIGHT, Filled, read_filled


class Sheet(NamedTuple):
    """A form to be written: of which unit and period, how its workbook is made, and what is said of it in a row."""

    origin: Origin
    make: Callable[[], bytes]
    said: Mapping[str, Any]


def write_forms(folder: Path, sheets: Sequence[Sheet], name: str, *, force: bool) -> list[dict[str, Any]]:
    """Write a workbook for each unit into a folder, named by the unit, `name` and the period.

    Gives a row for each, with `unit` and `file`. Raises WrongUse where files are there already, unless `force`.
    """
    named_rightly(folder, "")
    stems = distinct([f"{safe_name(sheet.origin.unit)}_{name}{sheet.origin.period}" for sheet in sheets])
    paths = [folder / f"{stem}.xlsx" for stem in stems]
    there = [path.name for path in paths if path.exists()]
    if there and not force:
        more = f" 等 {len(there)} 个文件" if len(there) > 1 else ""
        raise WrongUse(f"{folder} 里已有 {there[0]}{more}，也许已经填了；换一个文件夹，或加 --force 覆盖")
    tell = bar("生成填报表", len(sheets), FEW)
    rows: list[dict[str, Any]] = []

    def unmade() -> str:
        units = "、".join(sheet.origin.unit for sheet in sheets[len(rows) :])
        return f"写好了 {len(rows)} 个工作簿，还没有写的单位：{units}；补写用 -u 指明单位" if units else ""

    with said_if_cut_off(unmade):
        for done, (sheet, path) in enumerate(zip(sheets, paths, strict=True), 1):
            write(path, sheet.make())
            rows.append({"unit": sheet.origin.unit, "file": str(path), **sheet.said})
            tell(done, len(sheets))
    return rows


def read_forms(given: Sequence[Path]) -> tuple[list[tuple[str, Filled]], list[Remark]]:
    """The workbooks that are forms among the given files and in the given folders, and what is said of other files.

    Raises WrongUse where there is no file at all, OSError for a file that was named itself; of others that cannot be
    read that is said, too.
    """
    paths = list(handed_in(given))
    if not paths:
        raise WrongUse(f"{'、'.join(map(str, given))} 里没有交回的表")
    books: list[tuple[str, Filled]] = []
    refused = []
    room = MOST_WEIGHT
    tell = bar("读取工作簿", len(paths), FEW)
    with Worker() as worker:
        for done, path in enumerate(paths, 1):
            try:
                with path.open("rb") as file:
                    content = file.read(MOST_BYTES + 1)
                filled = worker.call(read_filled, content)
                room -= filled.weight
                if room < 0:
                    refused.append(Remark(str(path), "与前面的合起来内容太多；分几次收"))
                else:
                    books.append((str(path), filled))
            except (Unreadable, NotRecorded) as error:
                refused.append(Remark(str(path), str(error)))
            except Stopped as stopped:
                refused.append(Remark(str(path), f"{stopped}；请只留填报的表，另存为 .xlsx 再交"))
            except OSError as error:
                if path in given:
                    raise
                refused.append(Remark(str(path), f"读不了：{why(error)}"))
            tell(done, len(paths))
    return books, refused


def refusals(unread: Sequence[Remark], collected: Collected[Any], keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    """A row, with these keys, for each file that is not taken."""
    for remark in (*unread, *collected.refused):
        told = {"file": remark.file, "unit": remark.unit or None, "outcome": Outcome.REFUSED, "why": remark.sentence}
        yield dict.fromkeys(keys) | told | {"place": ""}


def counted(outcomes: Sequence[Outcome]) -> str:
    """How many rows came to what: `登记 3，已有 0，存疑 1，拒收 0`."""
    return "，".join(f"{outcome.chinese} {outcomes.count(outcome)}" for outcome in Outcome)
