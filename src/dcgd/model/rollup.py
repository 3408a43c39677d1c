"""How the numbers of a target's shares make one."""

from collections.abc import Sequence
from decimal import Decimal

from dcgd.data_words import Rollup


def rolled(rollup: Rollup, numbers: Sequence[Decimal]) -> Decimal:
    """The sum, the mean, the least or the most of at least one number."""
    if rollup is Rollup.MIN:
        return min(numbers)
    if rollup is Rollup.MAX:
        return max(numbers)
    total = sum(numbers, Decimal(0))
    return total / len(numbers) if rollup is Rollup.MEAN else total
