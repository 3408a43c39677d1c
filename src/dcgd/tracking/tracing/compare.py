"""One promise against what took it up below: rightly, later, softer or lower, each in a sentence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from dcgd.model import VALUE_WORDS, Comparator, Firmness, Kind, effective
from dcgd.model.items import Item
from dcgd.naming import PERCENT
from dcgd.registry.diff.kinds import CHANGE_KINDS, Effect
from dcgd.registry.diff.scale import direction, of_kind
from dcgd.tracking.judging.wording import amount, plain
from dcgd.words import Word


class State(Word):
    """How a promise stands in what is below it, worst first.

    `shared` is said of one registry of several whose counts add up; `no_origin` of what is below and serves none;
    `astray` of a link to a number that is not there, `circle` of one that leads back, `elsewhere` of one to a document
    that is not given.
    """

    UNCOVERED = "uncovered", "未承接"
    LOWER = "lower", "承接偏低"
    SOFTER = "softer", "承接偏软"
    LATER = "later", "承接偏晚"
    SHARED = "shared", "分担"
    RIGHT = "right", "足额承接"
    NO_ORIGIN = "no_origin", "没有来源"
    ASTRAY = "astray", "指向不明"
    CIRCLE = "circle", "绕成了圈"
    ELSEWHERE = "elsewhere", "来源未给出"

    @property
    def rank(self) -> int:
        """0 is the worst."""
        return list(State).index(self)


SOFTENED = (State.LOWER, State.SOFTER, State.LATER)
"""Taken up, but for less."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One way in which what was taken up asks for less: which state that is, and the sentence.

    `numberless`: the promise has a number, and here there is none that could be compared with it.
    """

    state: State
    words: str
    numberless: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a promise was taken up: the worst of the gaps, `RIGHT` where there is none."""

    state: State
    gaps: tuple[Gap, ...] = ()
    apart: tuple[str, ...] = ()
    """What took it up as well and could not be compared with it, in sentences."""

    @property
    def sentences(self) -> list[str]:
        """The gaps in words, and what was not compared."""
        return [*(gap.words for gap in self.gaps), *self.apart]


UNCOVERED = Comparison(State.UNCOVERED)


def compare(promise: Item, taken: Item, day: date, *, of: str = "") -> Comparison:
    """A promise and one item that took it up, both as they stand on a day with their adjustments.

    `of` stands before the number of what took it up.
    """
    return _judged(_gaps(promise, taken, day, of))


def _judged(gaps: Iterable[Gap]) -> Comparison:
    known = tuple(gaps)
    return Comparison(min((gap.state for gap in known), key=lambda state: state.rank, default=State.RIGHT), known)


def compare_all(promise: Item, taken: Sequence[Item], day: date) -> Comparison:
    """A promise and all items that took it up in one registry: by the best of them.

    Those whose number can be compared go before those that have none. Counts add up: several that count the same are
    compared by their sum as well, be it of all of them or of those alone that are no softer or no later; so no further
    count ever makes the answer worse.
    """
    answers = [compare(promise, item, day) for item in taken]
    numbered = [answer for answer in answers if not any(gap.numberless for gap in answer.gaps)]
    counted = [(item, answer) for item, answer in zip(taken, answers, strict=True) if adds_up(promise, item, day)]
    sums = []
    for left_out in ((), (State.SOFTER,), (State.LATER,), (State.SOFTER, State.LATER)):
        parts = [item for item, answer in counted if not {gap.state for gap in answer.gaps}.intersection(left_out)]
        if len(parts) > 1:
            sums.append(compare(promise, _sum(parts, day), day, of="合计 "))
    return max((*sums, *(numbered or answers)), key=lambda answer: answer.state.rank, default=UNCOVERED)


def apart(promise: Item, taken: Sequence[Item], day: date) -> tuple[str, ...]:
    """Of the items that took a promise up those counted in another measure, in sentences, where others are compared."""
    others = [item for item in taken if _now(item, "value", day) is not None and _measure(item) != _measure(promise)]
    if promise.value is None or len(others) == len(taken):
        return ()
    measure = _measure(promise)
    return tuple(f"{item.id} 的计量单位是 {_measure(item)}，与 {measure} 不能比，没有算进去" for item in others)


