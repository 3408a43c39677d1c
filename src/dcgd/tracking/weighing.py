"""For how many items an item counts: its weight (权重), which is 1 unless tasks.yaml says otherwise."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.wording import plain


def scale(points: Decimal, count: Fraction | int, reference: int) -> Fraction:
    """The factor for the points of one of `count` items: as if there were `reference` of them (0: no scaling).

    An item counts for as many as it weighs. Who has few items gains as much in all as who has many, but one failure
    weighs no more than it says.
    """
    if not reference:
        return Fraction(1)
    return Fraction(reference) / (count if points > 0 else max(count, reference))


def weight_of(several: Iterable[JudgedItem]) -> Fraction:
    """For how many items some items count."""
    return sum((Fraction(judged.item.weight) for judged in several), Fraction(0))


def counted(number: Fraction) -> str:
    """For how many items, in words: `13 项`, `14.5 项`."""
    return f"{plain(Decimal(number.numerator) / Decimal(number.denominator))} 项"
