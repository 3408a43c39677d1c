"""The checkpoints in words of an item (形象进度): as a person reads them, and which one a reporter means."""

from collections.abc import Iterable, Sequence
from datetime import date

from dcgd.days import read_day
from dcgd.errors import BadValue, NotRecorded
from dcgd.model import Checkpoint, Cycle
from dcgd.model.checkpoints import Planned, in_words
from dcgd.naming import chinese_day, folded, nearest
from dcgd.tracking.judging.months import cycle_start, reporting_day


def in_quarter(checkpoints: Iterable[Checkpoint], day: date) -> tuple[Checkpoint, ...]:
    """Those due in the quarter that a day lies in, by date."""
    first = cycle_start(reporting_day(day, Cycle.QUARTERLY), Cycle.QUARTERLY)
    last = reporting_day(day, Cycle.QUARTERLY)
    return tuple(sorted((point for point in checkpoints if first <= point.date <= last), key=lambda point: point.date))


def shown(point: Checkpoint) -> str:
    """A checkpoint as a person reads it: `主体封顶（2025年6月30日）`."""
    return f"{point.wanted()}（{chinese_day(point.date)}）"


def meant(id_: str, checkpoints: Sequence[Planned], typed: str, year: int) -> Planned:
    """The checkpoint in words that somebody means by its words, a part of them, or its day (6月底, 上半年: of `year`).

    Raises NotRecorded, which names those that the item `id_` has, near ones first.
    """
    known = in_words(checkpoints)
    if not known:
        raise NotRecorded(f"{id_} 没有用话写的节点，报数就行")
    wanted = _plain(typed)
    hits = [planned for planned in known if _plain(planned.point.text or "") == wanted]
    if not hits:
        try:
            day = read_day(typed, year)
        except BadValue:
            hits = [planned for planned in known if wanted and wanted in _plain(planned.point.text or "")]
        else:
            hits = [planned for planned in known if planned.point.date == day]
            hits = hits or [planned for planned in known if day in planned.days]
            if not hits and any(planned.point.date == day for planned in checkpoints):
                raise NotRecorded(f"{id_} 在 {day} 的节点是数，报了数就算，不必另写；{_listed(known)}")
            known = tuple(sorted(known, key=lambda planned: abs(planned.point.date - day)))
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise NotRecorded(f"“{typed[:40]}”说不清是 {id_} 的哪一个节点：{_shown(hits)}；写日期")
    near = nearest(typed, [planned.point.text or "" for planned in known])
    if near:
        known = tuple(sorted(known, key=lambda planned: [*near, planned.point.text].index(planned.point.text)))
    raise NotRecorded(f"{id_} 没有节点“{typed[:40]}”；{_listed(known)}")


def which(id_: str, planned: Sequence[Planned], typed: str | None, year: int) -> Planned:
    """The checkpoint, in numbers or in words, that somebody means by its day or its words; the only one without.

    Raises NotRecorded, which names those that the item `id_` has.
    """
    if not planned:
        raise NotRecorded(f"{id_} 没有节点")
    if typed is None:
        if len(planned) > 1:
            raise NotRecorded(f"{id_} 有几个节点，用 --checkpoint 写明哪一个（日期或它的话）；{_listed(planned)}")
        return planned[0]
    try:
        day = read_day(typed, year)
    except BadValue:
        return meant(id_, planned, typed, year)
    hits = [checkpoint for checkpoint in planned if checkpoint.point.date == day]
    return hits[0] if hits else meant(id_, planned, typed, year)


def _listed(known: Sequence[Planned]) -> str:
    return f"它的节点：{_shown(known)}"


def _shown(several: Sequence[Planned]) -> str:
    return "、".join(shown(planned.point) for planned in several)


def _plain(text: str) -> str:
    """Words as they are compared: without blanks and without the quotes and brackets that people put around them."""
    return "".join(folded(text).split()).strip("“”\"'「」()")