def share(comparison: Comparison) -> Comparison:
    """What one registry made of a count that several share: that it is lower alone says nothing."""
    if State.LOWER not in {gap.state for gap in comparison.gaps}:
        return comparison
    rest = _judged(gap for gap in comparison.gaps if gap.state is not State.LOWER)
    return rest if rest.gaps else Comparison(State.SHARED)


def adds_up(promise: Item, item: Item, day: date) -> bool:
    """Whether what an item counts is a part of what a promise counts: counts in one measure, the more the better."""
    counts = all(
        one.kind is Kind.CUMULATIVE and one.value is not None and _now(one, "comparator", day) != Comparator.AT_MOST
        for one in (promise, item)
    )
    return counts and _measure(promise) == _measure(item)


def _now(item: Item, field: str, day: date) -> Any:
    return effective(getattr(item, field), field, item.adjustments, day)


def _measure(item: Item) -> str:
    return "%" if item.unit_measure in PERCENT else item.unit_measure


def _sum(parts: Sequence[Item], day: date) -> Item:
    """Several counts as one: their sum, due when the last is, as firm and as strict as the softest."""
    strives = any(_now(item, "firmness", day) == Firmness.STRIVE for item in parts)
    return replace(
        parts[0],
        value=sum((_now(item, "value", day) for item in parts), Decimal(0)),
        due=max(_now(item, "due", day) for item in parts),
        firmness=Firmness.STRIVE if strives else Firmness.FIRM,
        comparator=min((_now(item, "comparator", day) for item in parts), key=_LOOSEST_FIRST.index),
        adjustments=(),
    )


_LOOSEST_FIRST = (Comparator.ABOUT, Comparator.AT_LEAST, Comparator.MORE_THAN)


def _gaps(promise: Item, taken: Item, day: date, of: str) -> Iterator[Gap]:
    if promise.value is not None:
        yield from _number(promise, taken, day, of)
    for field, name, state in (("firmness", "", State.SOFTER), ("due", "时限 ", State.LATER)):
        before, after = _now(promise, field, day), _now(taken, field, day)
        if before != after and _weaker(*direction(field, before, after, falling=False)):
            yield Gap(state, f"{name}{VALUE_WORDS.get(before, before)} → {VALUE_WORDS.get(after, after)}")


def _number(promise: Item, taken: Item, day: date, of: str) -> Iterator[Gap]:
    """What of a number went soft. One in another measure, or none at all, cannot be compared: that is soft."""
    before, after = _now(promise, "value", day), _now(taken, "value", day)
    measure, other = _measure(promise), _measure(taken)
    if after is None:
        yield Gap(State.SOFTER, f"上级有数（{amount(plain(before), measure)}），这里没有数", numberless=True)
        return
    if measure != other:
        yield Gap(State.SOFTER, f"计量单位 {measure} → {other}，两个数不能比", numberless=True)
        return
    falling = _now(promise, "comparator", day) == Comparator.AT_MOST
    _kind, effect = direction("value", before, after, falling=falling) if before != after else ("", None)
    if effect is Effect.WEAKER:
        less = "多" if falling else "少"
        gap = amount(plain(abs(before - after)), "个百分点" if measure in PERCENT else measure)
        yield Gap(
            State.LOWER, f"目标值 {amount(plain(before), measure)} → {of}{amount(plain(after), measure)}，{less} {gap}"
        )
    if promise.kind and taken.kind and promise.kind != taken.kind and _weaker(of_kind(promise.kind, taken.kind), None):
        yield Gap(State.SOFTER, f"指标类型 {_KINDS[promise.kind]} → {_KINDS[taken.kind]}")
    before, after = (Comparator(_now(item, "comparator", day)) for item in (promise, taken))
    turned = Comparator.AT_MOST in (before, after)
    matters = before != after and (turned or effect is not Effect.STRONGER)
    if matters and _weaker(*direction("comparator", before, after, falling=falling)):
        yield Gap(State.SOFTER, f"比较方式 {before.chinese} → {after.chinese}")


_KINDS = {Kind.CUMULATIVE: "累计数", Kind.LEVEL: "到期水平", Kind.STANDING: "始终保持"}


def _weaker(kind: str, effect: Effect | None) -> bool:
    return (effect or CHANGE_KINDS[kind].effect) is Effect.WEAKER
