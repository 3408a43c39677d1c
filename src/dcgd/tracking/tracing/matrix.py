"""The matrix of promises: what each registry below made of each promise above, and what below serves none."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dcgd.index.items import Home
from dcgd.model.items import Item, shares_of
from dcgd.model.links import Reference, on_circles, reference
from dcgd.model.papers import number_key
from dcgd.tracking.tracing.compare import UNCOVERED, Comparison, State, adds_up, apart, compare_all, share


@dataclass(frozen=True, slots=True)
class Member:
    """An item of one of several registries, with where it belongs."""

    home: Home
    item: Item


@dataclass(frozen=True, slots=True)
class Sheet:
    """One of several registries: its document, its period, the places that it is of (the largest first), its items."""

    document_id: int
    registry: str
    document: str
    type: str
    start: str
    due: str
    chain: tuple[str, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one registry below made of a promise."""

    below: Sheet
    members: tuple[Member, ...]
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Line:
    """A promise with what became of it below; or an item below that serves none, or one to whose links there is more
    to say (`astray`, in sentences); `summed` says that the counts of several registries were added up.
    """

    member: Member
    comparison: Comparison
    parts: tuple[Part, ...] = ()
    astray: tuple[str, ...] = ()
    summed: bool = False

    @property
    def state(self) -> State:
        """How it stands."""
        return self.comparison.state

    @property
    def members(self) -> list[Member]:
        """All items that took the promise up."""
        return [member for part in self.parts for member in part.members]


def upstream(sheets: Sequence[Sheet], named: frozenset[int] = frozenset()) -> dict[int, frozenset[int]]:
    """Which documents stand above each, by their ids; of a document that stands above none there is no key.

    Those that it refers to, and of the same type and a common period those of a place around its own (the nearest such
    place). Where some are `named`, they stand above all others instead.
    """
    numbers = {number_key(sheet.document): sheet.document_id for sheet in sheets}
    above: dict[int, frozenset[int]] = {}
    for sheet in sheets:
        if named:
            own = named if sheet.document_id not in named else frozenset()
        else:
            linked = {
                numbers[meant.document]
                for member in sheet.members
                for text in member.item.implements
                if (meant := reference(text)) and meant.document in numbers
            }
            own = frozenset(linked | _around(sheet, sheets)) - {sheet.document_id}
        if own:
            above[sheet.document_id] = frozenset(own)
    return above


def _around(sheet: Sheet, sheets: Sequence[Sheet]) -> set[int]:
    """The documents of the nearest place around that of a document, of its type and with a common period."""
    around = [
        other
        for other in sheets
        if other.type == sheet.type
        and other.start <= sheet.due
        and sheet.start <= other.due
        and len(other.chain) < len(sheet.chain)
        and other.chain == sheet.chain[: len(other.chain)]
        and other.chain
    ]
    nearest = max((len(other.chain) for other in around), default=0)
    return {other.document_id for other in around if len(other.chain) == nearest}


def matrix(sheets: Sequence[Sheet], day: date, named: frozenset[int] = frozenset()) -> Iterator[Line]:
    """Every promise of the documents that stand above others, in their order; then what serves none, and odd links.

    A reference to a task means each of its items. `named`: as for `upstream`.
    """
    above = upstream(sheets, named)
    ids = {number_key(sheet.document): _by_id(sheet) for sheet in sheets}
    serving: dict[Reference, dict[int, dict[str, Member]]] = defaultdict(lambda: defaultdict(dict))
    upward: dict[Reference, set[Reference]] = defaultdict(set)
    for sheet in sheets:
        for member in sheet.members:
            own = Reference(number_key(sheet.document), member.item.id)
            for promise in _promises(member.item, ids):
                upward[own].add(promise)
                if sheet.document_id in above:
                    serving[promise][sheet.document_id][member.item.id] = member
    for sheet in sheets:
        below = [other for other in sheets if sheet.document_id in above.get(other.document_id, ())]
        for member in sheet.members if below else ():
            taken = serving[Reference(number_key(sheet.document), member.item.id)]
            yield _line(member, [(other, tuple(taken[other.document_id].values())) for other in below], day)
    circles = on_circles(upward)
    tops = {document for documents in above.values() for document in documents}
    for sheet in sheets:
        if sheet.document_id in above or sheet.document_id not in tops:
            for member in sheet.members:
                yield from _remark(sheet, member, ids, circles, is_below=sheet.document_id in above)


