"""The scale of softening: of two values of one field, whether the second asks for less. `diff` and `trace` judge by it.

What is given are kinds of change of `kinds.CHANGE_KINDS`.
"""

from typing import Any

from dcgd.model import Comparator, Firmness, Kind
from dcgd.registry.diff.kinds import Effect

_STRICTER = (Comparator.ABOUT, Comparator.AT_LEAST, Comparator.MORE_THAN)
_TIGHTER_KINDS = {(Kind.LEVEL, Kind.STANDING), (Kind.LEVEL, Kind.CUMULATIVE)}


def direction(field: str, before: Any, after: Any, *, falling: bool) -> tuple[str, Effect | None]:
    """The kind of change of a value, due date, firmness or comparator that differs, and its effect where the kind
    leaves that open. `falling`: of two numbers the lower one asks for more.
    """
    if field == "value":
        easier = after > before if falling else after < before
        return ("value-raised" if after > before else "value-lowered"), Effect.WEAKER if easier else Effect.STRONGER
    if field == "due":
        if None in (before, after):
            return "written-changed", None
        return ("due-later" if after > before else "due-earlier"), None
    if field == "firmness":
        return ("firmness-eased" if after == Firmness.STRIVE else "firmness-tightened"), None
    if Comparator.AT_MOST in (before, after):
        return "comparator-turned", None
    eased = _STRICTER.index(after) < _STRICTER.index(before)
    return ("comparator-eased" if eased else "comparator-tightened"), None


def of_kind(before: Kind, after: Kind) -> str:
    """The kind of change of two kinds of target that differ."""
    return "kind-tightened" if (before, after) in _TIGHTER_KINDS else "kind-eased"
