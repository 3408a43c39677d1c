"""References from one document to another: `文号:编号`, as the command line names an item among several registries."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from dcgd.model.papers import number_key
from dcgd.naming import halfwidth, typed_id

N = TypeVar("N", bound=Hashable)
LINK_KEYS = ("implements", "continues", "same_as")
"""Under which keys a task, a target or a milestone refers to other documents."""


class Reference(NamedTuple):
    """A promise of another document: the document's number as it is compared (`number_key`), and the item's id.

    The id of a whole task is its number.
    """

    document: str
    id: str


def reference(text: str) -> Reference | None:
    """What `文号:编号` refers to; None where it is not written so. Brackets, colons and figures of all widths are
    equal, blanks do not count.
    """
    document, colon, id_ = halfwidth(text).rpartition(":")
    made = Reference(number_key(document), typed_id(id_))
    return made if colon and made.document and made.id else None


def written_reference(document: str, id_: str) -> str:
    """A reference as it is written: `云政发〔2025〕1号:3-1`."""
    return f"{document}:{id_}"


def referred(entity: Any, key: str) -> tuple[str, ...]:
    """What a task, a target or a milestone refers to under a key, whether the key takes one reference or several."""
    value = getattr(entity, key)
    return value if isinstance(value, tuple) else () if value is None else (value,)


def on_circles(upward: Mapping[N, Iterable[N]]) -> set[tuple[N, N]]:
    """The links that lie on a circle: those between two that reach one another. `upward`: what each leads to."""
    downward: dict[N, list[N]] = {}
    for below, all_above in upward.items():
        for above in all_above:
            downward.setdefault(above, []).append(below)
    seen: set[N] = set()
    order = [node for start in upward for node in _reached(start, upward, seen)]
    circle: dict[N, int] = {}
    seen = set()
    for number, start in enumerate(reversed(order)):  # Kosaraju: what reaches one another comes out together
        circle |= dict.fromkeys(_reached(start, downward, seen), number)
    return {
        (below, above)
        for below, all_above in upward.items()
        for above in all_above
        if circle.get(below) == circle.get(above)
    }


def _reached(start: N, leads_to: Mapping[N, Iterable[N]], seen: set[N]) -> list[N]:
    """What is reached from one and was not seen before, each after all that it leads to."""
    reached: list[N] = []
    waiting = [] if start in seen else [(start, iter(leads_to.get(start, ())))]
    seen.add(start)
    while waiting:
        node, rest = waiting[-1]
        following = next((other for other in rest if other not in seen), None)
        if following is None:
            reached.append(node)
            waiting.pop()
        else:
            seen.add(following)
            waiting.append((following, iter(leads_to.get(following, ()))))
    return reached
