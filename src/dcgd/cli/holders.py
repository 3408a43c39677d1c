"""`dcgd scorecard --shares`: the units by the shares that they hold, a column an indicator."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dcgd.cli.item_listing import columns, selected_shares
from dcgd.cli.options import Output, Selection
from dcgd.cli.output import emit
from dcgd.cli.session import Session
from dcgd.index.people import groups_of_units
from dcgd.naming import qualified
from dcgd.publish.snapshot import UNGROUPED
from dcgd.publish.table import Column, Table
from dcgd.tracking.holders import Holder, holders
from dcgd.tracking.item_row import row_of
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.verdict_row import points

_HEAD = (
    Column("group", "类别", narrow=True),
    Column("rank", "名次", number=True, narrow=True),
    Column("name", "单位"),
    Column("mean_done_percent", "平均完成%", number=True, narrow=True),
    Column("mean_pace_percent", "平均序时%", number=True, narrow=True),
)


def show(session: Session, day: date, selection: Selection, output: Output) -> None:
    """Print the heat table: units by group and rank, and of each indicator how far its share is, under which light."""
    everything = list(selected_shares(session, day, selection))
    ranked = holders(day, everything, groups_of_units(session.connection), UNGROUPED)
    targets = {_target(share): share.item.title for share in everything}
    indicators = tuple(Column(target, f"{target} {title}", narrow=True) for target, title in targets.items())
    rows = [_row(holder, list(targets)) for holder in ranked]
    emit(Table(columns(session, (*_HEAD, *indicators)), rows), output, "没有符合条件的分解。")


def _row(holder: Holder, targets: Sequence[str]) -> dict[str, Any]:
    row: dict[str, Any] = {"document": holder.document, "group": holder.group, "rank": holder.rank}
    row |= {"name": holder.unit, "mean_done_percent": holder.means.done, "mean_pace_percent": holder.means.pace}
    by_target = {_target(share): share for share in holder.shares}
    row |= {target: said(by_target[target]) if target in by_target else "" for target in targets}
    return row | {"shares": [row_of(share).as_json() for share in holder.shares]}


def _target(share: JudgedItem) -> str:
    return str(qualified(share.home.registry, share.item.id)).rpartition("@")[0]


def said(share: JudgedItem) -> str:
    """A share in a cell: its light and how far it is, `黄 55.0%`, or that it was never reported."""
    done = points(share.verdict.done_share)
    return f"{share.verdict.light} {share.verdict.label if done is None else f'{done}%'}"
