"""Which share a report means: its unit may be written by any of its names."""

from dataclasses import replace

from dcgd.diagnostics import Place
from dcgd.errors import Refused
from dcgd.model import Share, Target
from dcgd.naming import nearest, not_found, parted, share_id, typed_id
from dcgd.registry.content import Filed, FiledTask, Registry
from dcgd.registry.directory import Directory


def share_of(target: Target, unit: str, directory: Directory) -> Share | None:
    """The share of a target that a name of its unit means; None where it has none."""
    meant = directory.find(unit)
    for share in target.shares:
        if share.unit == unit or (meant is not None and directory.find(share.unit) == meant):
            return share
    return None


def as_target(target: Target, share: Share) -> Target:
    """A share as a target of its own, under its own id: what may be said of a target may be said of it."""
    return replace(
        target,
        id=share_id(target.id, share.unit),
        value=share.value,
        due=share.due or target.due,
        baseline=None,
        checkpoints=(),
        shares=(),
        adjustments=share.adjustments,
        note=share.note,
    )


def named_share(registry: Registry, name: str) -> tuple[FiledTask, Target, Share, Place] | None:
    """The share that an id as typed names, `5-1@柳园街道`, with its task, its target and its place.

    None of an id without a unit. Raises Refused for one that there is not, naming what is near.
    """
    id_, unit = parted(name)
    if unit is None:
        return None
    id_ = typed_id(id_)
    targets = {item.id: (task, item, place) for task, item, place in registry.items if isinstance(item, Target)}
    if id_ not in targets:
        registry.check_whole()
        raise Refused(not_found(id_, nearest(id_, list(targets)), "目标"))
    task, target, place = targets[id_]
    share = share_of(target, unit, Directory.of(registry))
    if share is None:
        known = [there.unit for there in target.shares]
        if not known:
            raise Refused(f"{id_} 没有分解到单位")
        there = f"；分解到的是：{'、'.join(known)}"
        raise Refused(not_found(unit, nearest(unit, known), f"{id_} 的分解", there))
    return task, target, share, place.at("shares", target.shares.index(share))


def with_shares_named(registry: Registry) -> Registry:
    """The registry with each report's `share` as the target writes the unit; what means none stays as it is.

    So one share has one id, by which reports are found, withdrawn and judged.
    """
    if all(filed.entity.share is None for filed in registry.reports):
        return registry
    targets = {item.id: item for _task, item, _place in registry.items if isinstance(item, Target)}
    directory = Directory.of(registry)
    reports = []
    for filed in registry.reports:
        report = filed.entity
        target = targets.get(report.target or "")
        share = share_of(target, report.share, directory) if target and report.share is not None else None
        named = report.share if share is None else share.unit
        reports.append(filed if named == report.share else Filed(replace(report, share=named), filed.place))
    return replace(registry, reports=tuple(reports))
