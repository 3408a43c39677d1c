"""Links to promises above that a person accepted: `dcgd trace --accept`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from dcgd.diagnostics import Place
from dcgd.edits.texts import edited_file
from dcgd.errors import NotFound
from dcgd.model.links import reference
from dcgd.naming import nearest, not_found, typed_id
from dcgd.registry.change import Edited
from dcgd.registry.load import Reading
from dcgd.source.edit import append_all


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many links were written, and how many were there already."""

    written: int
    there: int


def accept_links(before: Reading, links: Mapping[str, Sequence[str]]) -> Edited[Accepted]:
    """Write what items implement, by their ids (of whole tasks their numbers), behind what they implement already.

    A link that is there, however its brackets are written, is not written again: made once more the edit changes
    nothing. Raises NotFound for an id that is not there, and CannotEdit.
    """
    registry = before.registry
    known = {str(filed.entity.number): (filed.entity.implements, filed.place) for filed in registry.tasks}
    known |= {item.entity.id: (item.entity.implements, item.place) for item in registry.items}
    new: list[tuple[Place, list[str]]] = []
    there = 0
    for id_, wanted in links.items():
        own = known.get(typed_id(id_))
        if own is None:
            raise NotFound(not_found(id_, nearest(id_, list(known)), "编号"), id_)
        had, place = own
        meant = {reference(text) for text in had}
        fresh = {reference(text): text for text in wanted if reference(text) not in meant}
        there += len(wanted) - len(fresh)
        if fresh:
            new.append((place, list(fresh.values())))
    texts: dict[str, str] = {}
    for file in dict.fromkeys(place.file for place, _fresh in new):
        added = [(place, fresh) for place, fresh in new if place.file == file]
        texts |= edited_file(before, file, partial(_with_all, added=added))
    return Edited(texts, Accepted(sum(len(fresh) for _place, fresh in new), there))


def _with_all(text: str, added: Sequence[tuple[Place, list[str]]]) -> str:
    for place, fresh in added:
        text = append_all(text, "implements", fresh, place.path)
    return text
