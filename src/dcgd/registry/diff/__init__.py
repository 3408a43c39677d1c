"""Two registries compared by what they mean: a list of `Change`, each classed by what it does to the commitment."""

from dcgd.registry.diff.compare import compare
from dcgd.registry.diff.kinds import KINDS, Change, Effect, Kind
from dcgd.registry.diff.sides import Side

__all__ = ["KINDS", "Change", "Effect", "Kind", "Side", "compare"]
