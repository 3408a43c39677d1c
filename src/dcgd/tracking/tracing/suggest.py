"""Proposes which promise above an item below may serve, by the words they have in common; people decide."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import log

from dcgd.model.items import Item
from dcgd.naming import PERCENT, folded
from dcgd.tracking.tracing.matrix import Member, Sheet, upstream

LEAST, MOST = 0.45, 3
"""A proposal's score is at least this, and an item has at most so many of them."""
_SAME_MEASURE, _OTHER_MEASURE = 0.1, 0.2
"""What the same unit of measure adds to the score, and what another one takes from it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A link that may be: the item below, the promise above, a score from 0 to 1, the words that both have."""

    member: Member
    promise: Member
    score: float
    words: tuple[str, ...]


def proposals(sheets: Sequence[Sheet], named: frozenset[int] = frozenset()) -> Iterator[Proposal]:
    """For each item that says nothing of what it implements the promises it may serve, the best first.

    `named`: as for `upstream`. The score is the share of the pairs of characters that both names have, each pair
    weighing the more the fewer items have it; the measure counts a little.
    """
    above = upstream(sheets, named)
    weights = _weights([member.item for sheet in sheets for member in sheet.members])
    by_id = {sheet.document_id: sheet for sheet in sheets}
    for sheet in sheets:
        promises = [member for id_ in sorted(above.get(sheet.document_id, ())) for member in by_id[id_].members]
        at = _places(promises)
        for member in sheet.members if promises else ():
            if not member.item.implements:
                yield from _best(member, promises, at, weights)


def _best(
    member: Member, promises: Sequence[Member], at: Mapping[str, Sequence[int]], weights: Mapping[str, float]
) -> list[Proposal]:
    near = {place for pair in _pairs(member.item) for place in at.get(pair, ())}
    scored = [(_score(member.item, promises[place].item, weights), -place) for place in near]
    best = sorted((score for score in scored if score[0] >= LEAST), reverse=True)[:MOST]
    return [
        Proposal(member, promises[-place], round(score, 2), common(member.item.title, promises[-place].item.title))
        for score, place in best
    ]


def _score(item: Item, promise: Item, weights: Mapping[str, float]) -> float:
    ours, theirs = _pairs(item), _pairs(promise)
    both = sum(weights[pair] for pair in ours & theirs)
    all_pairs = sum(weights[pair] for pair in ours) + sum(weights[pair] for pair in theirs)
    score = 2 * both / all_pairs if all_pairs else 0.0
    if item.value is not None and promise.value is not None:
        same = item.unit_measure == promise.unit_measure or {item.unit_measure, promise.unit_measure} <= {*PERCENT}
        score += _SAME_MEASURE if same else -_OTHER_MEASURE
    return min(score, 1.0)


def _pairs(item: Item) -> frozenset[str]:
    """The pairs of neighbouring characters of an item's name."""
    text = "".join(character for character in folded(item.title) if character.isalnum())
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))


def _weights(items: Sequence[Item]) -> Mapping[str, float]:
    counts = Counter(pair for item in items for pair in _pairs(item))
    return {pair: log(1 + len(items) / count) for pair, count in counts.items()}


def _places(promises: Sequence[Member]) -> Mapping[str, Sequence[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, promise in enumerate(promises):
        for pair in _pairs(promise.item):
            places[pair].append(place)
    return places


def common(one: str, other: str) -> tuple[str, ...]:
    """The longest runs of at least two characters that two names have in common, in the order of the first."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return tuple(one[block.a : block.a + block.size] for block in blocks if block.size > 1)
