"""Checks of shares: whose they are, what they make together, and that reports are of them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from dcgd.data_words import Rollup
from dcgd.diagnostics import Code, Finding, Place, Severity
from dcgd.model import Adjustable, Comparator, Document, Share, Target, effective
from dcgd.model.rollup import rolled
from dcgd.naming import PERCENT, Nearby, amount, not_found
from dcgd.registry.checks.units import UNKNOWN_UNIT
from dcgd.registry.content import FiledTask, Registry
from dcgd.registry.directory import Directory
from dcgd.registry.shares import share_of

SHARE_TWICE = Code(
    "share-twice",
    Severity.ERROR,
    "一个单位分解了两次",
    "一个目标给一个单位只分解一个数，换一种写法也是同一个单位。",
    "shares:\n  - {unit: 柳园街道, value: 4}\n  - {unit: 柳园街道办事处, value: 3}",
    "shares:\n  - {unit: 柳园街道, value: 7}",
    "并成一条，或改正其中一个单位。",
)
SHARE_VALUE = Code(
    "share-value",
    Severity.ERROR,
    "分解的数不对",
    "分解给一个单位的数应大于 0；不承担的单位不写。",
    "- {unit: 柳园街道, value: 0}",
    "- {unit: 柳园街道, value: 4}",
    "改正这个数，或删去这一条。",
)
SHARE_SUM = Code(
    "share-sum",
    Severity.WARNING,
    "分解与目标对不上",
    "各单位的数合起来（rollup：合计、平均、最低、最高）应当就是目标值，调整后也一样。",
    "value: 7\nshares:\n  - {unit: 柳园街道, value: 4}\n  - {unit: 新区, value: 2}",
    "value: 7\nshares:\n  - {unit: 柳园街道, value: 4}\n  - {unit: 新区, value: 3}",
    "补上差的数；有意多分解的可以略过。经批准调整了一个单位的，另一个单位也要调整。",
)
SHARE_DUE = Code(
    "share-due",
    Severity.WARNING,
    "分解的时限晚于目标的时限",
    "各单位都完成了，目标才完成：分解的时限不能比目标的晚。",
    "due: 2023-10-31\nshares:\n  - {unit: 柳园街道, value: 4, due: 2023-12-31}",
    "due: 2023-10-31\nshares:\n  - {unit: 柳园街道, value: 4, due: 2023-10-31}",
    "改正时限；目标经批准延期的，先给目标记一条调整。",
)
REPORT_SHARE = Code(
    "report-share",
    Severity.ERROR,
    "分解报错了地方",
    "有分解的目标按分解报，写 share；没有分解的不写。share 要是分解到的单位。",
    "{target: 5-1, date: 2023-06-30, value: 3}（5-1 分解给了柳园街道）",
    "{target: 5-1, share: 柳园街道, date: 2023-06-30, value: 3}",
    "照提示写上 share 或改正单位；用 dcgd progress add 5-1@柳园街道 登记就不会错。",
)
CODES = (SHARE_TWICE, SHARE_VALUE, SHARE_SUM, SHARE_DUE, REPORT_SHARE)


def shares(registry: Registry, directory: Directory) -> Iterator[Finding]:
    """Each share is of a known unit, once, of more than nothing, and due no later than its target."""
    near = Nearby(directory.names())
    for filed, target, place in registry.items:
        if not isinstance(target, Target) or not target.shares:
            continue
        seen: dict[str, str] = {}
        due = _due(target, filed, registry.document_of(filed.section))
        for index, share in enumerate(target.shares):
            here = place.at("shares", index)
            unit = directory.find(share.unit)
            if unit is None and not registry.broken_units:
                hint = "改正名称，或在 units.yaml 里加上这个单位或别名"
                yield UNKNOWN_UNIT.at(here.at("unit"), not_found(share.unit, near(share.unit)), hint)
            name = unit.name if unit else share.unit
            if name in seen:
                alias = f"“{share.unit}”就是“{seen[name]}”，" if share.unit != seen[name] else ""
                message = f"{alias}{target.id} 分解给{name}写了两次"
                yield SHARE_TWICE.at(here.at("unit"), message, "并成一条，或改正单位")
            seen.setdefault(name, share.unit)
            yield from _value(share, here)
            own_due = effective(share.due, "due", share.adjustments, date.max)
            if due and own_due and own_due > due:
                message = f"{share.unit}的时限 {own_due} 晚于 {target.id} 的时限 {due}"
                yield SHARE_DUE.at(here.at("due"), message, "改正时限，或先给目标记一条调整")
        yield from _sum(target, place)


def _value(share: Share, place: Place) -> Iterator[Finding]:
    numbers = ((share.value, place.at("value")), *_adjusted_values(share, place))
    for value, there in numbers:
        if isinstance(value, Decimal) and value <= 0:
            yield SHARE_VALUE.at(there, f"分解给{share.unit}的是 {value}", "应大于 0；不承担的删去")


def _adjusted_values(share: Share, place: Place) -> Iterator[tuple[object, Place]]:
    for index, change in enumerate(share.adjustments):
        if change.field is Adjustable.VALUE:
            yield change.to, place.at("adjustments", index, "to")


def _due(target: Target, filed: FiledTask, document: Document | None) -> date | None:
    due = target.due or filed.entity.due or (document.due if document else None)
    now = effective(due, "due", target.adjustments, date.max)
    return now if isinstance(now, date) else None


def _sum(target: Target, place: Place) -> Iterator[Finding]:
    """By how much the shares, as adjusted, miss the target, as adjusted."""
    values = [effective(share.value, "value", share.adjustments, date.max) for share in target.shares]
    wanted = effective(target.value, "value", target.adjustments, date.max)
    together = rolled(target.rollup, values)
    if together == wanted:
        return
    missing = together < wanted
    made, whole, gap = (
        amount(f"{number.normalize():f}", target.unit_measure) for number in (together, wanted, abs(together - wanted))
    )
    message = f"各单位的{target.rollup.chinese}是 {made}，比目标值 {whole}{'少' if missing else '多'} {gap}"
    lacks = missing if target.comparator is not Comparator.AT_MOST else not missing
    hint = "补上差的数" if lacks else "核对各单位的数；有意留有余地的可以略过"
    if target.rollup is Rollup.SUM and target.unit_measure in PERCENT:
        hint = "比率不能相加：写 rollup: mean（平均）、min（最低）或 max（最高）"
    yield SHARE_SUM.at(place.at("shares"), message, hint)


def reported(registry: Registry, directory: Directory) -> Iterator[Finding]:
    """Reports on a target with shares name one of them; no others do."""
    items = {item.id: item for _task, item, _place in registry.items}
    for filed in registry.reports:
        report = filed.entity
        item = items.get(report.item)
        target = item if isinstance(item, Target) and report.target is not None else None
        if report.share is None:
            if target is not None and target.shares:
                units = "、".join(share.unit for share in target.shares)
                message = f"{target.id} 分解到了各单位，自己不另报"
                yield REPORT_SHARE.at(filed.place.at("target"), message, f"写上 share：{units}")
        elif target is None or not target.shares:
            if target is not None or item is not None or report.target is None:
                message = f"{report.item} 没有分解到单位"
                yield REPORT_SHARE.at(filed.place.at("share"), message, "删去 share")
        elif share_of(target, report.share, directory) is None:
            known = [share.unit for share in target.shares]
            message = not_found(report.share, Nearby(known)(report.share), f"{target.id} 的分解")
            yield REPORT_SHARE.at(filed.place.at("share"), message, f"分解到的是：{'、'.join(known)}")


CHECKS = (shares, reported)
