"""What is past its day beside the items: problems not closed, notices not answered; by unit, in sentences."""

from collections.abc import Iterable, Iterator

from dcgd.publish.papers import wording
from dcgd.publish.snapshot import Snapshot
from dcgd.tracking import notices, problems


def pending(snapshot: Snapshot) -> Iterator[str]:
    """A sentence on overdue problems and one on notices without a reply, where there are any, of the items shown."""
    shown = {(judged.home.registry, judged.item.id) for judged in snapshot.items}
    shown |= {(judged.home.registry, str(judged.item.task)) for judged in snapshot.items}
    late = [
        problems.holder(steps) or ""
        for registry, known in snapshot.problems.items()
        for problem in known
        if (steps := problems.known(problem, snapshot.as_of))
        and problems.days_over(steps, snapshot.as_of)
        and (registry, problem.target or str(problem.task)) in shown
    ]
    if late:
        yield f"超过期限没有销号的问题{len(late)}个：{_counted(snapshot, late)}。"
    unanswered = [
        notice.unit
        for registry, issued in snapshot.notices.items()
        for notice in issued
        if notice.issued <= snapshot.as_of
        and (registry, notice.subject) in shown
        and (row := notices.row(notice, snapshot.as_of))["open"]
        and row["days_over"]
    ]
    if unanswered:
        yield f"超过期限没有回复的督办单{len(unanswered)}件：{_counted(snapshot, unanswered)}。"


def _counted(snapshot: Snapshot, units: Iterable[str]) -> str:
    """Units in the order of units.yaml, each with how often it is meant where that is more than once."""
    names = {unit: short for (_document, unit), short in snapshot.shorts.items()}
    counts: dict[str, int] = {}
    for unit in units:
        counts[names.get(unit, unit)] = counts.get(names.get(unit, unit), 0) + 1
    order = [name for name in dict.fromkeys(names.values()) if name in counts]
    order += [name for name in counts if name and name not in order]
    return wording.named([f"{name}{counts[name]}个" if counts[name] > 1 else name for name in order])