def _promises(item: Item, ids: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Iterator[Reference]:
    """The promises that an item serves, of those that are given."""
    for text in item.implements:
        meant = reference(text)
        if meant is not None:
            yield from (Reference(meant.document, id_) for id_ in ids.get(meant.document, {}).get(meant.id, ()))


def _remark(
    sheet: Sheet,
    member: Member,
    ids: Mapping[str, Mapping[str, tuple[str, ...]]],
    circles: set[tuple[Reference, Reference]],
    *,
    is_below: bool,
) -> Iterator[Line]:
    """The line of an item below about which there is something to say beside the promises that it serves."""
    texts = [(text, meant) for text in member.item.implements if (meant := reference(text))]
    promises = {*_promises(member.item, ids)}
    astray = [text for text, meant in texts if meant.document in ids and meant.id not in ids[meant.document]]
    own = Reference(number_key(sheet.document), member.item.id)
    circular = [promise for promise in promises if (own, promise) in circles]
    if astray:
        yield Line(member, Comparison(State.ASTRAY), astray=tuple(f"没有“{text}”" for text in astray))
    elif circular:
        said = (f"顺着 {promise.document}:{promise.id} 又指回它" for promise in sorted(circular))
        yield Line(member, Comparison(State.CIRCLE), astray=tuple(said))
    elif texts and not promises:
        said = (f"没有给出“{text}”的登记册" for text, _meant in texts)
        yield Line(member, Comparison(State.ELSEWHERE), astray=tuple(said))
    elif is_below and not member.item.implements:
        yield Line(member, Comparison(State.NO_ORIGIN))


def _line(promise: Member, taken: Sequence[tuple[Sheet, tuple[Member, ...]]], day: date) -> Line:
    """A promise with what each registry made of it.

    Where several count parts of it, their sum counts; else each has to reach it alone, and the worst of those that took
    it up says how it stands. A registry whose place has a share of the promise is compared with that share.
    """
    own = [(below, members, [member.item for member in members]) for below, members in taken]
    counts = [[item for item in items if adds_up(promise.item, item, day)] for _below, _members, items in own]
    summed = sum(map(bool, counts)) > 1
    alone = []
    for (below, _members, items), counting in zip(own, counts, strict=True):
        part = _part_of(promise.item, below)
        made = compare_all(part or promise.item, counting if summed and counting else items, day)
        made = share(made) if summed and counting and part is None else made
        alone.append(replace(made, apart=apart(promise.item, items, day)))
    if summed:
        together = compare_all(promise.item, [item for counting in counts for item in counting], day)
    else:
        took_up = [comparison for comparison in alone if comparison.state is not State.UNCOVERED]
        together = min(took_up, key=lambda comparison: comparison.state.rank, default=UNCOVERED)
    parts = (Part(below, members, made) for (below, members, _items), made in zip(own, alone, strict=True))
    return Line(promise, together, tuple(parts), summed=summed)


def _part_of(promise: Item, below: Sheet) -> Item | None:
    """The share of a promise that is the place's of a document below, as an item; None where it has none."""
    places = {below.chain[-1], "".join(below.chain)} if below.chain else set()
    both = zip(promise.shares, shares_of(promise), strict=True)
    return next((item for held, item in both if held.unit in places), None)


def _by_id(sheet: Sheet) -> Mapping[str, tuple[str, ...]]:
    """The ids of the items that a reference's id means: an item its own, a task those of its items."""
    meant: dict[str, tuple[str, ...]] = {}
    for member in sheet.members:
        task = str(member.item.task)
        meant[task] = (*meant.get(task, ()), member.item.id)
    return meant | {member.item.id: (member.item.id,) for member in sheet.members if member.item.id not in meant}
