"""Two registries compared by what they mean: a list of `Change`, each classed by what it does to the commitment."""

from dcgd.registry.diff.compare import compare
from dcgd.registry.diff.kinds import CHANGE_KINDS, Change, ChangeKind, Effect
from dcgd.registry.diff.sides import Side

__all__ = ["CHANGE_KINDS", "Change", "ChangeKind", "Effect", "Side", "compare"]
