"""The checkpoints in words of an item (形象进度): which are still open, and which one a reporter means."""

from collections.abc import Iterable, Sequence
from datetime import date

from dcgd.days import read_day
from dcgd.errors import BadValue, NotRecorded
from dcgd.model import Checkpoint, Cycle, Report
from dcgd.naming import chinese_day, folded, nearest
from dcgd.tracking.judging.months import cycle_start, reporting_day


def in_words(checkpoints: Iterable[Checkpoint]) -> tuple[Checkpoint, ...]:
    """Those that say in words what is due; numbers are met by numbers."""
    return tuple(point for point in checkpoints if point.text is not None)


def still_open(checkpoints: Iterable[Checkpoint], reports: Iterable[Report], until: date) -> tuple[Checkpoint, ...]:
    """Those in words that are due until a day and that no report says are met, by date."""
    met = {report.checkpoint for report in reports}
    due = (point for point in in_words(checkpoints) if point.date <= until and point.date not in met)
    return tuple(sorted(due, key=lambda point: point.date))


def in_quarter(checkpoints: Iterable[Checkpoint], day: date) -> tuple[Checkpoint, ...]:
    """Those due in the quarter that a day lies in, by date."""
    first = cycle_start(reporting_day(day, Cycle.QUARTERLY), Cycle.QUARTERLY)
    last = reporting_day(day, Cycle.QUARTERLY)
    return tuple(sorted((point for point in checkpoints if first <= point.date <= last), key=lambda point: point.date))


def shown(point: Checkpoint) -> str:
    """A checkpoint as a person reads it: `主体封顶（2025年6月30日）`."""
    return f"{point.wanted()}（{chinese_day(point.date)}）"


def meant(id_: str, checkpoints: Sequence[Checkpoint], typed: str, year: int) -> Checkpoint:
    """The checkpoint in words that somebody means by its words, a part of them, or its day (6月底, 上半年: of `year`).

    Raises NotRecorded, which names those that the item `id_` has, near ones first.
    """
    known = in_words(checkpoints)
    if not known:
        raise NotRecorded(f"{id_} 没有用话写的节点，报数就行")
    wanted = _plain(typed)
    hits = [point for point in known if _plain(point.text or "") == wanted]
    if not hits:
        try:
            day = read_day(typed, year)
        except BadValue:
            hits = [point for point in known if wanted and wanted in _plain(point.text or "")]
        else:
            hits = [point for point in known if point.date == day]
            if not hits and any(point.date == day for point in checkpoints):
                raise NotRecorded(f"{id_} 在 {day} 的节点是数，报了数就算，不必另写；{_listed(known)}")
            known = tuple(sorted(known, key=lambda point: abs(point.date - day)))
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise NotRecorded(f"“{typed[:40]}”说不清是 {id_} 的哪一个节点：{'、'.join(map(shown, hits))}；写日期")
    near = nearest(typed, [point.text or "" for point in known])
    if near:
        known = tuple(sorted(known, key=lambda point: [*near, point.text].index(point.text)))
    raise NotRecorded(f"{id_} 没有节点“{typed[:40]}”；{_listed(known)}")


def _listed(known: Sequence[Checkpoint]) -> str:
    return f"它的节点：{'、'.join(map(shown, known))}"


def _plain(text: str) -> str:
    """Words as they are compared: without blanks and without the quotes and brackets that people put around them."""
    return "".join(folded(text).split()).strip("“”\"'「」()")
