"""Units by the shares of targets that they hold: how far each is on the whole, ranked among those like it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.mean import Means, mean


@dataclass(frozen=True, slots=True)
class Holder:
    """A unit with the shares that it holds, in the order of the document; `means` are theirs.

    `rank`: among the units of its group in its registry, the best first; equal means share a rank. None where nothing
    can be compared yet.
    """

    registry: str
    document: str
    unit: str
    group: str
    shares: tuple[JudgedItem, ...]
    means: Means
    rank: int | None = None


def holders(
    as_of: date, shares: Iterable[JudgedItem], groups: Mapping[tuple[int, str], str | None], other: str
) -> list[Holder]:
    """The units that hold any of the shares, by group and rank.

    `groups`: those of all units, by (document in the index, name), in their standing order, which is that of the
    groups, too; `other` is what units without one are called together, and comes last.
    """
    held: dict[tuple[int, str], list[JudgedItem]] = {}
    for share in shares:
        held.setdefault((share.home.document_id, share.home.units[0][0]), []).append(share)
    order = {key: place for place, key in enumerate(groups)}
    named = [*dict.fromkeys(group for group in groups.values() if group), other]
    drawn: dict[tuple[str, str], list[Holder]] = {}
    for key in sorted(held, key=lambda key: order.get(key, len(order))):
        home, group = held[key][0].home, groups.get(key) or other
        holder = Holder(home.registry, home.document, key[1], group, tuple(held[key]), mean(as_of, held[key]))
        drawn.setdefault((home.registry, group), []).append(holder)
    in_order = sorted(drawn, key=lambda of: (of[0], named.index(of[1])))
    return [holder for of in in_order for holder in _ranked(drawn[of])]


def _ranked(members: list[Holder]) -> list[Holder]:
    done = sorted((holder.means.done for holder in members if holder.means.done is not None), reverse=True)
    with_ranks = [
        holder if holder.means.done is None else replace(holder, rank=done.index(holder.means.done) + 1)
        for holder in members
    ]
    return sorted(with_ranks, key=lambda holder: (holder.rank is None, holder.rank or 0))
