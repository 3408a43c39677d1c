"""Checks of dates, baselines, adjustments and rules."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from dcgd.model import Document, Kind, Target
from dcgd.registry.checks import Finding
from dcgd.registry.content import Place, Registry
from dcgd.registry.directory import Directory
from dcgd.registry.files import RULES, TASKS


def periods(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """The document begins before it ends, and all dates of tasks, targets and milestones lie between."""
    document = registry.document
    if document is None:
        return
    if document.start > document.due:
        place = Place(TASKS, ("document", "start"))
        yield Finding("period-order", place, f"起始日 {document.start} 晚于完成时限 {document.due}", "改正其中一个")
        return
    for filed in registry.tasks:
        yield from _inside(document, filed.place.at("due"), filed.entity.due)
    for filed, item, place in registry.items:
        yield from _inside(document, place.at("due"), item.due)
        yield from _inside(document, place.at("start"), item.start)
        start, due = item.start or document.start, item.due or filed.entity.due or document.due
        if start > due:
            yield Finding("period-order", place.at("start"), f"起算日 {start} 晚于完成时限 {due}", "改正其中一个")
        for index, change in enumerate(item.adjustments):
            if isinstance(change.to, date) and change.to < start:
                message = f"起算日 {start} 晚于调整后的时限 {change.to}"
                yield Finding("period-order", place.at("adjustments", index, "to"), message, "改正其中一个")
        if isinstance(item, Target):
            for index, checkpoint in enumerate(item.checkpoints):
                yield from _inside(document, place.at("checkpoints", index, "date"), checkpoint.date)


def _inside(document: Document, place: Place, day: date | None) -> Iterator[Finding]:
    if day is not None and not document.start <= day <= document.due:
        message = f"{day} 不在文件的周期 {document.start} 至 {document.due} 之内"
        yield Finding("due-outside-period", place, message, "改正日期；延期写进 adjustments")


def baselines(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """A baseline means something only for a level."""
    for _filed, item, place in registry.items:
        if isinstance(item, Target) and item.baseline is not None and item.kind != Kind.LEVEL:
            yield Finding(
                "baseline-kind", place.at("baseline"), f"{item.kind} 的目标没有基数", "删去 baseline，或改 kind"
            )


def adjustments(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Adjustments of one field follow each other: from the original to the first, from each to the next."""
    for filed, item, place in registry.items:
        for name in {change.field for change in item.adjustments}:
            chain = [(index, change) for index, change in enumerate(item.adjustments) if change.field == name]
            chain.sort(key=lambda entry: entry[1].date)
            written = getattr(item, name, None)
            if name == "due" and written is None and registry.document:
                written = filed.entity.due or registry.document.due
            if written not in (chain[0][1].from_, chain[-1][1].to):
                now = f"没有 {name}" if written is None else f" {name} 是 {written}"
                message = f"第一次调整从 {chain[0][1].from_} 起，而{now}"
                yield Finding("adjustment-chain", place.at("adjustments", chain[0][0], "from"), message, "from 写原值")
            for (_, before), (index, change) in pairwise(chain):
                if before.to != change.from_:
                    message = f"上一次调整到 {before.to}，这一次却从 {change.from_} 起"
                    yield Finding(
                        "adjustment-chain", place.at("adjustments", index, "from"), message, "from 写上一次的 to"
                    )


def thresholds(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """`far_behind` is no less than `behind`."""
    found = registry.rules.thresholds
    if found.far_behind < found.behind:
        message = f"严重滞后的界限 {found.far_behind} 小于滞后的界限 {found.behind}"
        yield Finding("rules-order", Place(RULES, ("thresholds", "far_behind")), message, "改正其中一个")


def reviews(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Drafts that a person has yet to read."""
    for filed in registry.tasks:
        if filed.entity.review:
            yield Finding(
                "to-review", filed.place.at("review"), f"任务 {filed.entity.number} 待核对", "核对后删去这一行"
            )
    for _filed, item, place in registry.items:
        if item.review:
            yield Finding("to-review", place.at("review"), f"{item.id} 待核对", "核对后删去这一行")
    for unit in registry.units:
        if unit.entity.review:
            yield Finding("to-review", unit.place.at("review"), f"{unit.entity.name} 待核对", "核对后删去这一行")


CHECKS = (periods, baselines, adjustments, thresholds, reviews)
